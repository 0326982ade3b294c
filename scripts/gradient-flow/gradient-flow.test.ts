import { describe, expect, it } from 'vitest'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { freshCheckpoint } from '../../src/worker/model-store'
import { tinySet } from '../../src/train/tiny-task.fixture'
import { measureFlows } from './flow'
import type { FreshSequence } from './fresh'
import { drawFlows } from './picture'
import { spreadOf } from './quantiles'
import { columnsOf, flowTable, formatRatio, waitingTable } from './report'
import { accuracyAfterWaiting } from './waiting'

const answer = { type: 'dense', units: 10, activation: 'softmax' }
const zeros = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros' }

function untrained(layers: readonly unknown[], input: unknown = {}) {
  return freshCheckpoint(parseModelSpec({ version: 1, input, layers: [...layers, answer] }), 'fresh', 3)
}

async function flowsOf(layers: readonly unknown[]) {
  const { spec, seed } = untrained(layers)
  return measureFlows(await (await createCpuEngine()).createModel(spec, { seed }), tinySet('noise', 3))
}

describe('the gradient on its way back', () => {
  it('keeps, of an LSTM whose gates do not move, what the forget gates keep', async () => {
    const flows = await flowsOf([{ type: 'lstm', units: 3, ...zeros }])
    expect(flows.map(({ title }) => title)).toEqual(['lstm ‖∂L/∂h_t‖', 'lstm ‖∂L/∂c_t‖'])
    const forget = 1 / (1 + Math.exp(-1))
    for (const [t, { low, median, high }] of flows[1]!.ratios.entries()) {
      for (const ratio of [low, median, high]) expect(ratio / forget ** (27 - t)).toBeCloseTo(1, 5)
    }
  })

  it('is gone at once where no state reaches the next, and is told for both readers', async () => {
    const flows = await flowsOf([{ type: 'rnn', units: 2, direction: 'both', recurrentInitializer: 'zeros' }])
    expect(flows.map(({ title }) => title)).toEqual(['rnn ‖∂L/∂h_t‖', 'rnn ‖∂L/∂h_t‖, read backwards'])
    const medians = flows.map(({ ratios }) => ratios.map(({ median }) => median))
    expect(medians[0]).toEqual([...Array<number>(27).fill(0), 1])
    expect(medians[1]).toEqual([1, ...Array<number>(27).fill(0)])
  })

  it('cannot be followed in a model without states', async () => {
    await expect(flowsOf([{ type: 'flatten' }])).rejects.toThrow(RangeError)
  })
})

describe('answers after a wait', () => {
  const set = tinySet('noise', 60)

  it('are those of the model where there is none', async () => {
    const checkpoint = untrained([
      { type: 'conv1d', filters: 3 },
      { type: 'gru', units: 4, direction: 'both' },
    ])
    const model = await (await createCpuEngine()).createModel(checkpoint.spec, { seed: checkpoint.seed })
    const { accuracy } = await model.evaluate(set, { type: 'categoricalCrossentropy' })
    expect(accuracyAfterWaiting(checkpoint, set, 0)).toBe(accuracy)
  })

  it('stay the same for a reader that skips blank timesteps', () => {
    const checkpoint = untrained([{ type: 'lstm', units: 4 }], { skipBlank: true })
    expect(accuracyAfterWaiting(checkpoint, set, 7)).toBe(accuracyAfterWaiting(checkpoint, set, 0))
  })

  it('are the same for all pictures once a state is forgotten', () => {
    const checkpoint = untrained([{ type: 'rnn', units: 4, recurrentInitializer: 'zeros' }])
    const shares = Array.from({ length: 10 }, (_, digit) => set.labels.filter((label) => label === digit).length / set.labels.length)
    expect(shares).toContain(accuracyAfterWaiting(checkpoint, set, 1))
  })

  it('need a model whose weights fit any length', () => {
    expect(() => accuracyAfterWaiting(untrained([{ type: 'flatten' }]), set, 1)).toThrow('dense/kernel fits sequences of 28 timesteps only')
    const cnn = untrained([{ type: 'conv2d', filters: 2 }, { type: 'flatten' }], { scan: 'image' })
    expect(() => accuracyAfterWaiting(cnn, set, 1)).toThrow('reads no sequence')
  })
})

describe('figures', () => {
  it('are the median and what nine in ten lie between', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(spreadOf(hundred)).toEqual({ low: 6, median: 51, high: 96 })
    expect(spreadOf([2])).toEqual({ low: 2, median: 2, high: 2 })
  })

  it.each([
    [1, '1.0'],
    [0.0334, '0.033'],
    [123.4, '1.2e+2'],
    [2.5e-7, '2.5e-7'],
    [0, '<1e-38'],
    [Infinity, '>1e38'],
  ])('%d is written %s', (ratio, text) => {
    expect(formatRatio(ratio)).toBe(text)
  })

  it('stand in columns from the first step to the last', () => {
    expect(columnsOf(784)).toEqual([0, 78, 157, 235, 313, 392, 470, 548, 626, 705, 783])
    expect(columnsOf(3)).toEqual([0, 1, 2])
    expect(columnsOf(1)).toEqual([0])
    const ratios = [0.5, 1].map((value) => ({ low: value / 2, median: value, high: value }))
    expect(flowTable({ title: 'rnn', ratios })).toEqual([
      '  rnn',
      '    step            1        2',
      '    5 %          0.25     0.50',
      '    median       0.50      1.0',
      '    95 %         0.50      1.0',
    ])
    expect(waitingTable(new Map([[2, 0.4666]]))[2]).toBe('    right      46.7 %')
  })
})

describe('the picture', () => {
  const ratios = Array.from({ length: 300 }, (_, t) => ({ low: 0, median: 10 ** (t - 299), high: Infinity }))
  const sequence: FreshSequence = { title: 'pixels', images: 2, flows: [{ key: 'lstm', title: 'LSTM', ratios }] }

  it('draws every panel and reader with finite numbers only', () => {
    const svg = drawFlows([sequence, { ...sequence, title: 'patches' }])
    expect(svg.match(/class="spread"/g)).toHaveLength(2)
    expect(svg).toContain('>patches</text>')
    expect(svg).not.toMatch(/NaN|Infinity/)
    expect(svg.length).toBeLessThan(20_000)
  })

  it('says in words what it shows', () => {
    expect(drawFlows([sequence])).toContain('pixels, median at the first step: LSTM 1.0e-299.')
  })
})
