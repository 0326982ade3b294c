import { describe, expect, it } from 'vitest'
import { SpecError } from '../../core/errors'
import type { TrainingEvent } from '../fit'
import { FakeDriver, emptyOptimizer, start, tasks } from './training-run.fixture'

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

  it('tells of all steps of an epoch within which it went on, or of none of them', async () => {
    const meansOf = (events: readonly TrainingEvent[]) =>
      events.flatMap((event) => (event.type === 'epoch' ? [[event.loss, event.accuracy]] : []))
    const whole = start(new FakeDriver(1), { startPaused: true })
    await whole.run.step()
    await whole.run.step()
    const { position, tally } = whole.run
    expect(tally).toMatchObject({ correct: 6, examples: 8 })
    await whole.run.step()
    expect(whole.run.tally?.examples).toBe(0)
    whole.run.resume()
    await whole.run.done
    const expected = meansOf(whole.events)
    const told = start(new FakeDriver(), { resumeFrom: { ...position, tally: tally!, optimizer: emptyOptimizer } })
    await told.run.done
    expect(meansOf(told.events)).toEqual(expected)
    const untold = start(new FakeDriver(), { resumeFrom: { ...position, optimizer: emptyOptimizer } })
    expect(untold.run.tally).toBeNull()
    await untold.run.done
    expect(meansOf(untold.events)).toEqual([[NaN, NaN], expected[1]])
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
