import { elementCount } from '../../../core/tensor'
import type { CpuLayer, CpuLayerContext, CpuPass } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'
import type { TraceSignal } from '../../engine'
import type { DescribedLayer } from '../../spec/describe'
import type { DenseSpec } from '../../spec/model-spec'

export function createDense(described: DescribedLayer, layer: DenseSpec, context: CpuLayerContext): CpuLayer {
  return { plan: (batch, input) => new DensePass(described, layer, batch, input, context) }
}

/** y = x·W + b or max(0, x·W + b), for every timestep or pixel alike where there are some. */
class DensePass implements CpuPass {
  readonly output: Values
  readonly sequence: Values | null
  private readonly kernel: Values // [F,U]
  private readonly bias: Values // [U]
  private readonly names: { readonly kernel: string; readonly bias: string }
  /** T·B for a sequence, B for a vector, H·W·B for a picture. */
  private readonly rows: number
  private readonly features: number
  private dInput: Values | null = null
  private dSums: Values | null = null
  private probabilities: Values | null = null

  constructor(
    private readonly described: DescribedLayer,
    private readonly layer: DenseSpec,
    batch: number,
    private readonly input: Values, // [rows,F]
    private readonly context: CpuLayerContext,
  ) {
    const { name, input: shape } = described
    this.features = shape.at(-1) ?? 0
    this.rows = batch * elementCount(shape.slice(0, -1))
    this.names = { kernel: `${name}/kernel`, bias: `${name}/bias` }
    this.kernel = context.parameters.view(this.names.kernel)
    this.bias = context.parameters.view(this.names.bias)
    this.output = context.primitives.allocate(this.rows * layer.units)
    this.sequence = shape.length === 2 ? this.output : null
  }

  forward(): void {
    const { primitives } = this.context
    primitives.multiply(this.output, this.input, this.kernel, { m: this.rows, n: this.layer.units, k: this.features, bias: this.bias })
    if (this.layer.activation === 'relu') primitives.relu(this.output)
  }

  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null {
    const { primitives } = this.context
    const { units } = this.layer
    const dSums = this.beforeActivation(dOutput)
    primitives.multiply(gradients.view(this.names.kernel), this.input, dSums, {
      m: this.features,
      n: units,
      k: this.rows,
      transposeA: true,
      accumulate: true,
    })
    primitives.addRowSums(gradients.view(this.names.bias), dSums, this.rows)
    if (!needsInput) return null
    this.dInput ??= primitives.allocate(this.rows * this.features)
    primitives.multiply(this.dInput, dSums, this.kernel, { m: this.rows, n: this.features, k: units, transposeB: true })
    return this.dInput
  }

  /** The gradient of the weighted sums; that of softmax was given for them already. */
  private beforeActivation(dOutput: Values): Values {
    if (this.layer.activation !== 'relu') return dOutput
    const { primitives } = this.context
    this.dSums ??= primitives.allocate(this.output.length)
    primitives.reluBackward(this.dSums, this.output, dOutput)
    return this.dSums
  }

  signals(): readonly TraceSignal[] {
    const { primitives } = this.context
    let shown = this.output
    if (this.layer.activation === 'softmax') {
      shown = this.probabilities ??= primitives.allocate(this.output.length)
      primitives.softmax(shown, this.output, this.rows, this.layer.units)
    }
    return [{ layer: this.described.name, name: 'output', shape: this.described.output, data: Float32Array.from(shown) }]
  }
}
