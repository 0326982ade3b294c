import type { AnyDataSet, DataSet, LabelledImages } from '../../core/images'
import type { Task } from '../../core/task'
import type { DataFailure } from '../errors'
import type { DataProgress } from '../progress'

/** What a set is loaded with. */
export interface SetOptions {
  /** Absolute address of the page. */
  readonly baseUrl: string
  /** A load that is no longer wanted ends with its reason. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: DataProgress) => void
  /** No more training and test examples than this are wanted; a set that is made makes no more. */
  readonly limit?: number | undefined
  /** No more training examples than this are wanted. */
  readonly train?: number | undefined
  /** How often every training example is wanted; heeded by sets with `makesCopies`. */
  readonly copies?: number | undefined
  /** Of what is made at random for training, 1 where it is left out. Test examples are the same for every seed. */
  readonly seed?: number | undefined
}

export interface SetLoad<Set extends AnyDataSet = DataSet> {
  readonly dataset: Set
  /** Where it came from, e.g. a mirror's address. */
  readonly origin: string
  /** What was passed over on the way, in order. */
  readonly failures: readonly DataFailure[]
}

/** One data set that the page offers: a file beside this one, and a line in `shipped.ts`. */
export interface SetDefinition {
  /** What its labels mean. */
  readonly task: Task
  /** For people, where the page's dictionaries have no words for it. */
  readonly title: string
  /** Under which its pictures may be used, and whose they are. */
  readonly licence: string
  /** Nothing has to be fetched for it. */
  readonly isMade: boolean
  /** Makes another picture of a training example for every copy. Other sets are repeated as they are. */
  readonly makesCopies?: boolean
  /** Which set is taken where this one cannot be had; null for none. */
  readonly standIn: string | null
  /** Its code is fetched when it is asked for. @throws DataUnavailableError where it cannot be had; the signal's reason when aborted */
  load(options: SetOptions): Promise<SetLoad>
  /** A few test pictures for looks at a model while no data are loaded; only of a set that is made. */
  sample?(count: number): Promise<LabelledImages>
}
