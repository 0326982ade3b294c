import type { Trace, TraceGradients } from '../../engine'
import { createCpuLoss } from '../../losses/cpu-registry'
import { beliefLayer } from '../../spec/belief'
import type { ResolvedTrace } from '../../spec/trace'
import { STILL } from '../../layers/cpu-layer'
import type { Network } from './network'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import type { NetworkPlan } from './plan'

/**
 * Reads one picture and keeps everything on the way; `beliefLayer` says what is believed in between.
 *
 * @param image  [height,width] in 0…1
 */
export function traceImage(network: Network, image: ArrayLike<number>, { held, gradients }: ResolvedTrace): Trace {
  const { description, classes } = network
  const plan = network.plan(1)
  network.scan.read(plan, 0, { images: image, index: 0, scale: 1 })
  plan.forward({ training: false, opened: { held, notesGradients: gradients !== null } })
  const probabilities = Float32Array.from(plan.answer())
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
  const { description, classes } = network
  const { height, width } = description.task.input
  const { scores, dScores } = plan
  const value = createCpuLoss(loss)(scores, Uint8Array.of(label), classes, { values: dScores, scale: 1 })
  const scope = network.primitives.scope()
  try {
    const dInput = plan.backward(dScores, new ParameterSet(description.parameters, scope), true)!
    return {
      loss: value,
      states: plan.passes.flatMap((pass) => pass.stateGradients?.() ?? []),
      saliency: { shape: [height, width], data: Float32Array.from(network.scan.gradient(dInput, 1, 0)) },
    }
  } finally {
    scope.release()
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
  return Float32Array.from(plan.answer())
}
