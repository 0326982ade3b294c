import { picturesOf, toInk, type LabelledImages } from '../../../src/core/images'
import { hashString, Random } from '../../../src/core/random'
import { DIGITS, requireSameTask, taskOf } from '../../../src/core/task'
import { brightness } from './brightness'
import { cannyEdges } from './canny-edges'
import { dottedLine } from './dotted-line'
import { fog } from './fog'
import { glassBlur } from './glass-blur'
import { impulseNoise } from './impulse-noise'
import { motionBlur } from './motion-blur'
import { PIXELS, type Corruption } from './picture'
import { rotate } from './rotate'
import { scale } from './scale'
import { shear } from './shear'
import { shotNoise } from './shot-noise'
import { spatter } from './spatter'
import { stripe } from './stripe'
import { translate } from './translate'
import { zigzag } from './zigzag'

/**
 * The 15 kinds of MNIST-C, as strong as in the set that its authors released. Nothing is learnt from them.
 *
 * The paper says what the kinds are, the numbers are those of the authors' release, and the code is our own: pictures are like theirs, not
 * the same.
 * Source: Mu & Gilmer 2019, "MNIST-C: A Robustness Benchmark for Computer Vision", arXiv:1906.02337; noise, blur, fog, spatter and
 * brightness are those of Hendrycks & Dietterich 2019, "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations".
 */
export const corruptions = {
  'shot noise': shotNoise,
  'impulse noise': impulseNoise,
  'glass blur': glassBlur,
  'motion blur': motionBlur,
  shear,
  scale,
  rotate,
  brightness,
  translate,
  stripe,
  fog,
  spatter,
  'dotted line': dottedLine,
  zigzag,
  'canny edges': cannyEdges,
} as const satisfies Record<string, Corruption>

export const corruptionKinds = Object.entries(corruptions).map(([kind, corrupt]) => ({ kind, corrupt }))

/**
 * A set with every picture corrupted in one way. Seed, kind and place in the set decide all that is random.
 *
 * @throws TaskError unless they are digits
 */
export function corruptSet(set: LabelledImages, { kind, corrupt }: (typeof corruptionKinds)[number], seed: number): LabelledImages {
  requireSameTask(DIGITS, taskOf(set))
  const images = new Uint8Array(set.images.length)
  const stream = hashString(kind)
  for (let index = 0; index < set.labels.length; index++) {
    const levels = corrupt(toInk(picturesOf(set, index, index + 1)), new Random(seed, stream, index))
    images.set(
      Uint8Array.from(levels, (level) => Math.round(255 * level)),
      index * PIXELS,
    )
  }
  return { ...set, name: kind, images }
}
