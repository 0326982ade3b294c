import { sliceExamples, type LabelledImages } from '../../src/core/images'
import { splitByWriter } from '../../src/data/pen-digits'
import { penPlainSet } from '../../src/data/pen-digits-pictures'
import { mnistSets } from '../mnist-test-set'
import { loadPenDigits } from '../pen-digits'

/** Sets that a model is measured on, by the name that a command line gives them. */
const makers = {
  mnist: async () => (await mnistSets()).test,
  // To choose by, so that the test set chooses nothing.
  'mnist-train': async () => sliceExamples((await mnistSets()).train, 0, 10_000, 'MNIST, first 10,000 training digits'),
  writers: async () => penPlainSet('Pen digits, unseen writers', splitByWriter(await loadPenDigits()).validation),
  'writers-choosing': async () => penPlainSet('Pen digits, writers 24 and 25', splitByWriter(await loadPenDigits()).choosing),
  'writers-train': async () => penPlainSet('Pen digits, writers 1 to 23', splitByWriter(await loadPenDigits()).train),
} satisfies Record<string, () => Promise<LabelledImages>>

export type SetName = keyof typeof makers

export const SET_NAMES: readonly string[] = Object.keys(makers)

export function isSetName(name: string): name is SetName {
  return Object.hasOwn(makers, name)
}

export function loadSet(name: SetName): Promise<LabelledImages> {
  return makers[name]()
}
