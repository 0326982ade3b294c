import { readPictures, toInk, type TrainingImages } from '../core/images'
import { pixelCount, taskOf } from '../core/task'
import type { Tensor } from '../core/tensor'
import { yieldToEvents } from '../core/yield-to-events'
import { describeModel } from '../nn'
import type { LossAndGradients, LossSpec, Model } from '../nn/engine'
import { histogramOf, type Histogram } from '../statistics/histogram'

/** Pictures whose loss is followed back: a batch, always of the same ones. */
export const GRADIENT_PICTURES = 64
/** Of these, pictures whose signals are counted. */
export const SIGNAL_PICTURES = 8
/** Pictures that are followed back at once: what waits meanwhile waits for no more. */
const PIECE = 16

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
  readonly set: TrainingImages
  readonly loss: LossSpec
  /** ‖Δw‖ of every tensor in the step that came next, where it is known. */
  readonly moved: ReadonlyMap<string, number> | null
}

/**
 * Looks into a model, which stays as it is and computes as it answers: without dropout, without deformed pictures. Events come between its pieces, and with
 * them steps of a run: `milliseconds` is what the pieces took alone.
 *
 * @param now  milliseconds of a clock that never goes back
 */
export async function takeProbe(model: Model, input: ProbeInput, now: () => number): Promise<Probe & { readonly milliseconds: number }> {
  let milliseconds = 0
  const piece = async <Result>(work: () => Result | Promise<Result>): Promise<Result> => {
    await yieldToEvents()
    const begin = now()
    const result = await work()
    milliseconds += Math.max(0, now() - begin)
    return result
  }
  const { set, loss, moved } = input
  const pixels = pixelCount(taskOf(set).input)
  const labels = set.labels.slice(0, GRADIENT_PICTURES)
  const images = toInk(await readPictures(set, 0, labels.length))
  const pictures = { gradients: labels.length, signals: Math.min(labels.length, SIGNAL_PICTURES) }
  const description = describeModel(model.spec)
  const learnt = new MeanGradients(labels.length)
  for (let start = 0; start < labels.length; start += PIECE) {
    const of = labels.subarray(start, start + PIECE)
    const part = await piece(() => model.lossAndGradients(images.subarray(start * pixels, (start + of.length) * pixels), of, loss))
    learnt.add(part, of.length)
  }
  const parameters = await model.parameters()
  const tensors = await piece(() =>
    description.parameters.map(({ name, layer }) => {
      const { data } = parameters.get(name)!
      return {
        name,
        layer,
        norm: normOf(data),
        gradient: learnt.normOf(name),
        moved: moved?.get(name) ?? null,
        values: histogramOf([data]),
      }
    }),
  )
  const declared = description.layers
    .filter(({ recurrence }) => recurrence !== null)
    .flatMap(({ name: layer, signals }) => signals.map(({ name }) => ({ layer, name })))
  const recorded = await piece(() => model.record(images.subarray(0, pictures.signals * pixels), declared))
  const signals = await piece(() =>
    declared.map(({ layer, name }, place) => ({ layer, name, values: histogramOf(recorded.map((ofPicture) => ofPicture[place]!.data)) })),
  )
  return { pictures, loss: learnt.loss, tensors, signals, milliseconds }
}

/** Adds up loss and gradients of pieces to those of the mean over all. */
class MeanGradients {
  loss = 0
  private readonly sums = new Map<string, Float64Array>()

  constructor(private readonly total: number) {}

  add({ loss, gradients }: LossAndGradients, count: number): void {
    const share = count / this.total
    this.loss += share * loss
    for (const [name, { data }] of gradients) {
      const sum = this.sums.get(name) ?? new Float64Array(data.length)
      for (let index = 0; index < sum.length; index++) sum[index]! += share * data[index]!
      this.sums.set(name, sum)
    }
  }

  normOf(name: string): number {
    return normOf(this.sums.get(name) ?? [])
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
