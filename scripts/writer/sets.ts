import { joinSequenceSets, type PenSequences } from '../../src/core/sequences'
import { splitByWriter } from '../../src/data/pen-digits'
import { choosingSequences, generatedSequences, penSequences } from '../../src/data/writing/sets'
import { loadPenDigits } from '../pen-digits'
import type { DataPart } from '../train/data-option'

/** What a network learns to write from, and what it is judged by. */

/** Of a set that is made and chooses between epochs. */
const CHOOSING = 500

export interface WriterSets {
  readonly train: PenSequences
  /** Never trained on; chooses between epochs. */
  readonly choosing: PenSequences
}

/** @param limit  no more than so many drawings of each set; null for all */
export async function loadWriterSets(parts: readonly DataPart[], seed: number, limit: number | null): Promise<WriterSets> {
  const penDigits = parts.some(({ kind }) => kind === 'writers') ? splitByWriter(await loadPenDigits()) : null
  const most = limit ?? Infinity
  const sets = parts.flatMap(({ kind, train = Infinity, copies = 1 }) => {
    if (kind !== 'writers') return [generatedSequences('Built-in digits', Math.min(train, most), seed)]
    const set = penSequences('Pen digits, writers 1 to 23', penDigits!.train.slice(0, Math.min(train, most)))
    return Array.from({ length: copies }, () => set)
  })
  const names = [...new Set(sets.map(({ name }) => name))]
  const choosing =
    penDigits === null ? choosingSequences(CHOOSING) : penSequences('Pen digits, writers 24 and 25', penDigits.choosing.slice(0, most))
  return { train: joinSequenceSets(names.join(' + '), sets), choosing }
}
