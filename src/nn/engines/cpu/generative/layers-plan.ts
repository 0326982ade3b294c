import type { CpuPass, PassMode } from '../../../layers/cpu-layer'
import { createCpuLayer } from '../../../layers/cpu-registry'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import type { DescribedLayer } from '../../../spec/describe'
import type { SteppedPlan } from './stepper'

/** What layers are planned on. */
export interface PlanMemory {
  readonly parameters: ParameterSet
  /** Whose arrays are the plan's alone. */
  readonly primitives: PrimitivesScope
}

/**
 * Layers one behind the other. Nothing is masked: no layer of a network that makes something sees a later timestep, and the loss leaves out what does not
 * count.
 *
 * @param first  place of the first one in the network
 */
export function planLayers(
  layers: readonly DescribedLayer[],
  first: number,
  memory: PlanMemory,
  batch: number,
  input: Values,
): readonly CpuPass[] {
  let output = input
  return layers.map((described, place) => {
    const pass = createCpuLayer(described, { index: first + place, ...memory }).plan(batch, output, null)
    output = pass.output
    return pass
  })
}

/** The first layers of a network at work on batches of one size. */
export class LayersPlan implements SteppedPlan {
  readonly passes: readonly CpuPass[]
  /** [T,B,N] what the last of them gives. */
  readonly sums: Values

  /** @param input  [T,B,F] */
  constructor(
    layers: readonly DescribedLayer[],
    protected readonly memory: PlanMemory,
    readonly batch: number,
    readonly input: Values,
  ) {
    this.passes = planLayers(layers, 0, memory, batch, input)
    this.sums = this.passes.at(-1)?.output ?? input
  }

  forward(mode: PassMode): void {
    for (const pass of this.passes) pass.forward(mode)
  }

  release(): void {
    this.memory.primitives.release()
  }

  /** Goes back from the gradient of `sums`; adds to `gradients`. */
  protected back(dSums: Values, gradients: ParameterSet): void {
    let gradient: Values | null = dSums
    for (let index = this.passes.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = this.passes[index]!.backward(gradient, gradients, index > 0)
    }
  }
}
