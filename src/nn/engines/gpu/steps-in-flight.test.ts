import { describe, expect, it } from 'vitest'
import { StepsInFlight } from './steps-in-flight'

/** A GPU that works off its steps one after another, on a clock that only its steps move. */
class FakeGpu {
  now = 0
  readonly steps = new StepsInFlight(() => this.now)
  private readonly queue: (() => void)[] = []

  constructor(private readonly stepTime: number) {}

  /** Submits one step and runs the queue until the next may be submitted. @returns steps that are still queued then */
  async submit(): Promise<number> {
    const leave = { isGiven: false }
    void this.steps.add(new Promise<void>((resolve) => this.queue.push(resolve))).then(() => (leave.isGiven = true))
    await settle()
    while (!leave.isGiven) {
      this.now += this.stepTime
      this.queue.shift()?.()
      await settle()
    }
    return this.queue.length
  }
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve))
}

describe('StepsInFlight', () => {
  it('keeps one step queued behind the one that runs', async () => {
    const gpu = new FakeGpu(200)
    expect([await gpu.submit(), await gpu.submit(), await gpu.submit()]).toEqual([1, 1, 1])
  })

  it('queues nothing behind a long step while somebody reads, and does again a second later', async () => {
    const gpu = new FakeGpu(200)
    await gpu.submit()
    await gpu.submit()
    gpu.steps.noteReading()
    expect([await gpu.submit(), await gpu.submit()]).toEqual([0, 0])
    gpu.now += 1000
    expect(await gpu.submit()).toBe(1)
  })

  it('has a long step come in pieces while somebody reads, and whole again a second later', async () => {
    const gpu = new FakeGpu(200)
    await gpu.submit()
    await gpu.submit()
    expect(gpu.steps.pieces).toBe(1)
    gpu.steps.noteReading()
    expect(gpu.steps.pieces).toBe(7)
    gpu.now += 1000
    expect(gpu.steps.pieces).toBe(1)
  })

  it('cuts a very long step also while nobody reads, and queues nothing behind it', async () => {
    const gpu = new FakeGpu(2500)
    await gpu.submit()
    await gpu.submit()
    expect(gpu.steps.pieces).toBe(10)
    expect(await gpu.submit()).toBe(0)
    gpu.steps.noteReading()
    expect(gpu.steps.pieces).toBe(25)
  })

  it('lets short steps overlap also while somebody reads', async () => {
    const gpu = new FakeGpu(2)
    await gpu.submit()
    await gpu.submit()
    gpu.steps.noteReading()
    expect([await gpu.submit(), await gpu.submit()]).toEqual([1, 1])
    expect(gpu.steps.pieces).toBe(1)
  })

  it('fails with the step that it waits for', async () => {
    const steps = new StepsInFlight()
    await steps.add(Promise.resolve())
    const failing = Promise.reject(new Error('lost'))
    await steps.add(failing)
    await expect(steps.add(Promise.resolve())).rejects.toThrow('lost')
  })
})
