import { permutation } from '../../src/core/permutation'
import { Random, Stream } from '../../src/core/random'
import { binarize } from '../../src/nn/engines/rows/pictures'
import type { LabelledImages } from '../../src/core/images'

/** What simpler models make of black and white pictures, in nats per picture. */

/** Nats of pictures where every pixel is a coin of its own, that fell as often as it did in training. */
export function independentPixels(train: LabelledImages, test: Uint8Array): number {
  const pixels = train.images.length / train.labels.length
  const darkness = new Float64Array(pixels)
  for (let at = 0; at < train.images.length; at++) darkness[at % pixels]! += train.images[at]! / 255
  // One black and one white pixel more than there were: a pixel that was always white may once be black.
  const chances = darkness.map((sum) => (sum + 1) / (train.labels.length + 2))
  let nats = 0
  for (let at = 0; at < test.length; at++) {
    const chance = chances[at % pixels]!
    nats -= Math.log(test[at] === 1 ? chance : 1 - chance)
  }
  return (nats * pixels) / test.length
}

export interface BeliefNetworkOptions {
  readonly epochs: number
  readonly seed: number
  readonly learningRate: number
}

/**
 * Nats of pictures where every pixel is a logistic regression on all pixels before it: a fully visible sigmoid belief network (Frey 1998, "Graphical Models
 * for Machine Learning and Digital Communication"; Larochelle & Murray 2011, "The Neural Autoregressive Distribution Estimator", table 1). Trained by
 * gradient descent, one picture a step, at a rate that falls to 0, black and white anew in every epoch.
 */
export function beliefNetwork(train: LabelledImages, test: Uint8Array, { epochs, seed, learningRate }: BeliefNetworkOptions): number {
  const pixels = train.images.length / train.labels.length
  const weights = new Float32Array(pixels * pixels) // [from,to], used where from < to
  const biases = new Float32Array(pixels).fill(-2)
  const sums = new Float64Array(pixels)
  const steps = epochs * train.labels.length
  for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
    const order = permutation(train.labels.length, seed, epoch)
    for (let place = 0; place < train.labels.length; place++, step++) {
      const index = order(place)
      const random = new Random(seed, Stream.binarize, step)
      const picture = binarize(train.images.subarray(index * pixels, (index + 1) * pixels), random)
      addUp(sums, picture, weights, biases)
      const rate = learningRate * (1 - step / steps)
      for (let to = 0; to < pixels; to++) sums[to] = rate * (picture[to]! - 1 / (1 + Math.exp(-sums[to]!)))
      for (let to = 0; to < pixels; to++) biases[to]! += sums[to]!
      for (let from = 0; from < pixels; from++) {
        if (picture[from] === 0) continue
        for (let to = from + 1; to < pixels; to++) weights[from * pixels + to]! += sums[to]!
      }
    }
  }
  let nats = 0
  for (let first = 0; first < test.length; first += pixels) {
    const picture = test.subarray(first, first + pixels)
    addUp(sums, picture, weights, biases)
    for (let to = 0; to < pixels; to++) {
      const away = picture[to] === 1 ? -sums[to]! : sums[to]!
      nats += Math.max(away, 0) + Math.log1p(Math.exp(-Math.abs(away)))
    }
  }
  return (nats * pixels) / test.length
}

/** sums = b + Wᵀ·picture, of the pixels before each. */
function addUp(sums: Float64Array, picture: Uint8Array, weights: Float32Array, biases: Float32Array): void {
  const pixels = sums.length
  sums.set(biases)
  for (let from = 0; from < pixels; from++) {
    if (picture[from] === 0) continue
    for (let to = from + 1; to < pixels; to++) sums[to]! += weights[from * pixels + to]!
  }
}
