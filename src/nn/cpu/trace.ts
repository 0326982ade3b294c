import { IMAGE_SIDE } from '../../core/images'
import type { Trace, TraceGradients } from '../engine'
import { createCpuLoss } from '../losses/cpu-registry'
import { beliefLayer } from '../spec/belief'
import type { ResolvedTrace } from '../spec/trace'
import { STILL } from './layer'
import type { Network, NetworkPlan } from './network'
import { ParameterSet } from './parameter-set'

/**
 * Reads one picture and keeps everything on the way; `beliefLayer` says what is believed in between.
 *
 * @param image  [28,28] in 0…1
 */
export function traceImage(network: Network, image: ArrayLike<number>, { held, gradients }: ResolvedTrace): Trace {
  const { description, classes } = network
  const plan = network.plan(1)
  network.scan.read(plan, 0, { images: image, index: 0, scale: 1 })
  plan.forward({ training: false, opened: { held, notesGradients: gradients !== null } })
  const probabilities = answers(network, plan.scores)
  const belief = beliefs(network, plan) ?? probabilities.slice()
  const trace: Trace = {
    input: { shape: description.input, data: Float32Array.from(plan.input) },
    signals: plan.passes.flatMap((pass) => pass.signals()),
    belief: { shape: [belief.length / classes, classes], data: belief },
    probabilities,
  }
  // The way back uses up the gates, so it comes last.
  return gradients === null ? trace : { ...trace, gradients: goBack(network, plan, gradients) }
}

function goBack(network: Network, plan: NetworkPlan, { label, loss }: NonNullable<ResolvedTrace['gradients']>): TraceGradients {
  const { description, primitives, classes } = network
  const dScores = primitives.allocate(classes)
  const value = createCpuLoss(loss)(plan.scores, Uint8Array.of(label), classes, { values: dScores, scale: 1 })
  const dInput = plan.backward(dScores, new ParameterSet(description.parameters, primitives), true)!
  return {
    loss: value,
    states: plan.passes.flatMap((pass) => pass.stateGradients?.() ?? []),
    saliency: { shape: [IMAGE_SIDE, IMAGE_SIDE], data: Float32Array.from(network.scan.gradient(dInput, 1, 0)) },
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
