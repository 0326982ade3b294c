import { shareOf, type Share } from './confusion'

/** Answers that were about as sure as each other. */
export interface ConfidenceBin {
  /** Of the confidences: from `low` up to, but not including, `high`; the last bin has 1 in it. */
  readonly low: number
  readonly high: number
  /** Right answers of those in the bin. */
  readonly share: Share
  /** Mean of their confidences; null where there are none. */
  readonly confidence: number | null
}

export interface Calibration {
  /** Side by side from 0 to 1. */
  readonly bins: readonly ConfidenceBin[]
  /** Mean confidence of all answers; null where there are none. */
  readonly confidence: number | null
  /**
   * Mean distance of confidence and accuracy over the bins, weighed by their answers (expected calibration error); null likewise.
   *
   * Source: Naeini et al. 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI; Guo et al. 2017, arXiv:1706.04599, eq. 3.
   */
  readonly error: number | null
}

/** Bins that the page shows. */
export const CONFIDENCE_BINS = 10

/**
 * Whether a model is as often right as it says.
 *
 * @param confidences  [N] in 0 … 1
 * @param isRight      [N] whether the answer is the label
 */
export function calibrate(confidences: Float32Array, isRight: (index: number) => boolean, bins = CONFIDENCE_BINS): Calibration {
  const counts = new Uint32Array(bins)
  const hits = new Uint32Array(bins)
  const sums = new Float64Array(bins)
  for (let index = 0; index < confidences.length; index++) {
    const confidence = confidences[index]!
    const bin = Math.min(bins - 1, Math.floor(confidence * bins))
    counts[bin] = counts[bin]! + 1
    sums[bin] = sums[bin]! + confidence
    if (isRight(index)) hits[bin] = hits[bin]! + 1
  }
  const total = confidences.length
  const all = Array.from(counts, (count, bin): ConfidenceBin => ({
    low: bin / bins,
    high: (bin + 1) / bins,
    share: shareOf(hits[bin]!, count),
    confidence: count === 0 ? null : sums[bin]! / count,
  }))
  const distance = all.reduce((sum, { share, confidence }) => {
    return share.value === null || confidence === null ? sum : sum + share.total * Math.abs(share.value - confidence)
  }, 0)
  const sum = sums.reduce((one, other) => one + other, 0)
  return { bins: all, confidence: total === 0 ? null : sum / total, error: total === 0 ? null : distance / total }
}
