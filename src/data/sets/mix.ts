import { joinSets, sliceExamples, type DataSet, type LabelledImages } from '../../core/images'

/** How much of a set is taken; what is left out does not limit it. */
export interface SetShare {
  /** Most training and test examples. */
  readonly limit?: number | undefined
  /** Most training examples. */
  readonly train?: number | undefined
  /** How often every training example is there. */
  readonly copies?: number | undefined
}

/** A part of a set: its training examples so many times, and then the first of all. */
export function shareOf(dataset: DataSet, { limit = Infinity, train = Infinity, copies = 1 }: SetShare): DataSet {
  const whole = copies === 1 ? dataset.train : repeated(dataset.train, copies)
  const { validation } = dataset
  return {
    ...dataset,
    train: firstOf(whole, Math.min(limit, train)),
    test: firstOf(dataset.test, limit),
    ...(validation && { validation: firstOf(validation, limit) }),
  }
}

/**
 * One set to learn from, made of several: a run shuffles the examples of all. The first set measures the model, and of its examples alone a run may keep
 * some back to choose between epochs; examples that any of the sets has for that choose too.
 *
 * @throws TaskError unless all are of one task
 */
export function mixSets(first: DataSet, others: readonly [DataSet, ...DataSet[]]): DataSet {
  const name = [first, ...others].map(({ train }) => `${train.name} (${train.labels.length})`).join(' + ')
  const [second, ...more] = others
  const validations = [first, ...others].flatMap(({ validation }) => (validation === undefined ? [] : [validation]))
  const validation = joined(validations)
  return {
    // The first set's examples come last, where a run keeps some back.
    train: joinSets(name, [second.train, ...more.map(({ train }) => train), first.train]),
    test: first.test,
    spare: first.spare ?? { of: first.train.name, count: first.train.labels.length },
    ...(validation && { validation }),
  }
}

/** What `mixSets` was given first, or a set alone; it measures as before. */
export function firstOfMixture(dataset: DataSet): DataSet {
  const { train, test, spare } = dataset
  if (spare === undefined || spare.of === train.name) return dataset
  const { length } = train.labels
  return { train: sliceExamples(train, length - spare.count, length, spare.of), test }
}

function joined([first, ...others]: readonly LabelledImages[]): LabelledImages | undefined {
  if (first === undefined || others.length === 0) return first
  return joinSets([first, ...others].map(({ name }) => name).join(' + '), [first, ...others])
}

function repeated(set: LabelledImages, copies: number): LabelledImages {
  return joinSets(set.name, [set, ...Array.from({ length: copies - 1 }, () => set)])
}

function firstOf(set: LabelledImages, limit: number): LabelledImages {
  return set.labels.length <= limit ? set : sliceExamples(set, 0, limit, `${set.name}, first ${limit}`)
}
