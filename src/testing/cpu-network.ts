import { expect } from 'vitest'
import { float64Primitives } from '../nn/operations/cpu/float64'
import { STILL } from '../nn/layers/cpu-layer'
import { Network } from '../nn/engines/cpu/network'
import type { NetworkPlan } from '../nn/engines/cpu/plan'
import type { Primitives } from '../nn/operations/cpu/primitives'
import type { TraceSignal } from '../nn/engine'
import type { FeatureShape } from '../nn/spec/definition'
import { describeModel } from '../nn/spec/describe'
import type { LayerSpec } from '../nn/spec/model-spec'

/** A network of these layers, in float64 unless told otherwise, with the parameters given; the others are 0. */
export function makeNetwork(
  layers: readonly LayerSpec[],
  input: FeatureShape,
  parameters: Readonly<Record<string, ArrayLike<number>>>,
  { masked = false, primitives = float64Primitives }: { readonly masked?: boolean; readonly primitives?: Primitives } = {},
): Network {
  const spec = { version: 1, input: { scan: 'rows', patch: 7, order: 'raster', skipBlank: masked }, layers } as const
  const network = new Network(describeModel(spec, input), primitives)
  for (const [name, values] of Object.entries(parameters)) {
    expect([name, values.length]).toEqual([name, network.parameters.view(name).length])
    network.parameters.view(name).set(values)
  }
  return network
}

/**
 * Computes a batch forward.
 *
 * @param sequence  [T,B,F]
 * @param mask      [T,B] for a network that was made with one
 */
export function readSequence(network: Network, sequence: ArrayLike<number>, batch: number, mask?: ArrayLike<number>): NetworkPlan {
  const plan = network.plan(batch)
  plan.input.set(sequence)
  if (mask !== undefined) plan.mask!.set(mask)
  plan.forward(STILL)
  return plan
}

/** One signal of the first layer, after a batch of one. */
export function signalOf(plan: NetworkPlan, name: string): TraceSignal {
  return plan.passes[0]!.signals().find((candidate) => candidate.name === name)!
}
