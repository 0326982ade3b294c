import { newestOnly } from '../../core/newest'
import type { SignalName, TraceSignal } from '../../nn/engine'
import { describeModel } from '../../nn/spec/describe'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { tellingSignal } from '../../nn/spec/signals'
import type { UnitOrder } from '../protocol'
import { readSample, type SampleReader } from '../read-sample'
import { Correlation } from './correlation'
import { seriate } from './seriation'

/** Pictures that the likeness of units is judged by: twenty of each class on the average. */
export const ORDER_PICTURES = 200
/** Moments per picture; of longer sequences as many, evenly spread. */
const MOMENTS = 28

/**
 * Sorts the units of a layer by how alike they behave on test pictures. Lets every reading of the pad go first; the newest request ends the one before.
 */
export class UnitOrders {
  private readonly requests = newestOnly()
  /** By weights, then by layer and set. */
  private readonly known = new WeakMap<object, Map<string, UnitOrder>>()

  constructor(private readonly reader: SampleReader) {}

  /** @returns null when a newer request overtook it, or the model on the engine has no such layer or became another one */
  async of(layer: string): Promise<UnitOrder | null> {
    const isNewest = this.requests.begin()
    const set = await this.reader.pictures()
    const weights = this.reader.weights()
    const key = JSON.stringify([layer, set.name, set.labels.length])
    const known = weights && this.known.get(weights)?.get(key)
    if (known) return known

    const count = Math.min(ORDER_PICTURES, set.labels.length)
    let halves: readonly Correlation[] | null = null
    let spec: ModelSpec | null = null
    const isWhole = await readSample(this.reader, {
      set,
      indices: Array.from({ length: count }, (_, index) => index),
      signals: (read) => tellingOf(read, layer),
      isWanted: isNewest,
      note: (reading) => {
        const [signal] = reading.signals
        spec ??= reading.spec
        if (signal === undefined || spec !== reading.spec) return false
        halves ??= halvesOf(spec, signal)
        addMoments(halves, signal)
        return true
      },
    })
    if (!isWhole || halves === null || !isNewest()) return null
    const order = joined(halves)
    const result = { layer, order, set: set.name, count }
    if (weights !== null && weights === this.reader.weights()) this.remember(weights, key, result)
    return result
  }

  private remember(weights: object, key: string, order: UnitOrder): void {
    const orders = this.known.get(weights) ?? new Map<string, UnitOrder>()
    orders.set(key, order)
    this.known.set(weights, orders)
  }
}

/** The signal that tells the layer's units apart, where it has one. */
function tellingOf(spec: ModelSpec, layer: string): readonly SignalName[] {
  const described = describeModel(spec).layers.find(({ name }) => name === layer)
  const telling = described && tellingSignal(described)
  return telling ? [{ layer, name: telling.name }] : []
}

/** Units that read from either end stay on their own side. */
function halvesOf(spec: ModelSpec, { layer, shape }: TraceSignal): readonly Correlation[] {
  const units = shape[1]!
  const described = describeModel(spec).layers.find(({ name }) => name === layer)
  return described?.recurrence?.direction === 'both' ? [new Correlation(units / 2), new Correlation(units / 2)] : [new Correlation(units)]
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
