import { describe, expect, it } from 'vitest'
import { UsageError } from '../options'
import { toText } from '../table'
import { toMeasurement, type CostResults } from './measurement'
import { parseOptions } from './options'
import { drawCost } from './picture'
import { BASE } from './points'
import { tablesOf } from './report'

const measured = (units: number, training: number) =>
  toMeasurement({ ...BASE, units }, 3e9, [
    { training, limit: 50 },
    { training: 1.2 * training, limit: 60 },
    { training: 0.8 * training, limit: 50 },
  ])

const results: CostResults = {
  engine: 'cpu',
  adapter: 'WebAssembly SIMD, float32 <fast>',
  machine: { browser: 'Chromium 1', processor: 'a processor', cores: 2, date: '2026-11-30T00:00:00.000Z', load: 0.5 },
  isQuick: false,
  scaling: null,
  sweeps: [
    { sweep: 'units', measurements: [measured(16, 10), measured(128, 40)] },
    { sweep: 'layers', measurements: [measured(128, 30)] },
  ],
}

it('shares are those of each round, and medians of what was measured in it', () => {
  const { training, limit, share } = measured(16, 10)
  expect(training).toEqual({ median: 10, min: 8, max: 12, count: 3 })
  expect(limit.median).toBe(50)
  expect(share.median).toBeCloseTo(0.2)
})

describe('the picture', () => {
  const svg = drawCost(results)
  const places = (pattern: RegExp) => [...svg.matchAll(pattern)].map(([, x, y]) => [Number(x), Number(y)])

  it('stands alone, is told in words, and escapes them', () => {
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" role="img" aria-labelledby="title description">/,
    )
    expect(svg).toContain('Units of an LSTM: a training step reaches 20 % at 16, 80 % at 128 of one product’s rate.')
    expect(svg).toContain('float32 &lt;fast>')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('has a dot for every point, higher where it is faster, from zero at the bottom', () => {
    const dots = places(/<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"/g)
    expect(dots).toHaveLength(3)
    const [slow, fast] = dots
    expect(slow![0]).toBeLessThan(fast![0]!)
    // A quarter of the rate, so a quarter of the height above zero, which is at 170.
    expect(170 - slow![1]!).toBeCloseTo((170 - fast![1]!) / 4, 0)
  })

  it('has the limit of the same rounds beside it, and of one value a panel too', () => {
    expect([...svg.matchAll(/<path class="limit" d="M\d/g)]).toHaveLength(2 + 1)
    expect(svg).toContain('Layers of LSTMs')
  })
})

it('the tables say what was measured', () => {
  const [units] = tablesOf(results)
  expect(toText(units!)).toMatch(/16 +3\.00 +10\.0 \(8\.00 … 12\.0\) +50\.0 \(50\.0 … 60\.0\) +20 %/)
})

describe('the options', () => {
  it('are the CPU engine and all its sweeps by default', () => {
    expect(parseOptions([])).toMatchObject({ engine: 'cpu', sweeps: ['units', 'batch', 'timesteps', 'layers', 'threads'], isQuick: false })
  })

  it('leave out threads on the GPU', () => {
    expect(parseOptions(['--engine', 'webgpu', '--quick'])?.sweeps).toEqual(['units', 'batch', 'timesteps', 'layers'])
  })

  it('change what is not swept', () => {
    expect(parseOptions(['--only', 'batch', '--base', 'units=16, timesteps=14'])?.base).toEqual({ ...BASE, units: 16, timesteps: 14 })
  })

  it.each([
    [['--base', 'units']],
    [['--base', 'colour=3']],
    [['--engine', 'abacus']],
    [['--only', 'units,colour']],
    [['--engine', 'webgpu', '--only', 'threads']],
    [['--wrong']],
  ])('refuse %j', (args) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
  })
})
