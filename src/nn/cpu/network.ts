import { elementCount } from '../../core/tensor'
import { createCpuLayer } from '../layers/cpu-registry'
import type { ModelDescription } from '../spec/describe'
import type { CpuLayer, CpuPass, PassMode } from './layer'
import { ParameterSet } from './parameter-set'
import type { Primitives, Values } from './primitives'
import { PictureScan } from './scan'

/** Plans kept for the next batch of their size: training's, its smaller last batch, evaluation's, one image, the belief. */
const PLANS_KEPT = 6

/** Layers `from` … end at work on batches of one size. */
export interface NetworkPlan {
  readonly batch: number
  /** Where the input goes: [T,B,F], [B,F] or [H,W,B,C]. */
  readonly input: Values
  /** [T,B] where it goes which timesteps count (1) and which are masked (0); null for a model without masks. */
  readonly mask: Values | null
  readonly passes: readonly CpuPass[]
  /** [B,C] what softmax is applied to, after `forward`. */
  readonly scores: Values
  forward(mode: PassMode): void
  /**
   * Goes back once from the gradient of `scores`; adds to `gradients`.
   * @returns the gradient of `input` when it is wanted, else null
   */
  backward(dScores: Values, gradients: ParameterSet, needsInput?: boolean): Values | null
}

/** The layers of a model with their parameters. */
export class Network {
  readonly parameters: ParameterSet
  /** How pictures come into the input of a plan. */
  readonly scan: PictureScan
  private readonly layers: readonly CpuLayer[]
  /** Least recently used first. */
  private readonly plans = new Map<string, NetworkPlan>()

  constructor(
    readonly description: ModelDescription,
    readonly primitives: Primitives,
  ) {
    this.parameters = new ParameterSet(description.parameters, primitives)
    this.scan = new PictureScan(description.spec.input)
    this.layers = description.layers.map((described, index) =>
      createCpuLayer(described, { index, primitives, parameters: this.parameters }),
    )
  }

  get classes(): number {
    return this.description.layers.at(-1)?.output.at(-1) ?? 0
  }

  /** The plan for a batch of this size through the layers from `from` on; a second call gives the same one. */
  plan(batch: number, from = 0): NetworkPlan {
    const key = `${from}:${batch}`
    const plan = this.plans.get(key) ?? this.makePlan(batch, from)
    this.plans.delete(key)
    this.plans.set(key, plan)
    const [oldest] = this.plans.keys()
    if (oldest !== undefined && this.plans.size > PLANS_KEPT) this.plans.delete(oldest)
    return plan
  }

  /** Lets go of all memory but the parameters. */
  forgetPlans(): void {
    this.plans.clear()
  }

  private makePlan(batch: number, from: number): NetworkPlan {
    const { layers, spec } = this.description
    const shape = layers[from]?.input ?? []
    const input = this.primitives.allocate(batch * elementCount(shape))
    const mask = from === 0 && spec.input.skipBlank ? this.primitives.allocate(batch * (shape[0] ?? 0)) : null
    let output = input
    const passes = this.layers.slice(from).map((layer, index) => {
      const readsSequence = layers[from + index]?.input.length === 2
      const pass = layer.plan(batch, output, readsSequence ? mask : null)
      output = pass.output
      return pass
    })
    return {
      batch,
      input,
      mask,
      passes,
      scores: output,
      forward(mode) {
        for (const pass of passes) pass.forward(mode)
      },
      backward(dScores, gradients, needsInput = false) {
        let gradient: Values | null = dScores
        for (let index = passes.length - 1; index >= 0 && gradient !== null; index--) {
          gradient = passes[index]!.backward(gradient, gradients, needsInput || index > 0)
        }
        return gradient
      },
    }
  }
}
