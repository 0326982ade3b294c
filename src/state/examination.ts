import { newestOnly } from '../core/newest'
import { serialQueue } from '../core/serial-queue'
import { spoilRanges } from '../data/deform/spoil-kinds'
import { presets } from '../nn/spec/presets'
import type { WorkerClient } from '../worker/client'
import type { ModelInfo, Question } from '../worker/protocol'
import { dataWait, type DataWait } from './data-wait'
import type { PageEnvironment } from './environment'
import { curveOf, type ExaminationState, type ExaminedCurve, type ExamineeId, type JudgeState, type QuestionKind } from './judge-state'
import { ModelFileError, servedFault } from './model-file'
import { identityOf } from './model-identity'

/** Pictures asked about between two looks at whether anybody still wants to know. */
const BLOCK = 250
/** Of what is random in pictures that are made harder: the same for every model. */
const SEED = 1

export interface ExaminationOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'trainedModels' | 'fetchModel'>
  readonly get: () => { readonly model: ModelInfo | null; readonly judge: Pick<JudgeState, 'examination'> }
  readonly set: (change: Partial<ExaminationState>) => void
  readonly prepareData: () => Promise<void>
}

/**
 * Asks several models the same question about the same test pictures, one model after the other, beside that of the page. What is known of a model is not asked
 * again; curves grow point by point.
 */
export class Examination {
  private readonly runs = newestOnly()
  private readonly data: DataWait
  /** The worker has room for one model. A run that was stopped has it until its last block is answered, and the next one waits. */
  private readonly inTurn = serialQueue()
  private examined: string | null = null

  constructor(private readonly options: ExaminationOptions) {
    this.data = dataWait(options.prepareData)
  }

  /** @param models  those that the question can be put to, in the order in which they are asked */
  async examine(models: readonly ExamineeId[]): Promise<void> {
    const { get, set } = this.options
    const { model, judge } = get()
    const { question, size, progress } = judge.examination
    if (progress !== null || model === null) return
    const isNewest = this.runs.begin()
    this.examined = identityOf(model)
    const ofEach = questionsOf(question).length * size
    set({ progress: { done: 0, total: models.length * ofEach } })
    try {
      await this.data.wait()
      // Data that came just now have made known curves unknown.
      const unknown = models.filter((id) => !isWhole(curveOf({ ...get().judge.examination, question, size }, id)))
      const total = unknown.length * ofEach
      for (const [place, id] of unknown.entries()) {
        if (!isNewest()) return
        const bytes = id === 'own' ? null : await this.fetch(id)
        const described = id === 'own' ? { name: model.name, spec: model.spec } : presets[id]
        const curve = { question, id, size, name: described.name, spec: described.spec }
        const onShare = (share: number): void => set({ progress: { done: (place + share) * ofEach, total } })
        await this.whileOpen(bytes, isNewest, () => this.ask(curve, isNewest, onShare))
      }
    } finally {
      if (isNewest()) set({ progress: null })
    }
  }

  /** What is known so far stays. */
  stop(): void {
    this.runs.begin()
    if (this.options.get().judge.examination.progress !== null) this.options.set({ progress: null })
  }

  /** The page's model may be another, or its weights are. */
  noteModel(model: ModelInfo): void {
    if (this.examined !== null && identityOf(model) !== this.examined) this.noteWeights()
  }

  /** Nothing is known of the page's model any more. */
  noteWeights(): void {
    const { get, set } = this.options
    if (this.examined === null) return
    this.examined = null
    this.stop()
    const { curves } = get().judge.examination
    if (curves.some(({ id }) => id === 'own')) set({ curves: curves.filter(({ id }) => id !== 'own') })
  }

  /** Other pictures: nothing is known of them. A run that waits for them goes on, and one that has asked about those before is over. */
  noteData(): void {
    if (!this.data.isWaiting) return this.clear()
    if (this.options.get().judge.examination.curves.length > 0) this.options.set({ curves: [] })
  }

  clear(): void {
    this.stop()
    this.examined = null
    if (this.options.get().judge.examination.curves.length > 0) this.options.set({ curves: [] })
  }

  /** Does something with a model and closes it: its engine has threads of its own, which nobody needs then. */
  private whileOpen(bytes: Uint8Array | null, isWanted: () => boolean, work: () => Promise<void>): Promise<void> {
    const { client } = this.options
    return this.inTurn(async () => {
      if (!isWanted()) return
      try {
        await client.request('openExaminee', { bytes })
        if (isWanted()) await work()
      } finally {
        await client.request('closeExaminee', null).catch(() => {})
      }
    })
  }

  /** @param onShare  hears how much of the model's work is done, 0 … 1 */
  private async ask(
    of: Omit<ExaminedCurve, 'set' | 'count' | 'strengths' | 'hits'>,
    isNewest: () => boolean,
    onShare: (share: number) => void,
  ): Promise<void> {
    const { client, get, set } = this.options
    const questions = questionsOf(of.question)
    let curve: ExaminedCurve | null = null
    for (const [place, question] of questions.entries()) {
      let hits: readonly number[] = []
      for (let from = 0, count = of.size; from < count;) {
        const block = await client.request('examine', { part: 'test', question, from, count: BLOCK, of: of.size, seed: SEED })
        if (!isNewest() || block === null || block.hits.length === 0) return
        hits = block.hits.map((right, step) => right + (hits[step] ?? 0))
        from = block.next
        count = block.count
        onShare((place + from / count) / questions.length)
        curve = { ...(curve ?? { ...of, strengths: [], hits: [] }), set: block.set, count }
      }
      if (curve === null) return
      curve =
        question.kind === 'steps'
          ? { ...curve, hits }
          : { ...curve, strengths: [...curve.strengths, question.strength], hits: [...curve.hits, ...hits] }
      const others = get().judge.examination.curves.filter((other) => !isSame(other, of))
      set({ curves: [...others, curve] })
    }
  }

  private async fetch(id: Exclude<ExamineeId, 'own'>): Promise<Uint8Array> {
    const { trainedModels, fetchModel } = this.options.environment
    const file = trainedModels[id]
    if (file === undefined) throw new ModelFileError({ url: `${id}.safetensors`, fault: { kind: 'absent' } })
    try {
      return await fetchModel(file, () => {})
    } catch (error) {
      throw servedFault(error, file)
    }
  }
}

/** What the worker is asked, one after another. */
function questionsOf(kind: QuestionKind): readonly Question[] {
  if (kind === 'steps') return [{ kind }]
  return spoilRanges[kind].steps.map((strength) => ({ kind: 'spoilt', spoil: kind, strength }))
}

/** Whether everything that is asked is known. */
export function isWhole(curve: ExaminedCurve | null): boolean {
  return curve !== null && (curve.question === 'steps' || curve.strengths.length === spoilRanges[curve.question].steps.length)
}

function isSame(a: ExaminedCurve, b: Pick<ExaminedCurve, 'question' | 'id' | 'size'>): boolean {
  return a.question === b.question && a.id === b.id && a.size === b.size
}
