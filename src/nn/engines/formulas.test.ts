import { describe, expect, it } from 'vitest'
import { conv1d, conv2d } from '../../testing/convolutions'
import { runCpuLayer } from '../../testing/cpu-layer'
import { evaluateFormula, type FormulaValue, type FormulaWorld } from '../../testing/evaluate-formula'
import { makeLayerCase } from '../../testing/layer-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { convolutionShape } from '../spec/convolution'
import type { FeatureShape } from '../spec/definition'
import { describeLayer, type DescribedLayer } from '../spec/describe'
import type { Formula } from '../spec/formula'
import type { Conv1dSpec, Conv2dSpec, LayerSpec } from '../spec/model-spec'

/** The formulas that people see, computed, against what the float64 engine records. */

type Letter = Extract<Formula, { is: 'letter' }>

/** A layer with drawn weights that has read drawn values. */
function setUp(layer: LayerSpec, input: FeatureShape) {
  const described = describeLayer(layer, layer.type, input)
  const testCase = makeLayerCase(described, 1, false)
  const { signals } = runCpuLayer(testCase)
  const parameter = (name: string) => {
    const found = testCase.parameters.get(`${layer.type}/${name}`)
    if (found === undefined) throw new Error(`no ${name}`)
    return found
  }
  return { described, read: testCase.input, signals, parameter }
}

const row = (values: ArrayLike<number>, at: number, width: number): number[] =>
  Array.from({ length: width }, (_, index) => values[at * width + index]!)

/** Columns `first` … of a matrix [rows,columns], each as a row. */
function transposed(values: ArrayLike<number>, rows: number, columns: number, first: number, count: number): number[][] {
  return Array.from({ length: count }, (_, column) => Array.from({ length: rows }, (__, at) => values[at * columns + first + column]!))
}

function formulaOf({ formulas }: DescribedLayer, signal: string): Formula {
  const found = formulas.find((formula) => formula.signal === signal)
  if (found === undefined) throw new Error(`no formula of ${signal}`)
  return found.right
}

function flat(values: readonly FormulaValue[]): number[] {
  return values.flatMap((value) => (typeof value === 'number' ? [value] : value.flat()))
}

const letterOf = (formula: Formula | undefined): string | null => (formula?.is === 'letter' ? formula.letter : null)

describe.each(['lstm', 'gru', 'rnn'] as const)('%s', (type) => {
  const [steps, features, units] = [5, 3, 4]
  const { described, read, signals, parameter } = setUp({ type, units, returnSequences: true, direction: 'forward' }, [steps, features])
  const { equations } = described.recurrence!
  const symbolOf = (name: string) => described.signals.find((signal) => signal.name === name)!.symbol

  /** The sum whose weights have an index. */
  const sumOf = (index: string | null) =>
    index === null ? equations.sums[0]! : equations.sums.find(({ signal }) => symbolOf(signal).replace('\u0303', '') === index)!

  function worldAt(step: number): FormulaWorld {
    const kernel = parameter('kernel')
    const columns = kernel.shape[1]!
    const bias = parameter('bias').data
    const biasAt = (from: number, block: number) => Array.from({ length: units }, (_, unit) => bias[from + block * units + unit] ?? 0)
    const letter = ({ letter: name, sub, sup }: Letter, numbers: (index: Formula) => readonly number[]): FormulaValue => {
      if (name === 't') return step
      if (name === 'W') {
        const { block } = sumOf(letterOf(sup))
        const isInput = letterOf(sub) === 'x'
        const { data } = isInput ? kernel : parameter('recurrent_kernel')
        return transposed(data, isInput ? features : units, columns, block * units, units)
      }
      if (name === 'b') {
        if (sup !== undefined) return biasAt(letterOf(sub) === 'x' ? 0 : columns, sumOf(letterOf(sup)).block)
        const { block } = sumOf(letterOf(sub))
        const second = biasAt(columns, block)
        return biasAt(0, block).map((value, unit) => value + second[unit]!)
      }
      const [at] = numbers(sub!)
      if (name === 'x') return row(read, at!, features)
      const declared = described.signals.find(({ symbol }) => symbol === name)!
      const recorded = signals.find((signal) => signal.name === declared.name)!
      return at! < 0 ? Array<number>(units).fill(0) : row(recorded.data, at!, units)
    }
    return { letter, count: () => 0 }
  }

  it.each(described.signals)('$symbol', ({ name }) => {
    const computed = Array.from({ length: steps }, (_, step) => evaluateFormula(formulaOf(described, name), worldAt(step)))
    expectClose(flat(computed), signals.find((signal) => signal.name === name)!.data, tolerances.float32Stored, name)
  })
})

