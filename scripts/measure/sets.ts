import { sliceExamples, type LabelledImages } from '../../src/core/images'
import { splitByWriter } from '../../src/data/pen-digits'
import { penPlainSet } from '../../src/data/pen-digits-pictures'
import { mnistSets } from '../mnist-test-set'
import { loadPenDigits } from '../pen-digits'
import { corruptionKinds, corruptSet } from './corruptions/index'

const mnistTest = async () => (await mnistSets()).test
// To choose by, so that the test set chooses nothing.
const mnistTrain = async () => sliceExamples((await mnistSets()).train, 0, 10_000, 'MNIST, first 10,000 training digits')

/** Sets that a model is measured on, by the name that a command line gives them. */
const makers = {
  mnist: mnistTest,
  'mnist-train': mnistTrain,
  writers: async () => penPlainSet('Pen digits, unseen writers', splitByWriter(await loadPenDigits()).validation),
  'writers-choosing': async () => penPlainSet('Pen digits, writers 24 and 25', splitByWriter(await loadPenDigits()).choosing),
  'writers-train': async () => penPlainSet('Pen digits, writers 1 to 23', splitByWriter(await loadPenDigits()).train),
} satisfies Record<string, () => Promise<LabelledImages>>

/** Whose digits are corrupted. */
const corruptedMakers = { 'mnist-c': mnistTest, 'mnist-c-train': mnistTrain } satisfies Record<string, () => Promise<LabelledImages>>

type PlainName = keyof typeof makers
type CorruptedName = keyof typeof corruptedMakers
export type SetName = PlainName | CorruptedName

export const SET_NAMES: readonly string[] = [...Object.keys(makers), ...Object.keys(corruptedMakers)]

export function isSetName(name: string): name is SetName {
  return Object.hasOwn(makers, name) || isCorrupted(name)
}

/** What one name stands for: a set, or the same digits corrupted in each of the 15 ways. */
export interface NamedSets {
  readonly name: SetName
  readonly isCorrupted: boolean
  readonly sets: readonly LabelledImages[]
}

/**
 * @param most  examples of each set, the first ones
 * @param seed  of what is random in a corruption
 */
export async function loadSets(name: SetName, most: number, seed: number): Promise<NamedSets> {
  const first = (set: LabelledImages) => sliceExamples(set, 0, Math.min(most, set.labels.length))
  if (!isCorrupted(name)) return { name, isCorrupted: false, sets: [first(await makers[name]())] }
  const digits = first(await corruptedMakers[name]())
  return { name, isCorrupted: true, sets: corruptionKinds.map((kind) => corruptSet(digits, kind, seed)) }
}

function isCorrupted(name: string): name is CorruptedName {
  return Object.hasOwn(corruptedMakers, name)
}
