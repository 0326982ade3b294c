import { INK_PER_LEVEL } from '../../../core/images'
import { countImages } from '../require-images'
import { STILL } from '../../layers/cpu-layer'
import type { CpuLoss } from '../../losses/cpu-loss'
import { beliefLayer } from '../../spec/belief'
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
 * What the model believes of a few pictures after every timestep, computed at once (`spec/belief.ts`).
 *
 * @param images  [N,height,width] grey levels
 * @param scale   what they are multiplied by
 * @returns       [N,T,C]; [N,1,C], the answers, of a model that answers from no last state
 */
export function believePictures(network: Network, images: ArrayLike<number>, scale: number): Float32Array<ArrayBuffer> {
  const { description, classes } = network
  const plan = computeForward(network, images, scale)
  const { batch } = plan
  const reader = beliefLayer(description)
  const states = reader === null ? null : plan.passes[reader]?.sequence
  if (reader === null || !states) return Float32Array.from(plan.answer())
  const answering = network.plan(batch, reader + 1)
  const { length } = answering.input
  const steps = states.length / length
  const beliefs = new Float32Array(batch * steps * classes)
  for (let step = 0; step < steps; step++) {
    answering.input.set(states.subarray(step * length, (step + 1) * length))
    answering.forward(STILL)
    const answers = answering.answer()
    for (let place = 0; place < batch; place++) {
      beliefs.set(answers.subarray(place * classes, (place + 1) * classes), (place * steps + step) * classes)
    }
  }
  return beliefs
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
