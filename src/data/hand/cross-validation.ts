import { permutation } from '../../core/permutation'

/** How drawings were held out. */
export type HeldOut = { readonly kind: 'leaveOneOut' } | { readonly kind: 'folds'; readonly count: number }

/** Both answers to every drawing: of the network as it was, and of one that was taught the hand without this drawing. */
export interface HandAnswers {
  readonly heldOut: HeldOut
  /** [N] in the order of the drawings. */
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Answers to the drawings at these places, before and after a model has been taught all others. */
export type TuneWithout = (heldOut: readonly number[]) => Promise<{ readonly before: Uint8Array; readonly after: Uint8Array }>

export interface CrossValidation {
  readonly labels: readonly number[]
  /** Of which drawings are held out together. */
  readonly seed: number
  readonly tuneWithout: TuneWithout
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** Trainings done, of so many. */
  readonly onProgress: (done: number, total: number) => void
  /** Asked between two trainings. */
  readonly isWanted: () => boolean
}

/** More are not held out one by one, however fast it would be: it tells hardly more. */
const MOST_ALONE = 50

/** What a visitor waits for, in milliseconds. */
const PATIENCE_MS = 90_000

const FOLDS = { usual: 5, fewest: 2 } as const

/**
 * Measures what teaching a hand does for drawings that were not learnt from: each is answered by a network that was taught all others, or all but its fold.
 *
 * Few drawings are left out one by one, where the first training shows that all of them take no longer than a visitor waits; else in five folds.
 *
 * @returns null where it is no longer wanted
 */
export async function crossValidate(asked: CrossValidation): Promise<HandAnswers | null> {
  const { labels, now, onProgress, isWanted } = asked
  const answers = { before: new Uint8Array(labels.length), after: new Uint8Array(labels.length) }
  const hold = async (places: readonly number[]): Promise<void> => {
    const { before, after } = await asked.tuneWithout(places)
    for (const [index, place] of places.entries()) {
      answers.before[place] = before[index]!
      answers.after[place] = after[index]!
    }
  }
  const alone = labels.map((_, place) => [place])
  const folds = foldsOf(labels, Math.min(FOLDS.usual, labels.length), asked.seed)
  let groups: readonly (readonly number[])[] = folds
  let first = 0
  if (labels.length <= MOST_ALONE && labels.length > FOLDS.fewest) {
    onProgress(0, alone.length)
    const begin = now()
    await hold(alone[0]!)
    if ((now() - begin) * labels.length <= PATIENCE_MS) [groups, first] = [alone, 1]
  }
  for (let done = first; done < groups.length; done++) {
    onProgress(done, groups.length)
    if (!isWanted()) return null
    await hold(groups[done]!)
  }
  onProgress(groups.length, groups.length)
  const isAlone = groups.length === labels.length
  return { heldOut: isAlone ? { kind: 'leaveOneOut' } : { kind: 'folds', count: groups.length }, ...answers }
}

/** Places in so many groups, each with its share of every class. */
export function foldsOf(labels: readonly number[], count: number, seed: number): readonly (readonly number[])[] {
  const order = permutation(Math.max(1, labels.length), seed, 0)
  const shuffled = labels.map((_, place) => order(place))
  const byClass = shuffled.toSorted((a, b) => labels[a]! - labels[b]!)
  const folds: number[][] = Array.from({ length: count }, () => [])
  for (const [index, place] of byClass.entries()) folds[index % count]!.push(place)
  return folds.filter(({ length }) => length > 0)
}
