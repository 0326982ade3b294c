import { describe, expect, it, vi } from 'vitest'
import { DivergedError, SpecError, StateError } from '../../core/errors'
import type { FitOptions, OptimizerState, StepReport, TrainingEvent } from '../engine'
import { resolveRunSettings } from '../spec/training'
import { startTrainingRun, type StepDriver, type TrainingStep } from './training-run'
import { yieldToEvents } from '../../core/yield-to-events'

/** Computes nothing; finishes steps when told, or by itself a few tasks later. */
class FakeDriver implements StepDriver {
  onReport: (report: StepReport) => void = () => {}
  readonly submitted: TrainingStep[] = []
  reported = 0
  lossOf = (step: TrainingStep): number => 1 / (1 + step.index)
  failAt = -1

  constructor(private readonly inFlight = 2) {}

  async submit(step: TrainingStep): Promise<void> {
    if (step.index === this.failAt) throw new Error('device gone')
    this.submitted.push(step)
    if (this.submitted.length - this.reported >= this.inFlight) this.finish(1)
  }

  async drain(): Promise<void> {
    await yieldToEvents()
    if (this.submitted.length > this.reported) this.finish(this.submitted.length - this.reported)
  }

  private finish(count: number): void {
    const steps = this.submitted.slice(this.reported, this.reported + count)
    this.reported += count
    this.onReport({
      firstStep: steps[0]!.index,
      losses: Float32Array.from(steps, this.lossOf),
      correct: Uint32Array.from(steps, (step) => step.examples - 1),
      examples: Uint32Array.from(steps, (step) => step.examples),
    })
  }
}

const base: FitOptions = {
  epochs: 2,
  batchSize: 4,
  loss: { type: 'categoricalCrossentropy' },
  optimizer: { type: 'adam', learningRate: 0.01 },
  seed: 1,
}

function start(driver: StepDriver, options: Partial<FitOptions> = {}, examples = 10) {
  const given = { ...base, ...options }
  const run = startTrainingRun(driver, examples, resolveRunSettings(given), given)
  const events: TrainingEvent[] = []
  run.subscribe((event) => events.push(event))
  return { run, events, states: () => events.flatMap((event) => (event.type === 'state' ? [event.state] : [])) }
}

async function tasks(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await yieldToEvents()
}

const emptyOptimizer: OptimizerState = { step: 3, slots: new Map() }