describe.each([
  conv1d('sequence', 4, 3),
  conv1d('sequence', 3, 4, 3, 'same', 'relu'),
  conv1d('step', 3, 2),
  conv1d('step', 2, 3, 1, 'same', 'relu'),
])('conv1d within $within, padding $padding, stride $stride', (layer) => {
  it('y', () => {
    const input = [10, 6]
    const { described, read, signals, parameter } = setUp(layer, input)
    const { left, outWidth } = convolutionShape(layer, input, 'conv1d')
    const channels = layer.within === 'step' ? 1 : input[1]!
    const kernel = parameter('kernel').data.subarray.bind(parameter('kernel').data)
    const world = (t: number, n: number): FormulaWorld => ({
      ...common(
        layer,
        parameter('bias').data,
        left,
        { t, n },
        ([k = 0]) => {
          const size = channels * layer.filters
          return transposed(kernel(k * size, (k + 1) * size), channels, layer.filters, 0, layer.filters)
        },
        (index) => {
          if (layer.within === 'step') return [index[1]! < 0 || index[1]! >= input[1]! ? 0 : read[index[0]! * input[1]! + index[1]!]!]
          return index[0]! < 0 || index[0]! >= input[0]! ? Array<number>(channels).fill(0) : row(read, index[0]!, channels)
        },
      ),
    })
    const formula = formulaOf(described, 'output')
    const times = Array.from({ length: layer.within === 'step' ? input[0]! : outWidth }, (_, t) => t)
    const places = layer.within === 'step' ? Array.from({ length: outWidth }, (_, n) => n) : [0]
    const computed = times.flatMap((t) => places.map((n) => evaluateFormula(formula, world(t, n))))
    expectClose(flat(computed), signals[0]!.data, tolerances.float32Stored, 'y')
  })
})

describe.each([conv2d(3, 3), conv2d(2, 3, 1, 'same', 'relu')])('conv2d, padding $padding, stride $stride', (layer) => {
  it('y', () => {
    const [side, channels] = [6, 2]
    const input = [side, side, channels]
    const { described, read, signals, parameter } = setUp(layer, input)
    const { left, outWidth } = convolutionShape(layer, input, 'conv2d')
    const kernel = parameter('kernel').data
    const isInside = (place: number) => place >= 0 && place < side
    const weights = ([k = 0, l = 0]: readonly number[]) => {
      const size = channels * layer.filters
      const from = (k * layer.kernel + l) * size
      return transposed(kernel.subarray(from, from + size), channels, layer.filters, 0, layer.filters)
    }
    const at = ([y = 0, x = 0]: readonly number[]) =>
      isInside(y) && isInside(x) ? row(read, y * side + x, channels) : Array<number>(channels).fill(0)
    const outputs = Array.from({ length: outWidth ** 2 }, (_, place) => ({ m: Math.floor(place / outWidth), n: place % outWidth }))
    const bias = parameter('bias').data
    const computed = outputs.map((place) => evaluateFormula(formulaOf(described, 'output'), common(layer, bias, left, place, weights, at)))
    expectClose(flat(computed), signals[0]!.data, tolerances.float32Stored, 'y')
  })
})

