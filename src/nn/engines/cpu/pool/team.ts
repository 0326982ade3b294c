import { pixelCount } from '../../../../core/task'
import type { LossSpec } from '../../../engine'
import { mostThreads } from '../../../spec/memory'
import type { Augmentation } from '../../../spec/augmentation'
import type { StepSeed } from '../../../operations/cpu/augmentation'
import type { Network } from '../network'
import type { Values } from '../../../operations/cpu/primitives'
import type { Wanted } from '../inference'
import type { OwnedPictures, OwnedValues } from './messages'
import type { Pace, Parts } from './parts'
import type { Pool } from './pool'
import { SharedWork, type PartWork } from './shared-work'
import { SharedSlice } from './shared-slice'
import type { Slice } from './slices'
import type { Thread } from './thread'

/** A slice of a training batch, and all that its gradients depend on apart from the parameters. */
export interface SliceWork extends Slice {
  /** [N,height,width] bytes of the training set, and [N] classes */
  readonly images: Uint8Array
  readonly labels: Uint8Array
  /** Which example of the training set stands at this place of the batch. */
  readonly indexOf: (place: number) => number
  /** Examples in the whole batch. */
  readonly of: number
  readonly random: StepSeed
  readonly loss: LossSpec
  readonly augment: Augmentation | null
}

/** What a message tells of a slice's pictures. */
export interface SlicePictures {
  readonly images: Uint8Array<ArrayBuffer>
  readonly labels: Uint8Array<ArrayBuffer>
  readonly examples: Uint32Array<ArrayBuffer>
}

/** What came of a slice. */
export interface SliceResult {
  /** Share of the batch's mean loss. */
  readonly loss: number
  readonly correct: number
  /** [P] share of the gradients of the mean; good until the next step. */
  readonly gradients: Values
}

/** Memory for a slice's messages, which travels with them. */
interface SliceMemory {
  readonly parameters: OwnedValues
  readonly gradients: OwnedValues
}

/** A run whose slices lie in memory that a helper sees. */
interface SharedRun extends Pick<SliceWork, 'loss' | 'augment'> {
  readonly seed: number
  readonly slice: SharedSlice
  /** Whether the helper was told of it. */
  isKnown: boolean
  /** Whether a slice is asked for whose result nobody has taken. */
  isAwaited: boolean
}

let nextModel = 1

/** A model's helpers: gives them its parameters and its work. */
export class Team {
  private readonly model = nextModel++
  /** That of slices that are computed. */
  private readonly memory = new WeakMap<Thread, SliceMemory[]>()
  /** What each helper and this thread share. */
  private readonly runs = new WeakMap<Thread, SharedRun>()
  /** Memory of pictures that are answered, which travels with the next ones: a copy takes a tenth of the time that fresh memory takes. */
  private readonly travelled: ArrayBuffer[] = []

  /** Threads that the parameters have room on. */
  private readonly most: number

  constructor(
    private readonly pool: Pool,
    private readonly network: Network,
  ) {
    this.most = mostThreads(network.description)
  }

  /** All threads together: those that work, or will when they have started. */
  get threads(): number {
    return Math.min(this.pool.threads, this.most)
  }

  /** Whether helpers hear of a slice without a message. */
  get sharesMemory(): boolean {
    return this.pool.sharesMemory
  }

  /** The helpers that can compute now, told of the model; starts them where that has not happened. */
  async gather(): Promise<readonly Thread[]> {
    await this.pool.gather()
    return this.helpersAtWork()
  }

  /** The model is gone. */
  leave(): void {
    for (const helper of this.pool.working) {
      if (helper.models.delete(this.model)) helper.tell({ type: 'forget', model: this.model })
    }
  }

  /**
   * Computes a slice elsewhere, by the parameters as they are at this moment.
   *
   * @returns what waits for its result, so many milliseconds at most (`patienceFor`), and throws ThreadLostError
   */
  ask(helper: Thread, work: SliceWork, pictures: SlicePictures): (limitMs: number) => Promise<SliceResult> {
    const shared = this.pool.sharesMemory ? this.sharedRun(helper, work, pictures.labels.length) : null
    // A helper that has two slices of a step is told of the second by a message.
    if (shared !== null && !shared.isAwaited) return this.askShared(helper, shared, work, pictures)
    const answer = this.gradients(helper, work, pictures)
    // It is awaited once the asking thread has computed its own slice.
    answer.catch(() => {})
    return (limitMs) => helper.answerWithin(answer, limitMs)
  }

  private askShared(
    helper: Thread,
    run: SharedRun,
    { first, of, random, loss, augment }: SliceWork,
    pictures: SlicePictures,
  ): (limitMs: number) => Promise<SliceResult> {
    const { slice } = run
    const { flat, version } = this.network.parameters
    slice.write(pictures, flat)
    helper.models.set(this.model, version)
    run.isAwaited = true
    const isHeard = slice.ask({ first, count: pictures.labels.length, of, step: random.step })
    if (!run.isKnown) helper.share(slice, { model: this.model, seed: random.seed, loss, augment })
    else if (!isHeard) helper.tell({ type: 'come', model: this.model })
    run.isKnown = true
    return async (limitMs) => {
      const answer = await helper.sharedAnswer(slice, limitMs)
      run.isAwaited = false
      return { ...answer, gradients: slice.memory.gradients }
    }
  }

