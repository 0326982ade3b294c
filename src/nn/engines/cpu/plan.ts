import { elementCount } from '../../../core/tensor'
import { createCpuLayer } from '../../layers/cpu-registry'
import type { ModelDescription } from '../../spec/describe'
import type { CpuPass, PassMode } from '../../layers/cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { PrimitivesScope, Values } from '../../operations/cpu/primitives'

/** Layers of a network, from one of them to the end, at work on batches of one size. */
export class NetworkPlan {
  /** Where the input goes: [T,B,F], [B,F] or [H,W,B,C]. */
  readonly input: Values
  /** [T,B] where it goes which timesteps count (1) and which are masked (0); null for a model without masks. */
  readonly mask: Values | null
  readonly passes: readonly CpuPass[]
  /** [B] memory for the classes of what lies in `input`. */
  readonly labels: Uint8Array
  /** [B,C] what softmax is applied to, after `forward`. */
  readonly scores: Values
  /** [B,C] memory for the gradient of `scores`. */
  readonly dScores: Values
  private readonly probabilities: Values // [B,C]

  /**
   * @param from        place of the first layer
   * @param primitives  whose arrays are the plan's alone
   */
  constructor(
    { layers, spec }: ModelDescription,
    parameters: ParameterSet,
    private readonly primitives: PrimitivesScope,
    readonly batch: number,
    from: number,
  ) {
    const shape = layers[from]?.input ?? []
    this.input = primitives.allocate(batch * elementCount(shape))
    this.mask = from === 0 && spec.input.skipBlank ? primitives.allocate(batch * (shape[0] ?? 0)) : null
    let output = this.input
    let below: CpuPass | undefined
    this.passes = layers.slice(from).map((described, place) => {
      const layer = createCpuLayer(described, { index: from + place, primitives, parameters })
      const pass = layer.plan(batch, output, described.input.length === 2 ? this.mask : null, below)
      output = pass.output
      below = pass
      return pass
    })
    this.labels = new Uint8Array(batch)
    this.scores = output
    this.dScores = primitives.allocate(output.length)
    this.probabilities = primitives.allocate(output.length)
  }

  forward(mode: PassMode): void {
    for (const pass of this.passes) pass.forward(mode)
  }

  /** [B,C] the probabilities of `scores`; overwritten by the next call. */
  answer(): Values {
    this.primitives.softmax(this.probabilities, this.scores, this.batch, this.scores.length / this.batch)
    return this.probabilities
  }

  /**
   * Goes back once from the gradient of `scores`; adds to `gradients`.
   *
   * @param needsInput  of a batch of one: examples that begin alike have gradients together
   * @returns the gradient of `input` when it is wanted, else null
   */
  backward(dScores: Values, gradients: ParameterSet, needsInput = false): Values | null {
    let gradient: Values | null = dScores
    for (let index = this.passes.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = this.passes[index]!.backward(gradient, gradients, needsInput || index > 0)
    }
    return gradient
  }

  /** Ends all its arrays. */
  release(): void {
    this.primitives.release()
  }
}
