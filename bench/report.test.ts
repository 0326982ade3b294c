import { describe, expect, it } from 'vitest'
import { speedFigures } from './markdown'
import { drawPicture } from './picture'
import { failuresOf, significant, tablesOf } from './report'
import { summarize } from './measure'
import type { BenchResults, ContenderResult } from './results'
import { toText } from './table'

function contender(title: string, rates: readonly number[], more: Partial<ContenderResult> = {}): ContenderResult {
  const training = { rate: summarize(rates), rounds: rates, firstStep: 1234, losses: [2.3, 2.25], gpu: null }
  const nothing = { description: '', failure: null, predictOne: null, predictMany: null, trace: null, difference: null }
  return { name: title, title, isOurs: false, training, ...nothing, ...more }
}

const gpu = { dispatchesPerStep: 131, passesPerStep: 1, submitsPerStep: 1, bytes: 44_800_000, buffers: 84 }
const results: BenchResults = {
  machine: {
    date: '2026-01-01T00:00:00Z',
    isQuick: false,
    browser: 'B',
    adapter: 'A',
    versions: { Peer: '1.2.3' },
    system: 'S',
    processor: 'P',
    cores: 2,
    load: 0.1,
    memory: 1,
  },
  contenders: [
    contender('Ours', [300, 310, 290], {
      isOurs: true,
      training: { rate: summarize([300, 310, 290]), rounds: [300, 310, 290], firstStep: 600, losses: [2.3], gpu },
      predictOne: summarize([5, 6]),
      predictMany: summarize([128]),
      trace: summarize([7]),
      difference: 2.2e-8,
    }),
    contender('Peer <1>', [30]),
    contender('Predictor', [1], { training: null, failure: 'no threads' }),
  ],
  limits: null,
  memory: {
    preset: 'm',
    batch: 1,
    units: 16,
    points: [{ steps: 10_000, gpuBytes: 5e6, gpuBuffers: 3, heapBytes: 1e6 }],
    longest: { preset: 'l', batch: 64, bytes: 8e7 },
  },
  page: { seconds: 5, steps: 10, before: [70, 120.4], training: [] },
  pen: {
    preset: 'k',
    results: [
      { engine: 'webgpu', isTraining: false, readings: 120, median: 33.4, worst: 61, readsPerSecond: 29.96, longTasks: 0, longestTask: 0 },
      { engine: 'cpu', isTraining: true, readings: 0, median: null, worst: null, readsPerSecond: null, longTasks: 2, longestTask: 70.2 },
    ],
  },
  ratios: [],
  failures: [],
}

describe('the tables', () => {
  const text = tablesOf(results).map(toText).join('\n\n')

  it('say what was measured', () => {
    expect(text).toMatch(/Ours +300 \(290 … 310\) +0\.60 +5\.50 \(5\.00 … 6\.00\) +7\.00 +2000/)
    expect(text).toMatch(/libraries +Peer 1\.2\.3/)
    expect(text).toMatch(/Ours +131 +1 +1\.00 +44\.8 +84 +2\.2e-8/)
    expect(text).toMatch(/10,000 +5\.00 MB +3 +1\.00 MB/)
    expect(text).toMatch(/to Start +longest 120 ms, 2 over 50 ms/)
    expect(text).toMatch(/in 5 s of training on the GPU \(10 steps\) +none over 50 ms/)
    expect(text).toMatch(/WebGPU, idle +33 +61 +120 +30\.0 +0 +–/)
    expect(text).toMatch(/CPU, while training +– +– +0 +– +2 +70/)
  })

  it('compare ours with every other that trains', () => {
    expect(text).toMatch(/How many times .*\n\n +Ours\n.*\nPeer <1> +10\.0\n/)
  })

  it('warn of a machine that others use', () => {
    const busy = tablesOf({ ...results, machine: { ...results.machine, load: 1.5 } }).map(toText)
    expect(busy.join()).toMatch(/load before the run +1\.5: others were computing/)
    expect(text).toMatch(/load before the run +0\.1\n/)
  })

  it('leave out what was not', () => {
    expect(text).toMatch(/Predictor( +–){5}/)
    expect(text).not.toContain('What the machine can do')
  })

  it('line up losses of different lengths', () => {
    expect(text).toMatch(/Ours +2\.3000 +–/)
    expect(text).toMatch(/Peer <1> +2\.3000 +2\.2500/)
  })
})

it('docs/speed.md has every table but that of the losses', () => {
  const section = speedFigures(results, 'docs/a.svg')
  expect(section).toMatch(/^!\[[^\]]+\]\(a\.svg\)\n/)
  expect(section).toContain('`npm run bench`')
  expect(section.match(/^\| ---/gm)).toHaveLength(tablesOf(results).length - 1)
})

it('failures are told by name', () => {
  expect(failuresOf(results.contenders)).toEqual(['Predictor failed: no threads'])
})

describe('significant', () => {
  it.each([
    [0, '0'],
    [0.012345, '0.0123'],
    [1.2345, '1.23'],
    [12.345, '12.3'],
    [1234.5, '1235'],
  ])('%f is %s', (value, expected) => {
    expect(significant(value)).toBe(expected)
  })
})

describe('the picture', () => {
  const svg = drawPicture(results)

  it('has a bar from zero for each that trains, the fastest first', () => {
    const bars = [...svg.matchAll(/<rect class="(\w+)" x="220" y="(\d+)" width="([\d.]+)"/g)].map(([, kind, y, width]) => ({
      kind,
      y: Number(y),
      width: Number(width),
    }))
    expect(bars.map(({ kind }) => kind)).toEqual(['ours', 'peer'])
    expect(bars[0]!.y).toBeLessThan(bars[1]!.y)
    expect(bars[0]!.width / bars[1]!.width).toBeCloseTo(10, 1)
  })

  it('escapes names', () => {
    expect(svg).toContain('Peer &lt;1>')
  })
})
