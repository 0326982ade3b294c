import { ceilDiv } from '../../../core/tensor'
import { defineKernel, variant } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import { storedBytes } from '../../../gpu/stored'
import foldWgsl from '../../../../shaders/conv/fold.wgsl?raw'
import unfoldWgsl from '../../../../shaders/conv/unfold.wgsl?raw'
import { convolutionShape, type ConvolutionShape } from '../../spec/convolution'
import type { DescribedLayer } from '../../spec/describe'
import type { Conv1dSpec, Conv2dSpec } from '../../spec/model-spec'
import { flatten, unflatten, type FlattenShape } from '../../operations/gpu/flatten'
import { storedQuads, whereHalf } from '../../operations/gpu/stored-quads'
import { affineForward, affineGradients, affineInputGradient, reluGradient } from '../../operations/gpu/gemm'
import type { GpuForward, GpuLayer, LayerBuilder } from '../gpu-layer'
import { FLOAT_BYTES, padded, resizeMatrix, type GpuTensor } from '../../operations/gpu/tensor'
import { outputTrace } from '../gpu-trace-output'

/** Pictures that a thread of `unfold` takes. */
const EXAMPLES_PER_THREAD = 8

export const unfold = defineKernel({
  label: 'conv/unfold',
  wgsl: unfoldWgsl,
  includes: [storedQuads],
  ...whereHalf,
  bindings: { picture: 'read', unfolded: 'write' },
  uniforms: {
    examples: 'u32',
    height: 'u32',
    width: 'u32',
    channels: 'u32',
    out_height: 'u32',
    out_width: 'u32',
    kernel_width: 'u32',
    columns: 'u32',
    stride: 'u32',
    top: 'u32',
    left: 'u32',
    first: 'u32',
    pixel_stride: 'u32',
    picture_stride: 'u32',
    row_stride: 'u32',
    picture_row_stride: 'u32',
  },
  overrides: { WORKGROUP_SIZE: 64, WHOLE_QUADS: 0 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ examples, columns, out_height, out_width }, { WORKGROUP_SIZE }) => [
    ceilDiv(ceilDiv(examples, EXAMPLES_PER_THREAD) * ceilDiv(columns, 4), WORKGROUP_SIZE),
    out_height * out_width,
    1,
  ],
  cost: ({ examples, height, width, channels, out_height, out_width, columns }, stored = FLOAT_BYTES) => ({
    flops: 0,
    bytes: examples * (FLOAT_BYTES * height * width * padded(channels) + stored * out_height * out_width * padded(columns)),
  }),
})

const unfoldWholeQuads = variant(unfold, { WHOLE_QUADS: 1 })

export const fold = defineKernel({
  label: 'conv/fold',
  wgsl: foldWgsl,
  bindings: { dUnfolded: 'read', dPicture: 'write' },
  uniforms: {
    examples: 'u32',
    height: 'u32',
    width: 'u32',
    channels: 'u32',
    out_height: 'u32',
    out_width: 'u32',
    kernel_height: 'u32',
    kernel_width: 'u32',
    stride: 'u32',
    top: 'u32',
    left: 'u32',
    row_stride: 'u32',
    picture_row_stride: 'u32',
    quads: 'u32',
    lanes_are_pixels: 'u32',
  },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ examples, quads, height, width, lanes_are_pixels }, { WORKGROUP_SIZE }) => [
    ceilDiv(examples * quads, WORKGROUP_SIZE),
    lanes_are_pixels === 1 ? 1 : height * width,
    1,
  ],
  cost({ examples, height, width, channels, out_height, out_width, kernel_height, kernel_width }) {
    const seen = examples * out_height * out_width * kernel_height * kernel_width * channels
    return { flops: seen, bytes: FLOAT_BYTES * (seen + examples * height * width * channels) }
  },
})

/** A convolution in one or two dimensions: what every window sees becomes a row of a matrix, and the rest is an affine map. */
export function createConvolution(described: DescribedLayer, layer: Conv1dSpec | Conv2dSpec): GpuLayer {
  const shape = convolutionShape(layer, described.input, described.name)
  const isWithinStep = layer.type === 'conv1d' && layer.within === 'step'
  const { filters } = shape
  const inputs = windowColumns(shape)
  const K = padded(inputs)
  const N = padded(filters)
  return {
    parameters: [
      {
        tensor: 'kernel',
        length: K * N,
        pack: (data) => resizeMatrix(data, [inputs, filters], [K, N]),
        unpack: (packed) => resizeMatrix(packed, [K, N], [inputs, filters]),
      },
      {
        tensor: 'bias',
        length: N,
        pack: (data) => resizeMatrix(data, [1, filters], [1, N]),
        unpack: (packed) => resizeMatrix(packed, [1, N], [1, filters]),
      },
    ],
    forward: (builder, input) => recordForward(builder, input, { described, activation: layer.activation, shape, isWithinStep }),
  }
}

