import { describe, expect, it, vi } from 'vitest'
import { DivergedError, StateError } from '../../core/errors'
import { yieldToEvents } from '../../core/yield-to-events'
import type { TrainingEvent } from '../engine'
import { resolveRunSettings } from '../spec/training'
import { startTrainingRun } from './training-run'
import { FakeDriver, base, start, tasks } from './training-run.fixture'
import { eventually } from '../../testing/eventually'

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
    await eventually(() => expect(driver.submitted.length).toBe(3))
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
