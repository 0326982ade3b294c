import type { CpuLoss } from '../../cpu/loss'

/**
 * Cross-entropy of softmax, computed from the scores z: loss = log Σ exp z_j - z_y, dloss/dz = softmax(z) - onehot(y).
 *
 * The largest score is taken out of the sum, so that no score is too large.
 * Source: Bishop 2006, "Pattern Recognition and Machine Learning", eq. 4.108–4.109.
 */
export const categoricalCrossentropy: CpuLoss = (scores, labels, classes, dScores) => {
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    const first = row * classes
    const right = first + labels[row]!
    let largest = -Infinity
    for (let index = first; index < first + classes; index++) largest = Math.max(largest, scores[index]!)
    let sum = 0
    for (let index = first; index < first + classes; index++) sum += Math.exp(scores[index]! - largest)
    total += Math.log(sum) - (scores[right]! - largest)
    if (dScores === null) continue
    const { values, scale } = dScores
    for (let index = first; index < first + classes; index++) values[index] = (scale * Math.exp(scores[index]! - largest)) / sum
    values[right]! -= scale
  }
  return total
}
