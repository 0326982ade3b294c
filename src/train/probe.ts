import { toInk, type LabelledImages } from '../core/images'
import { pixelCount, taskOf } from '../core/task'
import type { Tensor } from '../core/tensor'
import { yieldToEvents } from '../core/yield-to-events'
import { describeModel } from '../nn'
import type { LossSpec, Model } from '../nn/engine'
import { histogramOf, type Histogram } from '../statistics/histogram'

/** Pictures whose loss is followed back: a batch, always of the same ones. */
export const GRADIENT_PICTURES = 64
/** Of these, pictures whose signals are counted. */
export const SIGNAL_PICTURES = 8

/** A trainable tensor at one moment of a run. */
export interface TensorProbe {
  /** `lstm/kernel` */
  readonly name: string
  readonly layer: string
  /** Euclidean norm of its values, ‖w‖. */
  readonly norm: number
  /** Euclidean norm of the gradient of the mean loss. */
  readonly gradient: number
  /** ‖Δw‖ of the one step after this moment; null where nobody measured it. */
  readonly moved: number | null
  readonly values: Histogram
}

/** A signal of a recurrent layer at one moment: its values of all pictures, timesteps and units. */
export interface SignalProbe {
  readonly layer: string
  readonly name: string
  readonly values: Histogram
}

/** What a network is like inside at one moment of its run. */
export interface Probe {
  /** Pictures that loss and gradients are of, and those of them that signals are of. */
  readonly pictures: { readonly gradients: number; readonly signals: number }
  /** Mean over the pictures. */
  readonly loss: number
  readonly tensors: readonly TensorProbe[]
  readonly signals: readonly SignalProbe[]
}

/** What a model is probed with: the first pictures of its training set as they are, and the run's own loss. */
export interface ProbeInput {
  readonly set: LabelledImages
  readonly loss: LossSpec
  /** ‖Δw‖ of every tensor in the step that came next, where it is known. */
  readonly moved: ReadonlyMap<string, number> | null
}

/** Looks into a model, which stays as it is and computes as it answers: without dropout, without deformed pictures. Lets events through between pictures. */
export async function takeProbe(model: Model, { set, loss, moved }: ProbeInput): Promise<Probe> {
  const pixels = pixelCount(taskOf(set).input)
  const labels = set.labels.slice(0, GRADIENT_PICTURES)
  const images = toInk(set.images.subarray(0, labels.length * pixels))
  const pictures = { gradients: labels.length, signals: Math.min(labels.length, SIGNAL_PICTURES) }
  const learnt = await model.lossAndGradients(images, labels, loss)
  const parameters = await model.parameters()
  const description = describeModel(model.spec)
  const tensors = description.parameters.map(({ name, layer }) => {
    const { data } = parameters.get(name)!
    const gradient = normOf(learnt.gradients.get(name)!.data)
    return { name, layer, norm: normOf(data), gradient, moved: moved?.get(name) ?? null, values: histogramOf([data]) }
  })
  const declared = description.layers
    .filter(({ recurrence }) => recurrence !== null)
    .flatMap(({ name: layer, signals }) => signals.map(({ name }) => ({ layer, name, parts: [] as Float32Array[] })))
  if (declared.length > 0) {
    for (let start = 0; start < pictures.signals * pixels; start += pixels) {
      await yieldToEvents()
      const { signals } = await model.trace(images.subarray(start, start + pixels))
      for (const { layer, name, parts } of declared) {
        const signal = signals.find((one) => one.layer === layer && one.name === name)
        if (signal !== undefined) parts.push(signal.data)
      }
    }
  }
  return {
    pictures,
    loss: learnt.loss,
    tensors,
    signals: declared.map(({ layer, name, parts }) => ({ layer, name, values: histogramOf(parts) })),
  }
}

/** How far every tensor has moved: ‖after - before‖. */
export function distances(before: ReadonlyMap<string, Tensor>, after: ReadonlyMap<string, Tensor>): Map<string, number> {
  return new Map(
    [...before].map(([name, { data }]) => {
      const then = after.get(name)!.data
      return [name, normOf(data.map((value, index) => then[index]! - value))]
    }),
  )
}

/** Euclidean norm. */
export function normOf(values: ArrayLike<number>): number {
  let squares = 0
  for (let index = 0; index < values.length; index++) squares += values[index]! ** 2
  return Math.sqrt(squares)
}
