import type { CpuLoss } from '../cpu-loss'

/**
 * Cross-entropy of softmax, computed from the scores z: loss = log Σ exp z_j - Σ t_j z_j, dloss/dz = softmax(z) - t.
 *
 * The truth t is 1 for the right class and 0 elsewhere; smoothing mixes it with an even distribution over all classes. The largest
 * score is taken out of the sum, so that no score is too large.
 * Source: Bishop 2006, "Pattern Recognition and Machine Learning", eq. 4.108–4.109; smoothing: Szegedy et al. 2016, "Rethinking the
 * Inception Architecture for Computer Vision", section 7.
 *
 * @param smoothing  in 0 … 1
 */
export function categoricalCrossentropy(smoothing: number): CpuLoss {
  return (scores, labels, classes, dScores) => {
    const shared = smoothing / classes
    let total = 0
    for (let row = 0; row < labels.length; row++) {
      const first = row * classes
      const right = first + labels[row]!
      let largest = -Infinity
      for (let index = first; index < first + classes; index++) largest = Math.max(largest, scores[index]!)
      let sum = 0
      let even = 0
      for (let index = first; index < first + classes; index++) {
        sum += Math.exp(scores[index]! - largest)
        even += scores[index]! - largest
      }
      total += Math.log(sum) - (1 - smoothing) * (scores[right]! - largest) - shared * even
      if (dScores === null) continue
      const { values, scale } = dScores
      for (let index = first; index < first + classes; index++) {
        values[index] = scale * (Math.exp(scores[index]! - largest) / sum - shared)
      }
      values[right]! -= scale * (1 - smoothing)
    }
    return total
  }
}
