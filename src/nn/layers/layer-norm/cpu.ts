import { elementCount } from '../../../core/tensor'
import type { NormalizedRows } from '../../operations/cpu/arithmetic/layer-norm'
import type { CpuLayer, CpuLayerContext, CpuPass } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'
import type { TraceSignal } from '../../engine'
import type { DescribedLayer } from '../../spec/describe'
import type { LayerNormSpec } from '../../spec/model-spec'

export function createLayerNorm(described: DescribedLayer, layer: LayerNormSpec, context: CpuLayerContext): CpuLayer {
  return { plan: (batch, input) => new LayerNormPass(described, layer, batch, input, context) }
}

/**
 * y = γ·(x - μ)/√(σ² + ε) + β over the features of every example at every position by itself.
 *
 * Source: Ba et al. 2016, "Layer Normalization", arXiv:1607.06450, eq. 3–4.
 */
class LayerNormPass implements CpuPass {
  readonly output: Values
  readonly sequence: Values | null
  private readonly gamma: Values // [F]
  private readonly beta: Values // [F]
  private readonly kept: NormalizedRows
  private dInput: Values | null = null

  constructor(
    private readonly described: DescribedLayer,
    private readonly layer: LayerNormSpec,
    batch: number,
    private readonly input: Values, // [rows,F]
    private readonly context: CpuLayerContext,
  ) {
    const { name, input: shape } = described
    const { primitives, parameters } = context
    this.gamma = parameters.view(`${name}/gamma`)
    this.beta = parameters.view(`${name}/beta`)
    this.output = primitives.allocate(input.length)
    this.sequence = shape.length === 2 ? this.output : null
    const rows = batch * elementCount(shape.slice(0, -1))
    this.kept = { values: primitives.allocate(input.length), inverse: primitives.allocate(rows) }
  }

  forward(): void {
    this.context.primitives.layerNorm(this.output, this.input, this.gamma, this.beta, this.kept, this.layer.epsilon)
  }

  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null {
    const { primitives } = this.context
    const { name } = this.described
    if (needsInput) this.dInput ??= primitives.allocate(this.input.length)
    const dInput = needsInput ? this.dInput : null
    const dGamma = gradients.view(`${name}/gamma`)
    const dBeta = gradients.view(`${name}/beta`)
    primitives.layerNormGradient({ dInput, dGamma, dBeta }, dOutput, this.gamma, this.kept)
    return dInput
  }

  signals(): readonly TraceSignal[] {
    return [{ layer: this.described.name, name: 'output', shape: this.described.output, data: Float32Array.from(this.output) }]
  }
}