  /** What a helper and this thread share in a run, with room for so many pictures. */
  private sharedRun(helper: Thread, { loss, augment, random: { seed } }: SliceWork, pictures: number): SharedRun {
    const known = this.runs.get(helper)
    const isSame = known?.loss === loss && known.augment === augment && known.seed === seed
    if (known !== undefined && isSame && known.slice.room >= pictures) return known
    const { description, parameters } = this.network
    const slice = SharedSlice.allocate(parameters.flat, pictures, pixelCount(description.task.input))
    const run = { loss, augment, seed, slice, isKnown: false, isAwaited: false }
    this.runs.set(helper, run)
    return run
  }

  /** @throws ThreadLostError */
  private async gradients(helper: Thread, work: SliceWork, pictures: SlicePictures): Promise<SliceResult> {
    const { flat, version } = this.network.parameters
    const memory = this.memory.get(helper) ?? []
    this.memory.set(helper, memory)
    const { parameters, gradients } = memory.pop() ?? { parameters: emptyLike(flat), gradients: emptyLike(flat) }
    parameters.set(flat)
    helper.models.set(this.model, version)
    const { first, of, random, loss, augment } = work
    const answer = await helper.gradients({
      model: this.model,
      parameters,
      gradients,
      ...pictures,
      first,
      of,
      ...random,
      loss,
      augment,
    })
    memory.push({ parameters: answer.parameters, gradients: answer.gradients })
    return answer
  }

  /** Of a slice, in memory that a message takes along. They do not depend on parameters. */
  picturesOf({
    images,
    labels,
    indexOf,
    first,
    count,
  }: Pick<SliceWork, 'images' | 'labels' | 'indexOf' | 'first' | 'count'>): SlicePictures {
    const examples = Uint32Array.from({ length: count }, (_, place) => indexOf(first + place))
    return {
      images: gatherPictures(images, examples, pixelCount(this.network.description.task.input)),
      labels: Uint8Array.from(examples, (example) => labels[example] ?? 0),
      examples,
    }
  }

  /** What the model makes of a part of many pictures elsewhere, by the parameters as they are at this moment. @throws ThreadLostError */
  async answer(helper: Thread, images: Uint8Array | Float32Array, scale: number, wanted: Wanted): Promise<Values> {
    this.tellParameters(helper)
    const answer = await helper.answer({ model: this.model, images: this.copyOf(images), scale, wanted })
    this.travelled.push(answer.images.buffer)
    return answer.values
  }

  /** Shares work on many pictures out to all threads. Helpers that are still starting join when they can; nothing waits for them. */
  async share<R>(parts: Parts, pace: Pace, work: PartWork<R>): Promise<void> {
    const shared = new SharedWork(parts, pace, work)
    const join = (): void => {
      if (!shared.isOver) shared.join(this.helpersAtWork().filter((helper) => !shared.has(helper)))
    }
    // Helpers are told first, so that all compute at the same time.
    join()
    if (this.helpersAtWork().length < this.threads - 1) void this.pool.gather().then(join)
    await shared.run()
  }

  /** In memory that can change hands. */
  private copyOf(images: Uint8Array | Float32Array): OwnedPictures {
    const place = this.travelled.findIndex(({ byteLength }) => byteLength >= images.byteLength)
    // One that is too small makes room for a larger one.
    const [known] = this.travelled.splice(Math.max(0, place), 1)
    const buffer = place === -1 || known === undefined ? new ArrayBuffer(images.byteLength) : known
    const copy = images instanceof Uint8Array ? new Uint8Array(buffer, 0, images.length) : new Float32Array(buffer, 0, images.length)
    copy.set(images)
    return copy
  }

  /** Those that can compute at this moment, told of the model. */
  private helpersAtWork(): readonly Thread[] {
    const helpers = this.pool.working.filter(({ isAtWork }) => isAtWork).slice(0, this.most - 1)
    for (const helper of helpers) this.tellModel(helper)
    return helpers
  }

  private tellModel(helper: Thread): void {
    if (helper.models.has(this.model)) return
    helper.models.set(this.model, null)
    helper.tell({ type: 'model', model: this.model, spec: this.network.description.spec })
  }

  /** Only where they have changed since it last heard of them. */
  private tellParameters(helper: Thread): void {
    const { flat, version } = this.network.parameters
    if (helper.models.get(this.model) === version) return
    helper.models.set(this.model, version)
    const parameters = emptyLike(flat)
    parameters.set(flat)
    helper.tell({ type: 'parameters', model: this.model, parameters }, [parameters.buffer])
  }
}

/** [n,height,width] the examples' pictures in memory of their own. */
function gatherPictures(images: Uint8Array, examples: Uint32Array, pixels: number): Uint8Array<ArrayBuffer> {
  const pictures = new Uint8Array(examples.length * pixels)
  examples.forEach((example, place) => {
    pictures.set(images.subarray(example * pixels, (example + 1) * pixels), place * pixels)
  })
  return pictures
}

/** Memory of the same length and precision that can change hands. */
function emptyLike(values: Values): OwnedValues {
  return values instanceof Float64Array ? new Float64Array(values.length) : new Float32Array(values.length)
}
