import { countImages } from '../require-images'
import { STILL } from './layer'
import type { CpuLoss } from './loss'
import { largestOf } from './batches'
import type { Network, NetworkPlan } from './network'

/**
 * Probabilities of a few pictures, computed at once.
 *
 * @param images  [N,28,28] grey levels
 * @param scale   what they are multiplied by
 * @returns       [N,C]
 */
export function predictPictures(network: Network, images: ArrayLike<number>, scale: number): Float32Array<ArrayBuffer> {
  const { primitives, classes } = network
  const { plan, count } = computeForward(network, images, scale)
  const probabilities = primitives.allocate(count * classes)
  primitives.softmax(probabilities, plan.scores, count, classes)
  return Float32Array.from(probabilities)
}

/**
 * What a model makes of a few pictures, computed at once.
 *
 * @param images  [N,28,28] bytes
 * @param labels  [N] classes
 * @returns the sum of the losses, and [N] answered classes
 */
export function evaluatePictures(
  network: Network,
  images: Uint8Array,
  labels: Uint8Array,
  loss: CpuLoss,
): { readonly loss: number; readonly predictions: Uint8Array<ArrayBuffer> } {
  const { classes } = network
  const { plan, count } = computeForward(network, images, 1 / 255)
  const predictions = Uint8Array.from({ length: count }, (_, place) => largestOf(plan.scores, place, classes))
  return { loss: loss(plan.scores, labels, classes, null), predictions }
}

function computeForward(network: Network, images: ArrayLike<number>, scale: number): { plan: NetworkPlan; count: number } {
  const count = countImages(images)
  const plan = network.plan(count)
  for (let place = 0; place < count; place++) network.scan.read(plan, place, { images, index: place, scale })
  plan.forward(STILL)
  return { plan, count }
}
