import { newestOnly } from '../core/newest'
import type { WorkerClient } from '../worker/client'
import type { AnsweredBlock, ModelInfo } from '../worker/protocol'
import { dataWait, type DataWait } from './data-wait'
import { freshJudgeView, noJudgement, type Judgement, type JudgeState } from './judge-state'
import { identityOf } from './model-identity'

/** Pictures answered between two looks at whether anybody still wants to know. The engine lets readings go first within a block too. */
const BLOCK = 1000

export interface JudgeOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => JudgeState
  readonly set: (change: Partial<Pick<JudgeState, 'judgement' | 'view'>>) => void
  /** Waits for data, and gets those of the model's task where there are none. */
  readonly prepareData: () => Promise<void>
}

/**
 * Has the model answer a set of pictures, block by block. What was answered stays: until the data are others, and marked as stale once the weights are. A
 * judgement that was stopped goes on where it ended.
 */
export class Judge {
  private readonly judgements = newestOnly()
  private readonly data: DataWait
  private judged: string | null = null
  /** For the answers to the whole set. */
  private memory: Judgement['answers'] | null = null

  constructor(private readonly options: JudgeOptions) {
    this.data = dataWait(options.prepareData)
  }

  async judge(model: ModelInfo | null): Promise<void> {
    const { client, get, set } = this.options
    const { part, judgement: before } = get()
    if (before.state === 'judging' || model === null) return
    const isNewest = this.judgements.begin()
    const goesOn = !before.isStale && before.part === part && before.answers.labels.length < before.total
    let found: Judgement = goesOn ? before : { ...noJudgement, model: model.name, part }
    this.judged = identityOf(model)
    set({ judgement: { ...found, state: 'judging' }, ...(goesOn ? {} : { view: { ...freshJudgeView, by: get().view.by } }) })
    try {
      await this.data.wait()
      while (isNewest()) {
        const block = await client.request('judge', { part, from: found.answers.labels.length, count: BLOCK })
        if (!isNewest()) return
        if (block === null) break
        found = { ...found, state: 'judging', set: block.set, total: block.total, answers: this.append(found.answers, block) }
        if (block.next >= block.total) break
        set({ judgement: found })
      }
    } finally {
      if (isNewest()) set({ judgement: rested(found) })
    }
  }

  private append(
    { labels: { length: from } }: Judgement['answers'],
    { labels, probabilities, total }: AnsweredBlock,
  ): Judgement['answers'] {
    const classes = labels.length === 0 ? 0 : probabilities.length / labels.length
    if (from === 0 || this.memory === null) {
      this.memory = { classes, labels: new Uint8Array(total), probabilities: new Float32Array(total * classes) }
    }
    const { memory } = this
    memory.labels.set(labels, from)
    memory.probabilities.set(probabilities, from * memory.classes)
    const end = from + labels.length
    return { ...memory, labels: memory.labels.subarray(0, end), probabilities: memory.probabilities.subarray(0, end * memory.classes) }
  }

  /** What was answered so far stays. */
  stop(): void {
    const { get, set } = this.options
    if (get().judgement.state !== 'judging') return
    this.judgements.begin()
    set({ judgement: rested(get().judgement) })
  }

  /** The model may be another, or its weights are. */
  noteModel(model: ModelInfo): void {
    if (this.judged !== null && identityOf(model) !== this.judged) this.noteWeights()
  }

  /** The weights moved: what was answered belongs to those before. */
  noteWeights(): void {
    const { get, set } = this.options
    const { judgement } = get()
    if (judgement.state === 'none' || judgement.isStale) return
    this.judgements.begin()
    set({ judgement: { ...rested(judgement), isStale: judgement.answers.labels.length > 0 } })
  }

  /** Other pictures. A judgement that waits for them goes on; one that has asked about those before is over, also before its first answers are here. */
  noteData(): void {
    if (!this.data.isWaiting || this.options.get().judgement.answers.labels.length > 0) this.clear()
  }

  /** Another task, or no worker: nothing is known. */
  clear(): void {
    this.judgements.begin()
    this.judged = null
    if (this.options.get().judgement.state !== 'none') this.options.set({ judgement: noJudgement, view: freshJudgeView })
  }
}

/** A judgement on which nobody works. */
function rested(judgement: Judgement): Judgement {
  return judgement.answers.labels.length === 0 ? noJudgement : { ...judgement, state: 'judged' }
}
