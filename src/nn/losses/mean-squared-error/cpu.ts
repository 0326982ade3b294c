import type { CpuLoss } from '../cpu-loss'

/**
 * Mean squared error of softmax, computed from the scores z: with p = softmax(z) and t the right class as ones and zeros,
 * loss = Σ (p_j - t_j)² / C,  e_j = 2 (p_j - t_j) / C,  dloss/dz_j = p_j · (e_j - Σ_k p_k e_k).
 *
 * Source: the loss as Keras has it, the mean over classes; the derivative of softmax: Bishop 2006, "Pattern Recognition and Machine
 * Learning", eq. 4.106.
 */
export const meanSquaredError: CpuLoss = (scores, labels, classes, dScores) => {
  const probabilities = new Float64Array(classes)
  let total = 0
  for (let row = 0; row < labels.length; row++) {
    const first = row * classes
    let largest = -Infinity
    for (let index = 0; index < classes; index++) largest = Math.max(largest, scores[first + index]!)
    let sum = 0
    for (let index = 0; index < classes; index++) sum += probabilities[index] = Math.exp(scores[first + index]! - largest)
    let pulled = 0
    for (let index = 0; index < classes; index++) {
      probabilities[index]! /= sum
      const error = probabilities[index]! - (index === labels[row] ? 1 : 0)
      total += (error * error) / classes
      pulled += (2 / classes) * probabilities[index]! * error
    }
    if (dScores === null) continue
    const { values, scale } = dScores
    for (let index = 0; index < classes; index++) {
      const error = probabilities[index]! - (index === labels[row] ? 1 : 0)
      values[first + index] = scale * probabilities[index]! * ((2 / classes) * error - pulled)
    }
  }
  return total
}
