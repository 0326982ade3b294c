import { Pen, POINT_VALUES, type PenSequence } from '../../core/sequences'
import { sequenceFromLines, sequenceInFrame } from '../../data/writing/sequence'
import type { LabelledStrokes } from '../../data/hand/drawing'
import type { Stroke } from '../../data/strokes'
import type { Clamp } from '../../nn/engine'
import type { WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { ServedModel } from '../model-file'
import type { HeldGate, WritingState, WrittenDigit } from './writing-state'

export interface WritingControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => WritingState
  readonly set: (change: Partial<WritingState>) => void
  /** The network that the page comes with. */
  readonly file: ServedModel
  readonly fetchFile: (file: ServedModel, onProgress: (receivedBytes: number) => void) => Promise<Uint8Array>
  /** The visitor's own drawings. */
  readonly hand: () => Promise<readonly LabelledStrokes[]>
}

/** Where a digit stands alone on the pad, and how much of its share of the pad several take. */
const ALONE = 0.62
const SHARE = 0.82
/** Drawn when futures are fanned out. */
const FUTURES = 50
/** How a hand is learnt: a step of a few drawings is a step of all. */
const LESSON = { epochs: 60, learningRate: 1e-3, seed: 1 } as const

/** Has the network that writes write. One wish at a time: what is asked for meanwhile is not begun. */
export class WritingControl {
  private opening: Promise<void> | null = null

  constructor(private readonly options: WritingControlOptions) {}

  /** Brings the network up; once is enough. Why it cannot be had is told where it was asked for. */
  open(): Promise<void> {
    const { get } = this.options
    if (get().stage === 'ready') return Promise.resolve()
    this.opening ??= this.load().finally(() => (this.opening = null))
    return this.opening
  }

  async write(): Promise<void> {
    await this.work('writing', async () => {
      const { number } = this.options.get().manner
      const digits: WrittenDigit[] = []
      for (const [place, character] of number.split('').entries()) {
        const written = await this.ask(Number(character), place)
        if (written === null) return
        digits.push({ ...written, label: Number(character), frame: frameAt(place, number.length) })
      }
      this.options.set({ digits, futures: null })
    })
  }

  /** The network goes on with what stands on the pad. */
  async goOn(strokes: readonly Stroke[], label: number): Promise<void> {
    await this.work('writing', async () => {
      const frame = frameAt(0, 1)
      const beginning = sequenceInFrame(linesOf(strokes), frame, Pen.down)
      const written = await this.ask(label, 0, beginning)
      if (written !== null) this.options.set({ digits: [{ ...written, label, frame }], futures: null })
    })
  }

  /** What might come after the first points of a digit that was written. */
  async fanOut(digit: number, from: number): Promise<void> {
    await this.work('futures', async () => {
      const { client, get, set } = this.options
      const { digits, manner } = get()
      const written = digits[digit]
      if (written === undefined || from === 0) return
      const options = { ...this.how(digit), label: written.label, beginning: written.sequence.slice(0, from * POINT_VALUES) }
      const sequences = await client.request('futures', { options, count: FUTURES, seed: manner.seed })
      if (sequences !== null && get().digits === digits) set({ futures: { digit, from, sequences } })
    })
  }

  /** Learns the visitor's own hand. */
  async teach(): Promise<void> {
    await this.work('learning', async () => {
      const { client, hand, set } = this.options
      const drawings = (await hand()).map(({ label, strokes }) => ({ label, sequence: sequenceFromLines(linesOf(strokes)) }))
      if (drawings.length === 0) return
      const lesson = await client.request('teachWriter', { drawings, ...LESSON })
      if (lesson !== null) set({ lesson })
    })
  }

  /** The network as it came with the page. */
  async forgetLesson(): Promise<void> {
    this.options.set({ stage: 'none', lesson: null })
    await this.open()
  }

  private async work(work: NonNullable<WritingState['work']>, begin: () => Promise<void>): Promise<void> {
    const { get, set } = this.options
    if (get().work !== null) return
    set({ work })
    try {
      await this.open()
      if (get().stage === 'ready') await begin()
    } finally {
      set({ work: null })
    }
  }

  private async load(): Promise<void> {
    const { client, file, fetchFile, set } = this.options
    set({ stage: 'loading', progress: 0, error: null })
    try {
      const bytes = await fetchFile(file, (received) => set({ progress: received / file.bytes }))
      set({ info: await client.request('loadWriter', { bytes }), stage: 'ready', progress: 1, lesson: null })
    } catch (error) {
      set({ stage: 'failed', error: toErrorData(error) })
    }
  }

  /** A worker that was started anew has no network: it is brought up once more. */
  private async ask(label: number, place: number, beginning?: PenSequence) {
    const { client, get, set } = this.options
    const options = { ...this.how(place), label, ...(beginning && { beginning }) }
    const written = await client.request('write', options)
    if (written !== null) return written
    set({ stage: 'none' })
    await this.open()
    return get().stage === 'ready' ? client.request('write', options) : null
  }

  private how(place: number): { seed: number; temperature: number; steadiness: number; clamps: readonly Clamp[] } {
    const { manner, info } = this.options.get()
    const { seed, temperature, steadiness, held } = manner
    return { seed: (seed + 7919 * place) >>> 0, temperature, steadiness, clamps: clampsOf(held, info?.spec.layers ?? []) }
  }
}

function clampsOf(held: HeldGate, layers: readonly { readonly type: string }[]): readonly Clamp[] {
  if (held === 'none') return []
  const recurrent = layers.filter(({ type }) => type === 'lstm')
  return recurrent.map((_, index) => ({ layer: index === 0 ? 'lstm' : `lstm_${index}`, signal: held, value: 0 }))
}

/** Side by side on the pad's unit square. */
function frameAt(place: number, count: number): WrittenDigit['frame'] {
  return { x: (place + 0.5) / count, y: 0.5, side: count === 1 ? ALONE : Math.min(ALONE, SHARE / count) }
}

function linesOf(strokes: readonly Stroke[]) {
  return strokes.map(({ points }) => points)
}
