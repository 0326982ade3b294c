import { integer, list, record, text, type Decoded } from '../../core/decode'
import { decodeFailure } from '../../core/error-details'
import { decodeTask } from '../../core/task'
import { decodeHand } from '../../data/hand/drawing'
import { decodeDataSet } from '../../data/sets/registry'
import { trainingRanges } from '../../nn/spec/training'

/** Most sets that a mixture has beside its first one, and most copies of a set. */
const MOST = { others: 8, copies: 100 }

/** How much of a set is wanted. */
const share = {
  /** Takes no more than that many training examples; of built-in digits it makes as many. */
  train: integer(1),
  /** How often every training example is there: a training meets it as often in an epoch. */
  copies: integer(1, MOST.copies),
}

/** Which data are wanted. */
export const decodeDataRequest = record(
  { kind: decodeDataSet },
  {
    ...share,
    /** Takes no more than that many training and test examples of every set; of built-in digits it makes as many. */
    limit: integer(1),
    /** Of digits that are made for training, 1 where it is left out. */
    seed: integer(trainingRanges.seed.min, trainingRanges.seed.max),
    /** Sets whose training examples are mixed with those of the first, which alone measures the model. */
    also: list(record({ kind: decodeDataSet }, share), MOST.others),
    /** Of the visitor's hand, where that is one of the sets. */
    hand: decodeHand,
  },
)

export type DataRequest = Decoded<typeof decodeDataRequest>

/** The data in use. */
export const decodeDataInfo = record(
  {
    /** Of a mixture, the set that measures the model. */
    kind: decodeDataSet,
    /** What its labels mean. */
    task: decodeTask,
    /** Where it came from: `cache`, `page`, a mirror's address, `files`; `generator` for what is made. */
    origin: text,
    /** Of a mixture, the training examples of all its sets. */
    trainCount: integer(),
    testCount: integer(),
  },
  {
    /** Of what the visitor brought. */
    title: text,
    /** The other sets of a mixture; left out for a set alone. */
    also: list(record({ kind: decodeDataSet, origin: text, trainCount: integer() })),
  },
)

export type DataInfo = Decoded<typeof decodeDataInfo>

/** What a load came to, and why sources before were passed over. */
export const decodeDataLoad = record({ data: decodeDataInfo, failures: list(decodeFailure) })

export type DataLoad = Decoded<typeof decodeDataLoad>
