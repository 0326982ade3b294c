import { Pen, POINT_VALUES, type PenSequence } from '../../core/sequences'
import { sequenceFromLines, sequenceInFrame } from '../../data/writing/sequence'
import type { LabelledStrokes } from '../../data/hand/drawing'
import type { Stroke } from '../../data/strokes'
import type { Clamp } from '../../nn/engine'
import { describeWriter, type WriterSpec } from '../../nn/spec/writing/writer-spec'
import type { WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { ServedModel } from '../model-file'
import type { HeldGate, WriterSource, WritingState, WrittenDigit } from './writing-state'

export interface WritingControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => WritingState
  readonly set: (change: Partial<WritingState>) => void
  /** The network that the page comes with. */
  readonly file: ServedModel
  readonly fetchFile: (file: ServedModel, onProgress: (receivedBytes: number) => void) => Promise<Uint8Array>
  /** The visitor's own drawings. */
  readonly hand: () => Promise<readonly LabelledStrokes[]>
  /** Gives the visitor a file. */
  readonly download: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
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
  /** The page's own, once it was fetched. */
  private shipped: Uint8Array | null = null
  private working: Promise<void> = Promise.resolve()
  private showing: Promise<void> | null = null

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

  /** Has another network write what is on the paper; of several wishes the last counts. */
  show(source: WriterSource): Promise<void> {
    const { set } = this.options
    set({ source, futures: null, isChanging: true })
    this.showing ??= this.showNewest().finally(() => {
      this.showing = null
      set({ isChanging: false })
    })
    return this.showing
  }

  /** Has a network of the visitor's write. @throws what is wrong with the file; the one before stays */
  async openFile(bytes: Uint8Array): Promise<void> {
    const { client, get, set } = this.options
    const info = await client.request('loadWriter', { bytes })
    const source: WriterSource = { kind: 'file', bytes }
    set({ source, info, stage: 'ready', progress: 1, error: null, lesson: null, futures: null, run: { ...get().run, follows: false } })
    await this.working
    await this.write()
  }

  /** The network that writes as a file, with all that it was taught. */
  async file(): Promise<Uint8Array> {
    const { client, get, set } = this.options
    await this.open()
    const saved = await client.request('saveWriter', null)
    if (saved !== null) return saved.bytes
    // A worker that was started anew has none.
    set({ stage: 'none', lesson: null })
    await this.open()
    return this.bytesOf(get().source)
  }

  async download(): Promise<void> {
    const { get, download } = this.options
    const bytes = await this.file()
    download(`${get().info?.name ?? 'writer'}.safetensors`, new Uint8Array(bytes))
  }

  /** The network as it was brought up. */
  async forgetLesson(): Promise<void> {
    this.options.set({ stage: 'none', lesson: null })
    await this.open()
  }

  private async work(work: NonNullable<WritingState['work']>, begin: () => Promise<void>): Promise<void> {
    const { get, set } = this.options
    if (get().work !== null) return
    set({ work })
    const done = (async () => {
      try {
        await this.open()
        if (get().stage === 'ready') await begin()
      } finally {
        set({ work: null })
      }
    })()
    this.working = done.catch(() => {})
    await done
  }

  private async load(): Promise<void> {
    const { client, get, set } = this.options
    const { source, stage } = get()
    // What is at hand comes at once.
    if (stage !== 'ready' || (source.kind === 'shipped' && this.shipped === null)) set({ stage: 'loading', progress: 0, error: null })
    try {
      const bytes = await this.bytesOf(source)
      set({ info: await client.request('loadWriter', { bytes }), stage: 'ready', progress: 1, lesson: null })
    } catch (error) {
      set({ stage: 'failed', error: toErrorData(error) })
    }
  }

  private async showNewest(): Promise<void> {
    const { get } = this.options
    let shown: WriterSource
    do {
      shown = get().source
      await this.working
      await this.load()
      await this.working
      if (get().stage === 'ready') await this.write()
    } while (get().source !== shown)
  }

  private async bytesOf(source: WriterSource): Promise<Uint8Array> {
    const { file, fetchFile, get, set } = this.options
    if (source.kind === 'file') return source.bytes
    const moment = source.kind === 'moment' ? get().run.moments.find(({ epoch }) => epoch === source.epoch) : undefined
    if (moment !== undefined) return moment.bytes
    this.shipped ??= await fetchFile(file, (received) => set({ progress: received / file.bytes }))
    return this.shipped
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
    return { seed: (seed + 7919 * place) >>> 0, temperature, steadiness, clamps: info === null ? [] : clampsOf(held, info.spec) }
  }
}

/** In every layer that has such a gate. */
function clampsOf(held: HeldGate, spec: WriterSpec): readonly Clamp[] {
  const layers = describeWriter(spec).layers.filter(({ signals }) => signals.some(({ name }) => name === held))
  return layers.map(({ name }) => ({ layer: name, signal: held, value: 0 }))
}

/** Side by side on the pad's unit square. */
function frameAt(place: number, count: number): WrittenDigit['frame'] {
  return { x: (place + 0.5) / count, y: 0.5, side: count === 1 ? ALONE : Math.min(ALONE, SHARE / count) }
}

function linesOf(strokes: readonly Stroke[]) {
  return strokes.map(({ points }) => points)
}
