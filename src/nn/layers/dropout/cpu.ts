import { elementCount } from '../../../core/tensor'
import { STILL, type CpuLayer, type CpuLayerContext, type CpuPass, type PassMode } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'
import type { DescribedLayer } from '../../spec/describe'
import type { DropoutSpec } from '../../spec/model-spec'

export function createDropout(described: DescribedLayer, layer: DropoutSpec, context: CpuLayerContext): CpuLayer {
  return { plan: (batch, input) => new DropoutPass(described, layer, batch, input, context) }
}

/**
 * Inverted dropout: in training y = x / (1 - rate) where a value is kept and 0 elsewhere, otherwise y = x.
 *
 * The way back draws the same numbers again. Source: Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
 * Overfitting", section 10.
 */
class DropoutPass implements CpuPass {
  readonly output: Values
  readonly sequence: Values | null
  private readonly positions: number
  private readonly features: number
  private mode: PassMode = STILL
  private dInput: Values | null = null

  constructor(
    described: DescribedLayer,
    private readonly layer: DropoutSpec,
    private readonly batch: number,
    private readonly input: Values, // [T,B,F], [B,F] or [H,W,B,C]
    private readonly context: CpuLayerContext,
  ) {
    const { input: shape } = described
    this.features = shape.at(-1) ?? 0
    this.positions = elementCount(shape.slice(0, -1))
    this.output = context.primitives.allocate(input.length)
    this.sequence = shape.length === 2 ? this.output : null
  }

  forward(mode: PassMode): void {
    this.mode = mode
    this.draw(this.output, this.input)
  }

  backward(dOutput: Values, _gradients: ParameterSet, needsInput: boolean): Values | null {
    if (!needsInput) return null
    this.dInput ??= this.context.primitives.allocate(this.input.length)
    this.draw(this.dInput, dOutput)
    return this.dInput
  }

  signals(): readonly [] {
    return []
  }

  private draw(out: Values, values: Values): void {
    const { mode, batch, positions, features } = this
    if (!mode.training) return out.set(values)
    const { seed, step, firstExample } = mode
    const { primitives, index } = this.context
    primitives.dropout(out, values, { rate: this.layer.rate, seed, step, layer: index, firstExample, batch, positions, features })
  }
}
