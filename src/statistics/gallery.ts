import type { Verdicts } from './answers'

/** A cell of the confusion matrix. */
export interface Cell {
  readonly label: number
  readonly answer: number
}

/**
 * Places in a set of the pictures of a cell. Mistakes come in the order of how sure the model was, the surest first; right answers the other way
 * round: what was nearly wrong is what there is to learn from.
 *
 * @param labels  [N]
 */
export function picturesOfCell(labels: Uint8Array, { answers, confidences }: Verdicts, { label, answer }: Cell): readonly number[] {
  const indices: number[] = []
  for (let index = 0; index < labels.length; index++) if (labels[index] === label && answers[index] === answer) indices.push(index)
  const sign = label === answer ? 1 : -1
  return indices.toSorted((a, b) => sign * (confidences[a]! - confidences[b]!) || a - b)
}

/** Places in a set of all that was answered wrongly, the surest first. */
export function surestMistakes(labels: Uint8Array, { answers, confidences }: Verdicts): readonly number[] {
  const indices: number[] = []
  for (let index = 0; index < labels.length; index++) if (labels[index] !== answers[index]) indices.push(index)
  return indices.toSorted((a, b) => confidences[b]! - confidences[a]! || a - b)
}