interface Convolution {
  readonly described: DescribedLayer
  readonly activation: 'linear' | 'relu'
  readonly shape: ConvolutionShape
  readonly isWithinStep: boolean
}

/** Values that one window sees. */
function windowColumns({ kernelHeight, kernelWidth, channels }: ConvolutionShape): number {
  return kernelHeight * kernelWidth * channels
}

function recordForward(builder: LayerBuilder, input: GpuTensor, convolution: Convolution): GpuForward {
  const { plan, batch } = builder
  const { described, activation, shape, isWithinStep } = convolution
  const { name } = described
  const { outHeight, outWidth, filters } = shape
  const examples = shape.sequences * batch
  const N = padded(filters)
  const kernel = builder.weights('kernel')

  const unfolded = recordUnfold(plan, input, convolution, examples)
  const slice = plan.arena.scratch(`${name}/sums`, unfolded.rows * N * FLOAT_BYTES)
  affineForward(plan, unfolded, { kernel, bias: builder.parameter('bias') }, slice, N, activation)
  const activated: GpuTensor = { slice, firstRow: 0, rows: unfolded.rows, columns: N }

  // Inside a step the outputs of all positions are one row of features; without padding between them they are that already.
  const steps: FlattenShape = { steps: 1, positions: outHeight * outWidth, channels: filters, examples, isExampleMajor: true }
  const isRegrouped = isWithinStep && filters !== N
  const columns = isWithinStep ? padded(outWidth * filters) : N
  const output = isRegrouped
    ? flatten(plan, `${name}/output`, activated, steps)
    : { slice, firstRow: 0, rows: (unfolded.rows * N) / columns, columns }
  return {
    output,
    sequence: described.input.length === 2 ? output : null,
    trace: outputTrace(described, output),
    backward(dOutput, needsInput) {
      const dActivated = isRegrouped
        ? unflatten(plan, `${name}/d_output`, dOutput, steps)
        : { ...dOutput, firstRow: (dOutput.firstRow * columns) / N, rows: unfolded.rows, columns: N }
      const dSums = activation === 'relu' ? reluGradient(plan, slice, dActivated) : dActivated
      const gradients = { kernel: builder.gradient('kernel'), bias: builder.gradient('bias') }
      affineGradients(plan, unfolded, dSums.slice, gradients, N)
      if (!needsInput) return null
      return recordFold(plan, affineInputGradient(plan, unfolded, dSums.slice, kernel, N), convolution, examples)
    },
  }
}

/** Rows of windows, which nothing but products reads: the slice itself is as they read it. */
function recordUnfold(plan: PlanBuilder, input: GpuTensor, { described, shape, isWithinStep }: Convolution, examples: number): GpuTensor {
  const columns = windowColumns(shape)
  const rows = examples * shape.outHeight * shape.outWidth
  const slice = plan.arena.scratch(`${described.name}/unfolded`, rows * padded(columns) * storedBytes(plan.format))
  plan.dispatch(
    shape.channels % 4 === 0 && !isWithinStep ? unfoldWholeQuads : unfold,
    { picture: input.slice, unfolded: slice },
    {
      ...windowUniforms(shape, examples, isWithinStep),
      columns,
      first: input.firstRow * input.columns,
      pixel_stride: isWithinStep ? 1 : examples * input.columns,
      picture_stride: input.columns,
    },
  )
  return { slice, firstRow: 0, stored: { slice, firstRow: 0 }, rows, columns: padded(columns) }
}

function recordFold(plan: PlanBuilder, dUnfolded: GpuTensor, convolution: Convolution, examples: number): GpuTensor {
  const { described, shape, isWithinStep } = convolution
  const { height, width, channels, kernelHeight } = shape
  const columns = padded(isWithinStep ? width : channels)
  const rows = isWithinStep ? examples : height * width * examples
  const slice = plan.arena.scratch(`${described.name}/d_input`, rows * columns * FLOAT_BYTES)
  plan.dispatch(
    fold,
    { dUnfolded: dUnfolded.slice, dPicture: slice },
    {
      ...windowUniforms(shape, examples, isWithinStep),
      kernel_height: kernelHeight,
      quads: columns / 4,
      lanes_are_pixels: Number(isWithinStep),
    },
  )
  return { slice, firstRow: 0, rows, columns }
}

function windowUniforms(shape: ConvolutionShape, examples: number, isWithinStep: boolean) {
  const { height, width, channels, outHeight, outWidth, kernelWidth, stride, top, left } = shape
  return {
    examples,
    height,
    width,
    channels,
    out_height: outHeight,
    out_width: outWidth,
    kernel_width: kernelWidth,
    stride,
    top,
    left,
    row_stride: isWithinStep ? 1 : examples,
    picture_row_stride: isWithinStep ? outWidth : 1,
  }
}
