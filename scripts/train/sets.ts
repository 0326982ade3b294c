import { DIGITS } from '../../src/core/task'
import type { DataSet } from '../../src/core/images'
import type { SetDefinition } from '../../src/data/sets/definition'
import { parsePenDigits, splitByWriter, type PenDigit } from '../../src/data/pen-digits'
import { penPlainSet, penTrainingSet } from '../../src/data/pen-digits-pictures'
import { PEN_DIGITS_FOLDER } from './pen-digits-folder'

/**
 * The pen digits as a data set of `npm run train`: writers 1 to 23 train, 24 and 25 choose the epoch, 26 to 30 test. The page of `npm run train` has this
 * file in place of an empty list (`scripts/extra-sets.ts`).
 */
export const writers: SetDefinition = {
  task: DIGITS,
  title: 'Pen digits',
  licence: 'CC BY 4.0; E. Alpaydin, F. Alimoglu, "Pen-Based Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998',
  isMade: false,
  makesCopies: true,
  standIn: null,
  async load({ baseUrl, signal, copies = 1, seed = 1 }) {
    const address = new URL(`.${PEN_DIGITS_FOLDER}train.json.gz`, baseUrl)
    const response = await fetch(address, { signal })
    if (!response.ok || response.body === null) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`)
    const json = await new Response(response.body.pipeThrough(new DecompressionStream('gzip'))).text()
    return { dataset: penDataSet(parsePenDigits(json), { copies, seed }), origin: 'PEN_DIGITS_DIR', failures: [] }
  },
}

export const extraSets: Readonly<Record<string, SetDefinition>> = { writers }

/** Two writers are few: each of their digits chooses in so many pictures. */
const CHOOSING = { copies: 4, seed: 0 }

/** @param copies  pictures of every training digit, each with another pen, size and place */
export function penDataSet(digits: readonly PenDigit[], { copies, seed }: { copies: number; seed: number }): DataSet {
  const { train, choosing, validation } = splitByWriter(digits)
  const learnt = penTrainingSet('Pen digits, training', train, { copies, seed })
  return {
    train: learnt,
    // A run must not keep back digits of writers whose other digits it learns from.
    spare: { of: learnt.name, count: 0 },
    validation: penTrainingSet('Pen digits, writers 24 and 25', choosing, CHOOSING),
    test: penPlainSet('Pen digits, unseen writers', validation),
  }
}
