import type { Trace } from '../engine'
import { beliefLayer } from '../spec/belief'
import { STILL } from './layer'
import type { Network, NetworkPlan } from './network'

/**
 * Reads one picture and keeps everything on the way; `beliefLayer` says what is believed in between.
 *
 * @param image  [28,28] in 0…1
 */
export function traceImage(network: Network, image: ArrayLike<number>): Trace {
  const { description, classes } = network
  const plan = network.plan(1)
  network.scan.read(plan, 0, { images: image, index: 0, scale: 1 })
  plan.forward(STILL)
  const probabilities = answers(network, plan.scores)
  const belief = beliefs(network, plan) ?? probabilities.slice()
  return {
    input: { shape: description.input, data: Float32Array.from(plan.input) },
    signals: plan.passes.flatMap((pass) => pass.signals()),
    belief: { shape: [belief.length / classes, classes], data: belief },
    probabilities,
  }
}

/** [T,C], or null for a model that has no states to answer from. */
function beliefs(network: Network, { passes }: NetworkPlan): Float32Array | null {
  const { description } = network
  const reader = beliefLayer(description)
  const states = reader === null ? null : passes[reader]?.sequence
  const steps = reader === null ? undefined : description.layers[reader]?.input[0]
  if (reader === null || !states || steps === undefined) return null
  const plan = network.plan(steps, reader + 1)
  plan.input.set(states)
  plan.forward(STILL)
  return answers(network, plan.scores)
}

/** The probabilities of [rows,C] scores. */
function answers({ primitives, classes }: Network, scores: NetworkPlan['scores']): Float32Array {
  const probabilities = primitives.allocate(scores.length)
  primitives.softmax(probabilities, scores, scores.length / classes, classes)
  return Float32Array.from(probabilities)
}
