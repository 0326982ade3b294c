import { elementCount } from '../../../core/tensor'
import type { CpuLayer, CpuLayerContext, CpuPass } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Primitives, Values } from '../../operations/cpu/primitives'
import type { DescribedLayer } from '../../spec/describe'
import type { FlattenSpec } from '../../spec/model-spec'

export function createFlatten({ input: shape }: DescribedLayer, { within }: FlattenSpec, { primitives }: CpuLayerContext): CpuLayer {
  const channels = shape.at(-1) ?? 0
  const steps = within === 'step' ? shape[0]! : 1
  const positions = elementCount(shape) / channels / steps
  return { plan: (batch, input) => new FlattenPass({ batch, steps, positions, channels }, input, primitives) }
}

interface Sizes {
  readonly batch: number
  /** H where rows stay apart, else 1. */
  readonly steps: number
  /** Of a step: T, H·W, or W where rows stay apart. */
  readonly positions: number
  readonly channels: number
}

/** [T,B,F] or [H,W,B,C] to [B,T·F] or [B,H·W·C], or to [H,B,W·C] where rows stay apart. */
class FlattenPass implements CpuPass {
  readonly output: Values
  readonly sequence = null
  private dInput: Values | null = null

  constructor(
    private readonly sizes: Sizes,
    private readonly input: Values,
    private readonly primitives: Primitives,
  ) {
    this.output = primitives.allocate(input.length)
  }

  forward(): void {
    const { batch, positions, channels } = this.sizes
    const copy = { rows: batch, width: channels, toStride: positions * channels, sourceStride: channels }
    this.eachPosition((inside, flat) => this.primitives.copyRows(this.output.subarray(flat), this.input.subarray(inside), copy))
  }

  backward(dOutput: Values, _gradients: ParameterSet, needsInput: boolean): Values | null {
    if (!needsInput) return null
    const dInput = (this.dInput ??= this.primitives.allocate(this.input.length))
    const { batch, positions, channels } = this.sizes
    const copy = { rows: batch, width: channels, toStride: channels, sourceStride: positions * channels }
    this.eachPosition((inside, flat) => this.primitives.copyRows(dInput.subarray(inside), dOutput.subarray(flat), copy))
    return dInput
  }

  signals(): readonly [] {
    return []
  }

  /** Visits every position: where the channels of the first example begin in the input, where in the vectors. */
  private eachPosition(visit: (inside: number, flat: number) => void): void {
    const { batch, steps, positions, channels } = this.sizes
    for (let step = 0; step < steps; step++) {
      const begin = step * positions * batch * channels
      for (let position = 0; position < positions; position++) visit(begin + position * batch * channels, begin + position * channels)
    }
  }
}
