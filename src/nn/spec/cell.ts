/** What one unit of a recurrent layer computes at one step, with its numbers: in float64, from its weights and a trace. */

import { SpecError } from '../../core/errors'
import type { Tensor } from '../../core/tensor'
import type { Trace } from '../trace-types'
import { readersOf } from '../layers/recurrent/spec'
import type { CellEquations, Factor, SumEquation } from './definition'
import type { DescribedLayer, ModelDescription } from './describe'

/** What goes into one weighted sum of one unit. */
export interface SumWeights {
  readonly signal: string
  /** [F] from the layer's input. */
  readonly input: Float32Array
  /** [H] from the states of the units that read in the same direction. */
  readonly recurrent: Float32Array
  readonly bias: number
  /** Second row of the bias, added to the state's product; 0 where a layer has one row. */
  readonly recurrentBias: number
}

export interface UnitWeights {
  /** `lstm_1` */
  readonly layer: string
  /** Column of the layer's signals. */
  readonly unit: number
  /** In the order of the layer's equations. */
  readonly sums: readonly SumWeights[]
}

/** φ(input + recurrent + bias), or φ(input + bias + factor·(recurrent + recurrentBias)). */
export interface SumTerms {
  readonly signal: string
  readonly squash: SumEquation['squash']
  /** W_x x_t */
  readonly input: number
  /** W_h h_{t-1} */
  readonly recurrent: number
  readonly bias: number
  /** Only of a sum whose state's product a gate scales. */
  readonly reset: { readonly by: string; readonly factor: number; readonly recurrentBias: number; readonly product: number } | null
  readonly sum: number
  /** φ(sum) */
  readonly value: number
}

/** Sum of `products`, each of two factors. */
export interface ProductTerms {
  readonly signal: string
  readonly products: readonly { readonly factors: readonly [number, number]; readonly product: number }[]
  readonly value: number
}

export interface StepTerms {
  /** The step whose states this one begins with, in the direction of reading; null for the first, which begins with zeros. */
  readonly before: number | null
  /** What the unit's layer reads at this step, [F]. */
  readonly input: Float32Array
  /** False at a blank step that the model skips: the states stay as they were, and the terms are those it would have had. */
  readonly isRead: boolean
  readonly sums: readonly SumTerms[]
  readonly products: readonly ProductTerms[]
}

/**
 * The weights that lead to one unit.
 *
 * @param parameters  Keras's names and layouts, as `Model.parameters()` gives them
 * @throws SpecError for a layer or unit that the model does not have
 */
export function unitWeights(
  { layers }: ModelDescription,
  parameters: ReadonlyMap<string, Tensor>,
  layerName: string,
  unit: number,
): UnitWeights {
  const described = layers.find(({ name }) => name === layerName)
  const cell = described && cellOf(described)
  if (!described || !cell) {
    const names = layers.filter((layer) => cellOf(layer) !== null).map(({ name }) => name)
    throw new SpecError({ where: { kind: 'unit' }, field: 'layer', value: layerName, allowed: { kind: 'recurrentLayer', names } })
  }
  const { reader, column, units } = cell.place(unit)
  const tensor = (name: string): Tensor => {
    const found = parameters.get(`${layerName}/${reader.prefix}${name}`)
    if (found === undefined) throw new SpecError({ where: layerName, field: name, value: undefined, allowed: { kind: 'tensor' } })
    return found
  }
  const [kernel, recurrentKernel, bias] = [tensor('kernel'), tensor('recurrent_kernel'), tensor('bias')]
  const columns = kernel.shape[1] ?? 0
  return {
    layer: layerName,
    unit,
    sums: cell.equations.sums.map(({ signal, block }) => {
      const place = block * units + column
      return {
        signal,
        input: columnOf(kernel, place),
        recurrent: columnOf(recurrentKernel, place),
        bias: bias.data[place]!,
        recurrentBias: bias.data[columns + place] ?? 0,
      }
    }),
  }
}

/**
 * Follows one unit through one step. States before the step are the trace's; everything of the step itself is made of the terms.
 *
 * @returns null where the trace or the weights are of another model
 */
