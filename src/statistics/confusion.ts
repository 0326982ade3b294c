import { wilsonInterval } from './wilson'

/** A share that was counted. */
export interface Share {
  readonly hits: number
  readonly total: number
  /** 0 … 1; null where nothing was counted. */
  readonly value: number | null
  /** The 95 % interval; null likewise. */
  readonly interval: readonly [low: number, high: number] | null
}

export function shareOf(hits: number, total: number): Share {
  if (total === 0) return { hits, total, value: null, interval: null }
  return { hits, total, value: hits / total, interval: wilsonInterval(hits, total) }
}

/** How often each class was taken for each. */
export interface Confusion {
  readonly classes: number
  /** [C,C] pictures of class `row` that were answered with class `column`. */
  readonly counts: Uint32Array
}

/**
 * @param labels   [N] what each picture is
 * @param answers  [N] what it was taken for
 */
export function countConfusion(classes: number, labels: Uint8Array, answers: Uint8Array): Confusion {
  const counts = new Uint32Array(classes * classes)
  for (let index = 0; index < labels.length; index++) {
    const cell = labels[index]! * classes + answers[index]!
    counts[cell] = counts[cell]! + 1
  }
  return { classes, counts }
}

export function countAt({ classes, counts }: Confusion, label: number, answer: number): number {
  return counts[label * classes + answer] ?? 0
}

/** Pictures of a class. */
export function countOfLabel(confusion: Confusion, label: number): number {
  return sum(confusion.classes, (answer) => countAt(confusion, label, answer))
}

/** Pictures that were taken for a class. */
export function countOfAnswer(confusion: Confusion, answer: number): number {
  return sum(confusion.classes, (label) => countAt(confusion, label, answer))
}

/** Pictures that were answered rightly, of all. */
export function accuracyOf(confusion: Confusion): Share {
  const hits = sum(confusion.classes, (label) => countAt(confusion, label, label))
  return shareOf(
    hits,
    sum(confusion.classes, (label) => countOfLabel(confusion, label)),
  )
}

/** What is told of one class. */
export interface ClassFigures {
  /** Of the answers that named the class, how many were right. */
  readonly precision: Share
  /** Of the pictures of the class, how many were found. */
  readonly recall: Share
  /** Harmonic mean of the two; null where either is, or both are 0. */
  readonly f1: number | null
}

export function figuresOfClass(confusion: Confusion, place: number): ClassFigures {
  const right = countAt(confusion, place, place)
  const precision = shareOf(right, countOfAnswer(confusion, place))
  const recall = shareOf(right, countOfLabel(confusion, place))
  const both = precision.total + recall.total
  // 2pr/(p+r) in counts: no division of shares that are not there.
  const f1 = precision.value === null || recall.value === null || right === 0 ? null : (2 * right) / both
  return { precision, recall, f1 }
}

/** The commonest mistakes, the most frequent first. */
export function commonMistakes(confusion: Confusion, most: number): readonly { label: number; answer: number; count: number }[] {
  const { classes } = confusion
  const cells = Array.from({ length: classes * classes }, (_, cell) => ({
    label: Math.floor(cell / classes),
    answer: cell % classes,
    count: confusion.counts[cell]!,
  }))
  return cells
    .filter(({ label, answer, count }) => label !== answer && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)
}

function sum(classes: number, of: (place: number) => number): number {
  let total = 0
  for (let place = 0; place < classes; place++) total += of(place)
  return total
}
