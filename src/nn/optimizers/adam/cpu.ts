import type { CpuOptimizer } from '../../cpu/optimizer'
import { ParameterSet } from '../../cpu/parameter-set'
import type { Primitives } from '../../cpu/primitives'
import type { OptimizerState } from '../../engine'
import { requireTensors } from '../../require-tensors'
import { adamRate, resolveAdam, type AdamSpec } from './spec'

/** Adam as in Keras: ε is added to the uncorrected √v. */
export class CpuAdam implements CpuOptimizer {
  private readonly settings: Required<AdamSpec>
  private readonly firstMoment: ParameterSet
  private readonly secondMoment: ParameterSet
  steps = 0

  /**
   * @param resume  its memory after an earlier run
   * @throws SpecError for settings that cannot train; ShapeError for a memory of another model
   */
  constructor(
    spec: AdamSpec,
    private readonly parameters: ParameterSet,
    private readonly primitives: Primitives,
    resume: OptimizerState | null,
  ) {
    this.settings = resolveAdam(spec)
    this.firstMoment = new ParameterSet(parameters.described, primitives)
    this.secondMoment = new ParameterSet(parameters.described, primitives)
    if (resume === null) return
    requireTensors(parameters.described, resume.firstMoment, 'optimizer/m/')
    requireTensors(parameters.described, resume.secondMoment, 'optimizer/v/')
    this.steps = resume.step
    this.firstMoment.load(resume.firstMoment)
    this.secondMoment.load(resume.secondMoment)
  }

  step(gradients: ParameterSet, learningRate: number): void {
    this.steps++
    const { beta1, beta2, epsilon } = this.settings
    this.primitives.adam(this.parameters.flat, gradients.flat, this.firstMoment.flat, this.secondMoment.flat, {
      rate: adamRate(learningRate, this.settings, this.steps),
      beta1,
      beta2,
      epsilon,
      decay: 0,
    })
  }

  state(): OptimizerState {
    return { step: this.steps, firstMoment: this.firstMoment.tensors(), secondMoment: this.secondMoment.tensors() }
  }
}
