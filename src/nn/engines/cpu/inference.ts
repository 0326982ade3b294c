import { INK_PER_LEVEL } from '../../../core/images'
import { countImages } from '../require-images'
import { STILL } from '../../layers/cpu-layer'
import type { CpuLoss } from '../../losses/cpu-loss'
import { largestOf } from './batches'
import type { Network } from './network'
import type { NetworkPlan } from './plan'

/**
 * Probabilities of a few pictures, computed at once.
 *
 * @param images  [N,height,width] grey levels
 * @param scale   what they are multiplied by
 * @returns       [N,C]
 */
export function predictPictures(network: Network, images: ArrayLike<number>, scale: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(computeForward(network, images, scale).answer())
}

/**
 * What a model makes of a few pictures, computed at once.
 *
 * @param images  [N,height,width] bytes
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
  const { scores, batch } = computeForward(network, images, INK_PER_LEVEL)
  const predictions = Uint8Array.from({ length: batch }, (_, place) => largestOf(scores, place, classes))
  return { loss: loss(scores, labels, classes, null), predictions }
}

function computeForward(network: Network, images: ArrayLike<number>, scale: number): NetworkPlan {
  const count = countImages(images, network.description.task.input)
  const plan = network.plan(count)
  for (let place = 0; place < count; place++) network.scan.read(plan, place, { images, index: place, scale })
  plan.forward(STILL)
  return plan
}
