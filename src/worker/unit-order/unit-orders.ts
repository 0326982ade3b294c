import { picturesOf, toInk, type LabelledImages } from '../../core/images'
import type { Model, TraceSignal } from '../../nn/engine'
import { describeModel } from '../../nn/spec/describe'
import type { ModelSpec } from '../../nn/spec/model-spec'
import type { UnitOrder } from '../protocol'
import { Correlation } from './correlation'
import { seriate } from './seriation'

/** Pictures that the likeness of units is judged by: twenty of each class on the average. */
export const ORDER_PICTURES = 200
/** Moments per picture; of longer sequences as many, evenly spread. */
const MOMENTS = 28
/** The signal that tells units apart: an LSTM's cell, else a state, else whatever the layer gives. */
const TELLING = ['c', 'h'] as const

export interface UnitOrdersOptions {
  /** Does something with the model that is live. */
  readonly withModel: <T>(work: (model: Model) => Promise<T>) => Promise<T>
  /** Stands for the weights on the engine; null while they change. */
  readonly weights: () => object | null
  /** At most `ORDER_PICTURES` of them. */
  readonly pictures: () => Promise<LabelledImages>
  /** Resolves when readings have had their turn. */
  readonly breath: () => Promise<void>
}

/**
 * Sorts the units of a layer by how alike they behave on test pictures. Reads picture by picture and lets every reading of the pad go first; the newest request
 * ends the one before.
 */
export class UnitOrders {
  private newest = 0
  /** By weights, then by layer and set. */
  private readonly known = new WeakMap<object, Map<string, UnitOrder>>()

  constructor(private readonly options: UnitOrdersOptions) {}

  /** @returns null when a newer request overtook it, or the model on the engine has no such layer or became another one */
  async of(layer: string): Promise<UnitOrder | null> {
    const request = ++this.newest
    const { withModel, weights, pictures, breath } = this.options
    const set = await pictures()
    const of = weights()
    const key = JSON.stringify([layer, set.name, set.labels.length])
    const known = of && this.known.get(of)?.get(key)
    if (known) return known

    const count = Math.min(ORDER_PICTURES, set.labels.length)
    let halves: readonly Correlation[] | null = null
    let spec: ModelSpec | null = null
    for (let index = 0; index < count; index++) {
      await breath()
      if (request !== this.newest) return null
      const picture = toInk(picturesOf(set, index, index + 1))
      const { signal, readSpec } = await withModel(async (model) => ({
        signal: tellingSignal((await model.trace(picture)).signals, layer),
        readSpec: model.spec,
      }))
      spec ??= readSpec
      if (signal === null || spec !== readSpec) return null
      halves ??= halvesOf(spec, signal)
      addMoments(halves, signal)
    }
    if (halves === null || request !== this.newest) return null
    const order = joined(halves)
    const result = { layer, order, set: set.name, count }
    if (of !== null && of === weights()) this.remember(of, key, result)
    return result
  }

  private remember(weights: object, key: string, order: UnitOrder): void {
    const orders = this.known.get(weights) ?? new Map<string, UnitOrder>()
    orders.set(key, order)
    this.known.set(weights, orders)
  }
}

/** [T,U] of the layer; null where it has none. */
function tellingSignal(signals: readonly TraceSignal[], layer: string): TraceSignal | null {
  const ofLayer = signals.filter((signal) => signal.layer === layer && signal.shape.length === 2)
  return TELLING.map((name) => ofLayer.find((signal) => signal.name === name)).find((found) => found) ?? ofLayer.at(-1) ?? null
}

/** Units that read from either end stay on their own side. */
function halvesOf(spec: ModelSpec, { layer, shape }: TraceSignal): readonly Correlation[] {
  const units = shape[1]!
  const described = describeModel(spec).layers.find(({ name }) => name === layer)?.layer
  const readsBothWays = described !== undefined && 'direction' in described && described.direction === 'both'
  return readsBothWays ? [new Correlation(units / 2), new Correlation(units / 2)] : [new Correlation(units)]
}

function addMoments(halves: readonly Correlation[], { shape, data }: TraceSignal): void {
  const [steps = 0, units = 0] = shape
  const moments = Math.min(steps, MOMENTS)
  for (let moment = 0; moment < moments; moment++) {
    let start = Math.floor(((moment + 1) * steps) / moments - 1) * units
    for (const half of halves) {
      half.add(data, start)
      start += half.units
    }
  }
}

function joined(halves: readonly Correlation[]): Uint16Array {
  let before = 0
  return Uint16Array.from(
    halves.flatMap((half) => {
      const order = seriate(half.distances(), half.units).map((unit) => before + unit)
      before += half.units
      return order
    }),
  )
}