export function stepTerms(description: ModelDescription, weights: UnitWeights, trace: Trace, step: number): StepTerms | null {
  const described = description.layers.find(({ name }) => name === weights.layer)
  const cell = described && cellOf(described)
  if (!described || !cell || weights.unit >= cell.width) return null
  const { reader, first, units } = cell.place(weights.unit)
  const [steps = 0, features = 0] = described.input
  const inputs = inputsOf(description, weights.layer, trace)
  const states = signalOf(trace, weights.layer, cell.hidden)
  const isFitting = inputs?.length === steps * features && states?.length === steps * cell.width
  if (!isFitting || step >= steps || weights.sums.some(({ input }) => input.length !== features)) return null

  const previous = reader.direction === 'forward' ? step - 1 : step + 1
  const before = previous >= 0 && previous < steps ? previous : null
  const input = inputs.subarray(step * features, (step + 1) * features)
  const hidden = before === null ? null : states.subarray(before * cell.width + first, before * cell.width + first + units)
  const values = new Map<string, number>()
  const sums = cell.equations.sums.map((equation, place): SumTerms => {
    const terms = addUp(equation, weights.sums[place]!, input, hidden, values)
    values.set(equation.signal, terms.value)
    return terms
  })
  const valueBefore = (signal: string): number =>
    before === null ? 0 : (signalOf(trace, weights.layer, signal)?.[before * cell.width + weights.unit] ?? 0)
  const factor = ({ signal, time, as }: Factor): number => {
    const value = time === 'before' ? valueBefore(signal) : (values.get(signal) ?? 0)
    return as === undefined ? value : as === 'tanh' ? Math.tanh(value) : 1 - value
  }
  const products = cell.equations.products.map(({ signal, products }): ProductTerms => {
    const terms = products.map(([a, b]) => {
      const factors = [factor(a), factor(b)] as const
      return { factors, product: factors[0] * factors[1] }
    })
    const value = terms.reduce((sum, { product }) => sum + product, 0)
    values.set(signal, value)
    return { signal, products: terms, value }
  })
  return { before, input, isRead: isRead(description, trace, step), sums, products }
}

interface Cell {
  readonly equations: CellEquations
  /** The state that the sums read, by its signal's name. */
  readonly hidden: string
  /** Columns of the layer's signals. */
  readonly width: number
  /** Who has a column, its place among that reader's `units`, and the column that is their first. */
  place(unit: number): { reader: ReturnType<typeof readersOf>[number]; column: number; first: number; units: number }
}

function cellOf({ name, recurrence }: DescribedLayer): Cell | null {
  if (recurrence === null) return null
  const { hidden, equations, direction, units } = recurrence
  const readers = readersOf(direction)
  const width = readers.length * units
  return {
    equations,
    hidden,
    width,
    place(unit) {
      const reader = Number.isInteger(unit) ? readers[Math.floor(unit / units)] : undefined
      if (reader === undefined) {
        throw new SpecError({ where: name, field: 'unit', value: unit, allowed: { kind: 'integer', min: 0, max: width - 1 } })
      }
      return { reader, column: unit % units, first: unit - (unit % units), units }
    },
  }
}

function addUp(
  { signal, squash, resetBy }: SumEquation,
  weights: SumWeights,
  x: Float32Array,
  hidden: Float32Array | null,
  values: ReadonlyMap<string, number>,
): SumTerms {
  const input = dot(weights.input, x)
  const recurrent = hidden === null ? 0 : dot(weights.recurrent, hidden)
  const { recurrentBias } = weights
  const bias = resetBy === undefined ? weights.bias + recurrentBias : weights.bias
  const factor = resetBy === undefined ? 1 : (values.get(resetBy) ?? 1)
  const reset = resetBy === undefined ? null : { by: resetBy, factor, recurrentBias, product: factor * (recurrent + recurrentBias) }
  const sum = input + bias + (reset?.product ?? recurrent)
  const value = squash === 'tanh' ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum))
  return { signal, squash, input, recurrent, bias, reset, sum, value }
}

/** The layer whose output another one reads: the last before it that has signals, for some only drop or pass on. Null where it reads the picture. */
export function sourceOf({ layers }: ModelDescription, layerName: string): DescribedLayer | null {
  const index = layers.findIndex(({ name }) => name === layerName)
  return layers.slice(0, index).findLast(({ signals }) => signals.length > 0) ?? null
}

/** What a layer reads, [T,F]. */
function inputsOf(description: ModelDescription, layerName: string, trace: Trace): Float32Array | null {
  const source = sourceOf(description, layerName)
  const last = source?.signals.at(-1)
  return source && last ? signalOf(trace, source.name, last.name) : trace.input.data
}

/** Whether a step has ink, where the model skips those without; a picture without any is read whole. */
function isRead({ spec, input }: ModelDescription, { input: { data } }: Trace, step: number): boolean {
  const features = input[1] ?? 0
  const hasInk = (values: Float32Array): boolean => values.some((ink) => ink > 0)
  return !spec.input.skipBlank || hasInk(data.subarray(step * features, (step + 1) * features)) || !hasInk(data)
}

function signalOf({ signals }: Trace, layer: string, name: string): Float32Array | null {
  return signals.find((signal) => signal.layer === layer && signal.name === name)?.data ?? null
}

function columnOf({ shape, data }: Tensor, column: number): Float32Array {
  const [rows = 0, columns = 0] = shape
  return Float32Array.from({ length: rows }, (_, row) => data[row * columns + column]!)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum
}
