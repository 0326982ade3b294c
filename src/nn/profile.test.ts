import { describe, expect, it } from 'vitest'
import { clockResolution, durations } from '../gpu/pass-timer'
import { interquartileMean, ProfileUnavailableError, profileTable, summarizeProfile, type Measurement } from './profile'

const ms = 1e6

const measurement: Measurement = {
  batch: 64,
  nanoseconds: [9 * ms, 9 * ms, 9 * ms, 9 * ms],
  runs: [
    { kernel: 'a/product', dispatches: 1, cost: { flops: 4e6, bytes: 1e3 }, nanoseconds: [1 * ms, 1 * ms, 3 * ms, 3 * ms] },
    { kernel: 'b/quiet', dispatches: 26, cost: null, nanoseconds: [5 * ms, 5 * ms, 5 * ms, 5 * ms] },
    { kernel: 'a/product', dispatches: 1, cost: { flops: 4e6, bytes: 1e3 }, nanoseconds: [1 * ms, 1 * ms, 1 * ms, 1 * ms] },
    { kernel: 'c/copy', dispatches: 2, cost: { flops: 0, bytes: 6e6 }, nanoseconds: [2 * ms, 2 * ms, 2 * ms, 2 * ms] },
    { kernel: 'd/short', dispatches: 1, cost: { flops: 10, bytes: 10 }, nanoseconds: [0, 0, 0, 0] },
  ],
  clockNanoseconds: 1e5,
  limits: { gigaflops: 8, gigabytes: 4 },
  memory: { step: 2e6, engine: 5e6 },
}

describe('summarizeProfile', () => {
  const profile = summarizeProfile(measurement)

  it('adds up each kernel over its runs and orders them by time', () => {
    const rows = profile.kernels.map(({ kernel, dispatches, milliseconds, share }) => [kernel, dispatches, milliseconds, share])
    expect(rows).toEqual([
      ['b/quiet', 26, 5, 0.5],
      ['a/product', 2, 3, 0.3],
      ['c/copy', 2, 2, 0.2],
      ['d/short', 1, 0, 0],
    ])
    expect(profile.kernels.reduce((sum, { share }) => sum + share, 0)).toBe(1)
    expect([profile.kernelMilliseconds, profile.stepMilliseconds, profile.dispatches, profile.steps]).toEqual([10, 9, 31, 4])
  })

  it('tells rates of those that say what they do and took any time, against the limit that binds them', () => {
    const [quiet, product, copy, short] = profile.kernels
    expect(quiet).toMatchObject({ gigaflops: null, gigabytes: null, ofLimit: null })
    expect(product!.gigaflops).toBeCloseTo(8e6 / 3e-3 / 1e9)
    expect(product!.ofLimit).toBeCloseTo(8e6 / 3e-3 / 1e9 / 8)
    expect(copy).toMatchObject({ gigaflops: 0, gigabytes: 3, ofLimit: 0.75 })
    expect(short).toMatchObject({ gigaflops: null, gigabytes: null, ofLimit: null })
  })

  it('refuses a clock that stands still', () => {
    const runs = measurement.runs.map((run) => ({ ...run, nanoseconds: [0, 0, 0, 0] }))
    expect(() => summarizeProfile({ ...measurement, runs })).toThrow(ProfileUnavailableError)
  })

  it('reads as a table', () => {
    const lines = profileTable(profile).split('\n')
    expect(lines[0]).toBe('kernel     dispatches  ms/step   share  GFLOP/s  GB/s  of limit')
    expect(lines[2]).toBe('a/product           2    3.000  30.0 %      2.7   0.0      33 %')
    expect(lines[4]).toBe('d/short             1    0.000   0.0 %        –     –         –')
    expect(lines.at(-1)).toBe('memory: 2.0 MB of this step, 5.0 MB in all')
  })
})

it('takes the mean of the middle half', () => {
  expect(interquartileMean([3])).toBe(3)
  expect(interquartileMean([1, 2, 6])).toBe(3)
  expect(interquartileMean([0, 100, 0, 100, 0, 100, 1e9, 100])).toBe(75)
})

describe('timestamps', () => {
  it('become durations, none of them negative', () => {
    expect(durations(BigUint64Array.of(100n, 350n, 500n, 400n, 7n, 7n))).toEqual([250, 0, 0])
  })

  it('show the tick of their clock', () => {
    expect(clockResolution([1_000_300_000n, 1_000_000_000n, 1_000_500_000n])).toBe(100_000)
    expect(clockResolution([5n, 8n, 12n])).toBe(1)
    expect(clockResolution([9n, 9n])).toBe(0)
    expect(clockResolution([])).toBe(0)
  })
})
