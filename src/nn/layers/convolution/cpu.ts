import type { TraceSignal } from '../../engine'
import { convolutionShape, type ConvolutionShape } from '../../spec/convolution'
import type { DescribedLayer } from '../../spec/describe'
import type { Conv1dSpec, Conv2dSpec } from '../../spec/model-spec'
import type { Windows } from '../../operations/cpu/arithmetic/windows'
import type { CpuLayer, CpuLayerContext, CpuPass } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'

/** A convolution in one or two dimensions. */
export function createConvolution(described: DescribedLayer, layer: Conv1dSpec | Conv2dSpec, context: CpuLayerContext): CpuLayer {
  const shape = convolutionShape(layer, described.input, described.name)
  const isWithinStep = layer.type === 'conv1d' && layer.within === 'step'
  return {
    plan: (batch, input) =>
      new ConvolutionPass(described, layer.activation, shape, (isWithinStep ? stepWindows : windows)(shape, batch), input, context),
  }
}

/** Positions of [T,B,F] or [H,W,B,C] come before examples, in the input and in the output. */
function windows(shape: ConvolutionShape, batch: number): Windows {
  const { channels } = shape
  return { ...shape, examples: batch, pixelStride: batch * channels, examplePixelStride: channels, rowStride: batch, exampleRowStride: 1 }
}

/** Every timestep of every example is a sequence by itself: [T·B,F] goes to [T·B,P,filters]. */
function stepWindows(shape: ConvolutionShape, batch: number): Windows {
  const { width, outWidth, sequences } = shape
  return { ...shape, examples: sequences * batch, pixelStride: 1, examplePixelStride: width, rowStride: 1, exampleRowStride: outWidth }
}

/**
 * y = act(unfolded(x)·W + b): every row of the unfolded matrix is what one window sees.
 *
 * Source: Chellapilla et al. 2006, "High Performance Convolutional Neural Networks for Document Processing", section 3.
 */
class ConvolutionPass implements CpuPass {
  readonly output: Values
  readonly sequence: Values | null
  private readonly kernel: Values // [K·C,filters]
  private readonly bias: Values // [filters]
  private readonly unfolded: Values // [rows,K·C]
  private readonly rows: number
  private readonly columns: number
  private dSums: Values | null = null
  private way: { readonly dUnfolded: Values; readonly dInput: Values } | null = null

  constructor(
    private readonly described: DescribedLayer,
    private readonly activation: 'linear' | 'relu',
    private readonly shape: ConvolutionShape,
    private readonly windows: Windows,
    private readonly input: Values,
    private readonly context: CpuLayerContext,
  ) {
    const { primitives, parameters } = context
    const { channels, kernelHeight, kernelWidth, outHeight, outWidth, filters } = shape
    this.rows = windows.examples * outHeight * outWidth
    this.columns = kernelHeight * kernelWidth * channels
    this.kernel = parameters.view(`${described.name}/kernel`)
    this.bias = parameters.view(`${described.name}/bias`)
    this.unfolded = primitives.allocate(this.rows * this.columns)
    this.output = primitives.allocate(this.rows * filters)
    this.sequence = described.input.length === 2 ? this.output : null
  }

  forward(): void {
    const { primitives } = this.context
    const { filters } = this.shape
    primitives.unfold(this.unfolded, this.input, this.windows)
    primitives.multiply(this.output, this.unfolded, this.kernel, { m: this.rows, n: filters, k: this.columns, bias: this.bias })
    if (this.activation === 'relu') primitives.relu(this.output)
  }

  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null {
    const { primitives } = this.context
    const { name } = this.described
    const { filters } = this.shape
    let dSums = dOutput
    if (this.activation === 'relu') {
      dSums = this.dSums ??= primitives.allocate(this.output.length)
      primitives.reluBackward(dSums, this.output, dOutput)
    }
    primitives.multiply(gradients.view(`${name}/kernel`), this.unfolded, dSums, {
      m: this.columns,
      n: filters,
      k: this.rows,
      transposeA: true,
      accumulate: true,
    })
    primitives.addRowSums(gradients.view(`${name}/bias`), dSums, this.rows)
    if (!needsInput) return null
    this.way ??= { dUnfolded: primitives.allocate(this.unfolded.length), dInput: primitives.allocate(this.input.length) }
    const { dUnfolded, dInput } = this.way
    primitives.multiply(dUnfolded, dSums, this.kernel, { m: this.rows, n: this.columns, k: filters, transposeB: true })
    primitives.fold(dInput, dUnfolded, this.windows)
    return dInput
  }

  signals(): readonly TraceSignal[] {
    const { name, output } = this.described
    return [{ layer: name, name: 'output', shape: output, data: Float32Array.from(this.output) }]
  }
}
