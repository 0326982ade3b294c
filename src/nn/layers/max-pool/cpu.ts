import { elementCount } from '../../../core/tensor'
import type { TraceSignal } from '../../engine'
import type { DescribedLayer } from '../../spec/describe'
import type { MaxPool1dSpec, MaxPool2dSpec } from '../../spec/model-spec'
import type { Pool } from '../../operations/cpu/arithmetic/windows'
import type { CpuLayer, CpuLayerContext, CpuPass } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Primitives, Values } from '../../operations/cpu/primitives'

/** Max pooling in one or two dimensions. */
export function createMaxPool(described: DescribedLayer, layer: MaxPool1dSpec | MaxPool2dSpec, { primitives }: CpuLayerContext): CpuLayer {
  const { size } = layer
  const [height, width, channels] = layer.type === 'maxPool2d' ? described.input : [1, ...described.input]
  const sizes = {
    height: height ?? 0,
    width: width ?? 0,
    channels: channels ?? 0,
    sizeY: layer.type === 'maxPool2d' ? size : 1,
    sizeX: size,
  }
  return { plan: (batch, input) => new MaxPoolPass(described, { examples: batch, ...sizes }, input, primitives) }
}

class MaxPoolPass implements CpuPass {
  readonly output: Values
  readonly sequence: Values | null
  private dInput: Values | null = null

  constructor(
    private readonly described: DescribedLayer,
    private readonly pool: Pool,
    private readonly input: Values, // [T,B,F] or [H,W,B,C]
    private readonly primitives: Primitives,
  ) {
    this.output = primitives.allocate(pool.examples * elementCount(described.output))
    this.sequence = described.input.length === 2 ? this.output : null
  }

  forward(): void {
    this.primitives.maxPool(this.output, this.input, this.pool)
  }

  /** The gradient goes to the first of equal values, as in Keras. */
  backward(dOutput: Values, _gradients: ParameterSet, needsInput: boolean): Values | null {
    if (!needsInput) return null
    this.dInput ??= this.primitives.allocate(this.input.length)
    this.primitives.maxPoolBackward(this.dInput, dOutput, this.input, this.pool)
    return this.dInput
  }

  signals(): readonly TraceSignal[] {
    const { name, output } = this.described
    return [{ layer: name, name: 'output', shape: output, data: Float32Array.from(this.output) }]
  }
}
