import type { SpoilKind } from '../data/deform/spoil-kinds'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { PresetName } from '../nn/spec/presets'
import type { Answers } from '../statistics/answers'
import type { Cell } from '../statistics/gallery'
import type { SetPart } from '../worker/protocol'

/** How good the model is, once somebody asked. */
export interface JudgeState {
  /** What the next judgement is of. */
  readonly part: SetPart
  readonly judgement: Judgement
  readonly view: JudgeView
  readonly examination: ExaminationState
}

/** What the model answered to the pictures of a set. */
export interface Judgement {
  readonly state: 'none' | 'judging' | 'judged'
  /** Answered with other weights than those of now. */
  readonly isStale: boolean
  /** Name of the model. */
  readonly model: string
  readonly part: SetPart
  /** Name of the set, and pictures in it. */
  readonly set: string
  readonly total: number
  /** To the set's first pictures; a new object with every block. */
  readonly answers: Answers
}

/** Where the visitor is in a judgement; stays while other views are open. */
export interface JudgeView {
  readonly by: 'count' | 'rate'
  /** Whose pictures are shown. */
  readonly cell: Cell | null
  /** Place in the set of the picture that was last put on the pad. */
  readonly chosen: number | null
}

/** What is asked about a model's limits: how much it must see, or how much it bears. */
export type QuestionKind = 'steps' | SpoilKind

/** `own` is the page's model; the others are those that the page comes with. */
export type ExamineeId = 'own' | PresetName

export interface ExaminationState {
  readonly question: QuestionKind
  /** In the order in which they were chosen. */
  readonly models: readonly ExamineeId[]
  /** Pictures of the sample; of a smaller set all. */
  readonly size: number
  /** Null while nothing is measured; counts answers. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Everything that is known, the newest last; those of the page's model are gone with its weights, all of them with the data. */
  readonly curves: readonly ExaminedCurve[]
}

/** How often one model was right, question by question. */
export interface ExaminedCurve {
  readonly question: QuestionKind
  readonly id: ExamineeId
  readonly size: number
  /** Name of the model. */
  readonly name: string
  readonly spec: ModelSpec
  /** Name of the set, and pictures of it that were asked about. */
  readonly set: string
  readonly count: number
  /** Of a question of strengths: those that are known. Empty for `steps`, where places in `hits` are timesteps. */
  readonly strengths: readonly number[]
  /** Right answers, of `count`. */
  readonly hits: readonly number[]
}

/** Sizes of a sample that are offered. */
export const SAMPLE_SIZES = [1000, 10_000] as const

/** So many models are asked at most: more lines cannot be told apart. */
export const MOST_EXAMINEES = 4

export const noJudgement: Judgement = {
  state: 'none',
  isStale: false,
  model: '',
  part: 'test',
  set: '',
  total: 0,
  answers: { classes: 0, labels: new Uint8Array(0), probabilities: new Float32Array(0) },
}

export const freshJudgeView: JudgeView = { by: 'count', cell: null, chosen: null }

export const freshJudge: JudgeState = {
  part: 'test',
  judgement: noJudgement,
  view: freshJudgeView,
  examination: { question: 'steps', models: ['own'], size: SAMPLE_SIZES[0], progress: null, curves: [] },
}

/** What is known of a question and a model, of the sample that is chosen. */
export function curveOf(
  { curves, question, size }: Pick<ExaminationState, 'curves' | 'question' | 'size'>,
  id: ExamineeId,
): ExaminedCurve | null {
  return curves.findLast((curve) => curve.question === question && curve.size === size && curve.id === id) ?? null
}