describe('a training run', () => {
  it('visits every example of every epoch, the last batch smaller', async () => {
    const driver = new FakeDriver()
    const { run } = start(driver)
    expect([run.stepsPerEpoch, run.totalSteps]).toEqual([3, 6])
    await run.done
    expect(driver.submitted.map(({ index, epoch, start: first, examples }) => [index, epoch, first, examples])).toEqual([
      [0, 0, 0, 4],
      [1, 0, 4, 4],
      [2, 0, 8, 2],
      [3, 1, 0, 4],
      [4, 1, 4, 4],
      [5, 1, 8, 2],
    ])
    expect(run.state).toBe('finished')
  })

  it('reports an epoch after its last step and before onEpochEnd, with means over examples', async () => {
    const driver = new FakeDriver()
    driver.lossOf = (step) => step.examples
    const seen: string[] = []
    const { run } = start(driver, {
      onEpochEnd: async (epoch) => {
        seen.push(`end ${epoch} begins`)
        await tasks(5)
        seen.push(`end ${epoch}`)
      },
    })
    run.subscribe((event) => {
      if (event.type === 'steps') seen.push(`steps ${event.report.firstStep}+${event.report.losses.length}`)
      if (event.type === 'epoch') seen.push(`epoch ${event.epoch} loss ${event.loss} accuracy ${event.accuracy}`)
    })
    await run.done
    expect(seen).toEqual([
      'steps 0+1',
      'steps 1+1',
      'steps 2+1',
      'epoch 0 loss 3.6 accuracy 0.7',
      'end 0 begins',
      'end 0',
      'steps 3+1',
      'steps 4+1',
      'steps 5+1',
      'epoch 1 loss 3.6 accuracy 0.7',
      'end 1 begins',
      'end 1',
    ])
  })

  it('takes the learning rate of every step from the schedule', async () => {
    const constant = new FakeDriver()
    await start(constant, { epochs: 1 }).run.done
    expect(constant.submitted.map((step) => step.learningRate)).toEqual([0.01, 0.01, 0.01])
    const scheduled = new FakeDriver()
    await start(scheduled, { epochs: 1, optimizer: { type: 'adam' }, schedule: { kind: 'step', learningRate: 1, warmup: 2 } }).run.done
    expect(scheduled.submitted.map((step) => step.learningRate)).toEqual([1 / 2, 1, 1 / 10])
  })

  it('goes on from a checkpoint', async () => {
    const driver = new FakeDriver()
    await start(driver, { resumeFrom: { epoch: 1, optimizer: emptyOptimizer } }).run.done
    expect(driver.submitted.map((step) => [step.index, step.epoch])).toEqual([
      [3, 1],
      [4, 1],
      [5, 1],
    ])
  })

  it('goes on within an epoch', async () => {
    const driver = new FakeDriver()
    const { run, events } = start(driver, { resumeFrom: { epoch: 0, step: 2, optimizer: emptyOptimizer } })
    expect(run.position).toEqual({ epoch: 0, step: 2 })
    await run.done
    expect(driver.submitted.map(({ index, epoch, start: first }) => [index, epoch, first])).toEqual([
      [2, 0, 8],
      [3, 1, 0],
      [4, 1, 4],
      [5, 1, 8],
    ])
    expect(events.flatMap((event) => (event.type === 'epoch' ? [event.epoch] : []))).toEqual([0, 1])
    expect(run.position).toEqual({ epoch: 2, step: 0 })
  })

  it('is finished early after the epoch that is under way', async () => {
    const driver = new FakeDriver()
    const { run } = start(driver, { epochs: 9, onEpochEnd: async (epoch) => (epoch === 1 ? run.finishEarly() : undefined) })
    await run.done
    expect([run.state, driver.submitted.length]).toEqual(['finished', 6])
  })

  it('finishes at once when nothing is left', async () => {
    const driver = new FakeDriver()
    const { run } = start(driver, { resumeFrom: { epoch: 2, optimizer: emptyOptimizer } })
    await run.done
    expect([run.state, driver.submitted.length]).toEqual(['finished', 0])
  })

  it('lets timers and messages through between steps', async () => {
    const driver = new FakeDriver()
    let ticks = 0
    const timer = setInterval(() => ticks++, 0)
    await start(driver, { epochs: 200 }).run.done
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(0)
  })

  it.each([
    ['epochs', { epochs: 0 }],
    ['epochs', { epochs: 1.5 }],
    ['batchSize', { batchSize: 0 }],
    ['batchSize', { batchSize: Number.NaN }],
    ['resumeFrom.step', { resumeFrom: { epoch: 0, step: 3, optimizer: emptyOptimizer } }],
    ['resumeFrom.epoch', { resumeFrom: { epoch: 3, optimizer: emptyOptimizer } }],
  ])('refuses %s in %o', (field, options) => {
    expect(() => start(new FakeDriver(), options)).toThrow(SpecError)
    expect(() => start(new FakeDriver(), options)).toThrow(field)
  })

  it('refuses an empty set', () => {
    expect(() => start(new FakeDriver(), {}, 0)).toThrow(SpecError)
  })
})

describe('a learning rate that is turned', () => {
  const rates = (driver: FakeDriver) => driver.submitted.map((step) => step.learningRate)

  it('counts from the next step on, and is in the schedule', async () => {
    const driver = new FakeDriver(1)
    const { run } = start(driver, { startPaused: true })
    await run.step()
    await run.step()
    run.setLearningRate(0.5)
    run.setLearningRate(0.25)
    run.resume()
    await run.done
    expect(rates(driver)).toEqual([0.01, 0.01, 0.25, 0.25, 0.25, 0.25])
    expect(run.schedule).toEqual({ kind: 'constant', learningRate: 0.01, warmup: 0, changes: [{ step: 2, learningRate: 0.25 }] })
    const planned = new FakeDriver(1)
    await start(planned, { optimizer: { type: 'adam' }, schedule: run.schedule }).run.done
    expect(rates(planned)).toEqual(rates(driver))
  })

  it('before the first step is another plan', async () => {
    const { run } = start(new FakeDriver(), { startPaused: true })
    run.setLearningRate(0.5)
    expect(run.schedule).toEqual({ kind: 'constant', learningRate: 0.5, warmup: 0, changes: [] })
  })

  it.each([Number.NaN, Infinity, -1])('cannot be %d', (rate) => {
    const { run } = start(new FakeDriver(), { startPaused: true })
    expect(() => run.setLearningRate(rate)).toThrow(SpecError)
    expect(run.schedule.learningRate).toBe(0.01)
  })
})