/** Letters of every convolution. */
function common(
  layer: Conv1dSpec | Conv2dSpec,
  bias: Float32Array,
  padding: number,
  output: Readonly<Record<string, number>>,
  weights: (place: readonly number[]) => FormulaValue,
  input: (place: readonly number[]) => FormulaValue,
): FormulaWorld {
  return {
    activation: (value) => (layer.activation === 'relu' ? Math.max(0, value) : value),
    count: () => layer.kernel,
    letter({ letter, sub }, numbers) {
      const simple: Readonly<Record<string, FormulaValue>> = { ...output, s: layer.stride, p: padding, b: [...bias] }
      if (letter === 'W') return weights(numbers(sub!))
      return letter === 'x' ? input(numbers(sub!)) : simple[letter]!
    },
  }
}

it.each([1, 2])('maxPool%dd: y', (dimensions) => {
  const [side, channels, size] = [7, 3, 2]
  const input = dimensions === 1 ? [side, channels] : [side, side, channels]
  const { described, read, signals } = setUp({ type: dimensions === 1 ? 'maxPool1d' : 'maxPool2d', size }, input)
  const half = Math.floor(side / size)
  const outputs = Array.from({ length: half ** dimensions }, (_, place) => {
    return dimensions === 1 ? { t: place } : { m: Math.floor(place / half), n: place % half }
  })
  const computed = outputs.map((output) => {
    const simple: Readonly<Record<string, number>> = { ...output, s: size }
    return evaluateFormula(formulaOf(described, 'output'), {
      count: () => size,
      letter({ letter, sub }, numbers) {
        if (letter !== 'x') return simple[letter]!
        const [first = 0, second] = numbers(sub!)
        return row(read, second === undefined ? first : first * side + second, channels)
      },
    })
  })
  expectClose(flat(computed), signals[0]!.data, tolerances.float32Stored, 'y')
})

it.each(['linear', 'relu'] as const)('dense, %s: y', (activation) => {
  const { described, read, signals, parameter } = setUp({ type: 'dense', units: 4, activation }, [5, 3])
  const simple = { W: transposed(parameter('kernel').data, 3, 4, 0, 4), b: [...parameter('bias').data] }
  const computed = Array.from({ length: 5 }, (_, step) => {
    const letters: Readonly<Record<string, FormulaValue>> = { ...simple, x: row(read, step, 3) }
    return evaluateFormula(formulaOf(described, 'output'), {
      count: () => 0,
      activation: (value) => (activation === 'relu' ? Math.max(0, value) : value),
      letter: ({ letter }) => letters[letter]!,
    })
  })
  expectClose(flat(computed), signals[0]!.data, tolerances.float32Stored, 'y')
})

it('layerNorm: y', () => {
  const { described, read, signals, parameter } = setUp({ type: 'layerNorm', epsilon: 1e-3 }, [5, 4])
  const computed = Array.from({ length: 5 }, (_, step) => {
    const x = row(read, step, 4)
    const μ = x.reduce((sum, value) => sum + value, 0) / 4
    const σ = Math.sqrt(x.reduce((sum, value) => sum + (value - μ) ** 2, 0) / 4)
    const letters: Readonly<Record<string, FormulaValue>> = {
      x,
      μ,
      σ,
      ε: 1e-3,
      γ: [...parameter('gamma').data],
      β: [...parameter('beta').data],
    }
    return evaluateFormula(formulaOf(described, 'output'), { count: () => 0, letter: ({ letter }) => letters[letter]! })
  })
  expectClose(flat(computed), signals[0]!.data, tolerances.float32Stored, 'y')
})

it('a convolution says what its letters are only where they occur', () => {
  const notes = (layer: LayerSpec) => describeLayer(layer, layer.type, [10, 6]).formulas[0]?.notes
  expect(notes(conv1d('sequence', 2, 3))).toEqual(['weighted', 'window'])
  expect(notes(conv1d('step', 2, 3, 1, 'same'))).toEqual(['weighted', 'window', 'padding', 'inStep'])
})
