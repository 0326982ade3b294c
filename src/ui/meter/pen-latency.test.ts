import { describe, expect, it } from 'vitest'
import { PenLatency } from './pen-latency'

const drawing = (ink: number) => Float32Array.of(ink, 0, 0)
/** What was read is another array with the same picture in it. */
const copy = (picture: Float32Array) => picture.slice()

describe('PenLatency', () => {
  it('measures from the newest sample of a drawing to the paint of its reading', () => {
    const latency = new PenLatency()
    latency.sampled(90)
    latency.sampled(100)
    latency.drawn(drawing(1))
    const sampledAt = latency.read(copy(drawing(1)), 112)
    expect(sampledAt).toBe(100)
    latency.painted(sampledAt!, 118)
    expect(latency.figures()).toMatchObject({ count: 1, median: 18, worst: 18 })
  })

  it('leaves out drawings that were skipped, that no pen made, and readings of what is known', () => {
    const latency = new PenLatency()
    for (const at of [1, 2, 3]) {
      latency.sampled(at)
      latency.drawn(drawing(at))
    }
    latency.drawn(drawing(9))
    expect(latency.read(drawing(9), 10)).toBeNull()
    expect(latency.read(drawing(2), 11)).toBe(2)
    expect(latency.read(drawing(1), 12)).toBeNull()
    expect(latency.read(drawing(2), 13)).toBeNull()
    expect(latency.read(drawing(3), 14)).toBe(3)
  })

  it('takes a movement that comes once more, with the frame, for the one it knows', () => {
    const latency = new PenLatency()
    latency.sampled(100)
    latency.drawn(drawing(1))
    latency.sampled(100)
    latency.drawn(drawing(2))
    expect(latency.read(drawing(2), 110)).toBeNull()
    expect(latency.read(drawing(1), 110)).toBe(100)
  })

  it('gives median, worst, and readings per second while the pen moves', () => {
    const latency = new PenLatency()
    let now = 0
    for (const [index, took] of [10, 30, 20, 60].entries()) {
      // A rest after the second is no slow reading.
      now += index === 2 ? 5000 : 100
      latency.sampled(now)
      latency.drawn(drawing(index))
      latency.painted(latency.read(drawing(index), now)!, now + took)
    }
    expect(latency.figures()).toMatchObject({ count: 4, median: 25, worst: 60, readsPerSecond: 10 })
    latency.reset()
    expect(latency.figures()).toMatchObject({ count: 0, median: null, worst: null, readsPerSecond: null })
  })

  it('counts long tasks where the browser tells of them', () => {
    const latency = new PenLatency()
    expect(latency.figures()).toMatchObject({ longTasks: null, longestTask: 0 })
    latency.watchesTasks()
    expect(latency.figures()).toMatchObject({ longTasks: 0 })
    latency.longTask(80)
    latency.longTask(60)
    expect(latency.figures()).toMatchObject({ longTasks: 2, longestTask: 80 })
    latency.reset()
    expect(latency.figures()).toMatchObject({ longTasks: 0, longestTask: 0 })
  })
})