describe('work while a run is at rest', () => {
  it('finds no step in flight, and none begins before it is done', async () => {
    const driver = new FakeDriver(2)
    const { run, states } = start(driver, { epochs: 50 })
    await tasks(20)
    const seen = await run.whileAtRest(async () => {
      const first = [driver.submitted.length, driver.reported]
      await tasks(20)
      return [...first, driver.submitted.length]
    })
    expect(seen[0]).toBeGreaterThan(0)
    expect(new Set(seen).size).toBe(1)
    await run.done
    expect([states(), driver.submitted.length]).toEqual([['finished'], 150])
  })

  it('begins at once while paused, and a run that goes on waits for it', async () => {
    const driver = new FakeDriver(1)
    const { run } = start(driver, { startPaused: true })
    let leave = () => {}
    const work = run.whileAtRest(() => new Promise<void>((resolve) => (leave = resolve)))
    run.resume()
    await tasks(20)
    expect(driver.submitted).toEqual([])
    leave()
    await work
    await run.done
    expect(driver.submitted).toHaveLength(6)
  })

  it('is done after a run that ends before it, and its failure is its own', async () => {
    const { run } = start(new FakeDriver(), { startPaused: true })
    await run.stop()
    expect(await run.whileAtRest(async () => 7)).toBe(7)
    await expect(run.whileAtRest(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})

describe('pause, step, resume, stop', () => {
  it('pauses when every step begun is reported, and goes on without losing one', async () => {
    const driver = new FakeDriver(2)
    const { run, states } = start(driver, { epochs: 50 })
    await tasks(20)
    await run.pause()
    expect(run.state).toBe('paused')
    const before = driver.submitted.length
    expect(driver.reported).toBe(before)
    expect(before).toBeGreaterThan(0)
    await tasks(20)
    expect(driver.submitted.length).toBe(before)
    run.resume()
    expect(run.state).toBe('running')
    await run.done
    expect(driver.submitted.map((step) => step.index)).toEqual(Array.from({ length: 150 }, (_, index) => index))
    expect(states()).toEqual(['paused', 'running', 'finished'])
  })

  it('pauses before the first step without computing any', async () => {
    const driver = new FakeDriver()
    const { run } = start(driver)
    await run.pause()
    await tasks(10)
    expect([run.state, driver.submitted.length]).toEqual(['paused', 0])
    await run.stop()
    expect(run.state).toBe('stopped')
  })

  it('never begins a step after a pause has resolved, at whatever moment it was asked for', async () => {
    for (let moment = 0; moment < 60; moment++) {
      const driver = new FakeDriver(2)
      const { run } = start(driver, { epochs: 50 })
      for (let turn = 0; turn < moment; turn++) await (moment % 2 ? yieldToEvents() : Promise.resolve())
      await run.pause()
      const begun = driver.submitted.length
      expect(driver.reported).toBe(begun)
      await tasks(3)
      expect(driver.submitted.length).toBe(begun)
      await run.stop()
    }
  })

  it('does exactly one step at a time while paused', async () => {
    const driver = new FakeDriver()
    const { run, states } = start(driver, { startPaused: true, epochs: 1 })
    await tasks(5)
    expect([run.state, driver.submitted.length]).toEqual(['paused', 0])
    await run.step()
    expect([run.state, driver.submitted.length, driver.reported]).toEqual(['paused', 1, 1])
    await Promise.all([run.step(), run.step()])
    expect(driver.reported).toBe(3)
    await run.done
    expect(states()).toEqual(['finished'])
  })

  it('keeps steps asked for during onEpochEnd until it is over', async () => {
    const driver = new FakeDriver()
    let release = () => {}
    const { run } = start(driver, {
      startPaused: true,
      onEpochEnd: () => new Promise((resolve) => (release = resolve)),
    })
    for (let step = 0; step < 3; step++) await run.step()
    await tasks(5)
    const next = run.step()
    await tasks(5)
    expect(driver.submitted.length).toBe(3)
    release()
    await next
    expect(driver.submitted.length).toBe(4)
    await run.stop()
  })

  it('pauses at once during onEpochEnd', async () => {
    const driver = new FakeDriver()
    let release = () => {}
    const { run } = start(driver, { onEpochEnd: () => new Promise((resolve) => (release = resolve)) })
    await vi.waitFor(() => expect(driver.submitted.length).toBe(3))
    await tasks(5)
    await run.pause()
    expect(run.state).toBe('paused')
    release()
    await tasks(10)
    expect(driver.submitted.length).toBe(3)
    await run.stop()
  })

  it('answers a pause that a resume overtook', async () => {
    const driver = new FakeDriver()
    const { run } = start(driver, { epochs: 5 })
    await tasks(4)
    const pause = run.pause()
    run.resume()
    await pause
    await run.done
    expect(driver.submitted.length).toBe(15)
  })

  it('refuses a step while running and after the end', async () => {
    const { run } = start(new FakeDriver())
    await expect(run.step()).rejects.toThrow(StateError)
    await run.done
    await expect(run.step()).rejects.toThrow(StateError)
  })

  it('stops after the steps begun', async () => {
    const driver = new FakeDriver()
    const { run, states } = start(driver, { epochs: 50 })
    await tasks(10)
    await run.stop()
    expect(driver.reported).toBe(driver.submitted.length)
    expect(driver.submitted.length).toBeLessThan(150)
    await run.done
    expect(states()).toEqual(['stopped'])
  })

  it('stops while paused and refuses the steps that wait', async () => {
    const { run } = start(new FakeDriver(), { startPaused: true })
    const stopping = run.stop()
    await expect(run.step()).rejects.toThrow(StateError)
    await stopping
    expect(run.state).toBe('stopped')
  })

  it('takes pause, resume and stop after the end as done', async () => {
    const { run } = start(new FakeDriver())
    await run.done
    await run.pause()
    run.resume()
    await run.stop()
    expect(run.state).toBe('finished')
  })

  it('stops telling a listener that unsubscribed', async () => {
    const run = startTrainingRun(new FakeDriver(), 10, resolveRunSettings(base), {})
    const listener = vi.fn<(event: TrainingEvent) => void>()
    run.subscribe(listener)()
    await run.done
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('failure', () => {
  it('ends in failed with the cause when the driver rejects', async () => {
    const driver = new FakeDriver()
    driver.failAt = 2
    const { run, states } = start(driver)
    await expect(run.done).rejects.toThrow('device gone')
    expect(states()).toEqual(['failed'])
  })

  it('rejects the single step that failed', async () => {
    const driver = new FakeDriver()
    driver.failAt = 0
    const { run } = start(driver, { startPaused: true })
    await expect(run.step()).rejects.toThrow('device gone')
    expect(run.state).toBe('failed')
  })

  it('answers a pause and a stop that wait when the driver fails', async () => {
    const driver = new FakeDriver()
    driver.drain = () => Promise.reject(new Error('device gone'))
    const { run } = start(driver)
    await tasks(3)
    await Promise.all([run.pause(), run.stop()])
    expect(run.state).toBe('failed')
  })

  it.each([Number.NaN, Infinity])('calls a loss of %d diverged and shows no step from there on', async (bad) => {
    const driver = new FakeDriver(4)
    driver.lossOf = (step) => (step.index === 1 ? bad : 1)
    const { run, events } = start(driver, { epochs: 5 })
    await expect(run.done).rejects.toThrow(DivergedError)
    const losses = events.flatMap((event) => (event.type === 'steps' ? [...event.report.losses] : []))
    expect(losses).toEqual([1])
    expect(driver.reported).toBe(driver.submitted.length)
  })

  it('fails with what onEpochEnd threw', async () => {
    const { run } = start(new FakeDriver(), { onEpochEnd: () => Promise.reject(new Error('disk full')) })
    await expect(run.done).rejects.toThrow('disk full')
    expect(run.state).toBe('failed')
  })

  it('fails with what a listener threw', async () => {
    const { run } = start(new FakeDriver())
    run.subscribe((event) => {
      if (event.type === 'steps') throw new Error('listener broke')
    })
    await expect(run.done).rejects.toThrow('listener broke')
  })

  it('leaves no unhandled rejection when nobody listens', async () => {
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    const driver = new FakeDriver()
    driver.failAt = 0
    startTrainingRun(driver, 10, resolveRunSettings(base), {})
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
