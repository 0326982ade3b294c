import type { Values } from '../../../operations/cpu/primitives'

/** Nothing is asked, and the helper is at its messages. */
const AWAY = 0
/** Something is asked, of which a message tells. */
const CALLED = 1
/** The helper computes what is asked. */
const ASKED = 2
/** The answer is there, and the helper waits here for what is asked next. */
const DONE = 3

/** Places in `control`. */
const STATE = 0
/** Whether there were messages since it was last called: the helper reads them before it is asked anything else. */
const MAIL = 1
const FIRST = 2
const COUNT = 3
const OF = 4
const STEP = 5
const CONTROL_WORDS = 8
const SUMS = 2

/** How long a helper waits where it is heard at once. Longer pauses between two steps cost a message. */
const HELPER_WAITS_MS = 20
/** Who waits looks this long without a rest: what it waits for is about to come, and to be woken takes as long. Between two steps, gradients are added up. */
const LOOKS_MS = { engine: 0.1, helper: 0.6 } as const
/** Events of the engine's thread wait no longer than this. */
const BLOCKS_MS = 1

/** Memory that two threads see. */
export interface SharedMemory {
  /** States, and what is asked for. */
  readonly control: Int32Array
  /** [2] share of the batch's mean loss, and right answers */
  readonly sums: Float64Array
  /** [P] the model's at this step; where the engine's own lie in memory that can be shared, these are they */
  readonly parameters: Values
  /** [P] the slice's share of their gradients */
  readonly gradients: Values
  /** [n,height,width], [n] and [n]; `examples` are places in the training set */
  readonly images: Uint8Array
  readonly labels: Uint8Array
  readonly examples: Uint32Array
}

/** A slice that is asked for. */
export interface AskedSlice {
  /** Place of the first example in the whole batch. */
  readonly first: number
  readonly count: number
  /** Examples in the whole batch. */
  readonly of: number
  /** The optimizer's step, 1-based. */
  readonly step: number
}

/** What comes of it: its share of the batch's mean loss, and its right answers. Its gradients lie beside. */
export interface SharedAnswer {
  readonly loss: number
  readonly correct: number
}

/** Whether threads may see the same memory: browsers let pages do so that are isolated from others. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && 'crossOriginIsolated' in globalThis && globalThis.crossOriginIsolated
}

/**
 * A slice's request and what came of it, in memory that the engine's thread and a helper both see: neither makes a message nor waits for one.
 *
 * The engine asks and the helper answers, in turn. Between steps the helper waits here for a while, and is woken when there is a message for it.
 */
export class SharedSlice {
  constructor(readonly memory: SharedMemory) {}

  /**
   * @param parameters  [P] the model's
   * @param pictures    room for so many
   * @param pixels      of a picture
   */
  static allocate(parameters: Values, pictures: number, pixels: number): SharedSlice {
    return new SharedSlice({
      control: new Int32Array(shared(4 * CONTROL_WORDS)),
      sums: new Float64Array(shared(8 * SUMS)),
      parameters: parameters.buffer instanceof SharedArrayBuffer ? parameters : sharedLike(parameters),
      gradients: sharedLike(parameters),
      images: new Uint8Array(shared(pictures * pixels)),
      labels: new Uint8Array(shared(pictures)),
      examples: new Uint32Array(shared(4 * pictures)),
    })
  }

  /** Pictures at most. */
  get room(): number {
    return this.memory.labels.length
  }

  /** Lays a slice's pictures there, and the parameters where they do not lie there. */
  write({ images, labels, examples }: Pick<SharedMemory, 'images' | 'labels' | 'examples'>, parameters: Values): void {
    const { memory } = this
    if (memory.parameters !== parameters) memory.parameters.set(parameters)
    memory.images.set(images)
    memory.labels.set(labels)
    memory.examples.set(examples)
  }

  /** @returns whether the helper hears of it here; else a message must call it */
  ask({ first, count, of, step }: AskedSlice): boolean {
    const { control } = this.memory
    control[FIRST] = first
    control[COUNT] = count
    control[OF] = of
    control[STEP] = step
    const isHeard = Atomics.load(control, MAIL) === 0 && Atomics.compareExchange(control, STATE, DONE, ASKED) === DONE
    if (!isHeard) {
      // The message that calls it comes behind them.
      Atomics.store(control, MAIL, 0)
      Atomics.store(control, STATE, CALLED)
    }
    Atomics.notify(control, STATE)
    return isHeard
  }

  /** Waits for the answer, for a moment. @returns null where it takes longer; then events are to have their turn */
  answer(): SharedAnswer | null {
    const ends = performance.now() + LOOKS_MS.engine
    while (this.isAsked && performance.now() < ends);
    if (mayBlock()) Atomics.wait(this.memory.control, STATE, ASKED, BLOCKS_MS)
    return this.isAsked ? null : { loss: this.memory.sums[0]!, correct: this.memory.sums[1]! }
  }

  /** Has the helper read its messages before anything else that is asked here. */
  release(): void {
    Atomics.store(this.memory.control, MAIL, 1)
    if (Atomics.compareExchange(this.memory.control, STATE, DONE, AWAY) === DONE) Atomics.notify(this.memory.control, STATE)
  }

  /** The helper has read a message that calls it. */
  come(): void {
    Atomics.compareExchange(this.memory.control, STATE, CALLED, ASKED)
  }

  /** The helper's next slice; waits for it. @returns null when there is none for a while, or a message */
  take(): AskedSlice | null {
    const { control } = this.memory
    const isDone = (): boolean => Atomics.load(control, MAIL) === 0 && Atomics.load(control, STATE) === DONE
    const ends = performance.now() + LOOKS_MS.helper
    while (isDone() && performance.now() < ends);
    if (isDone()) Atomics.wait(control, STATE, DONE, HELPER_WAITS_MS)
    if (Atomics.compareExchange(control, STATE, DONE, AWAY) !== ASKED) return null
    return { first: control[FIRST]!, count: control[COUNT]!, of: control[OF]!, step: control[STEP]! }
  }

  /** The helper's slice is computed, and its gradients lie there. */
  finish(loss: number, correct: number): void {
    this.memory.sums[0] = loss
    this.memory.sums[1] = correct
    Atomics.store(this.memory.control, STATE, DONE)
    Atomics.notify(this.memory.control, STATE)
  }

  private get isAsked(): boolean {
    const state = Atomics.load(this.memory.control, STATE)
    return state === ASKED || state === CALLED
  }
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes)
}

/** Zeros, as many and of the same precision. */
function sharedLike(values: Values): Values {
  return values instanceof Float64Array ? new Float64Array(shared(values.byteLength)) : new Float32Array(shared(values.byteLength))
}

/** A page's own thread must not block; workers may. */
function mayBlock(): boolean {
  return !('document' in globalThis)
}
