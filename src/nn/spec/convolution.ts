import { SpecError } from '../../core/errors'
import type { FeatureShape, FieldDefinition, ParameterDeclaration, SignalDeclaration, SlidingWindow } from './definition'
import { applied, type Formula, letter, over, product, type SignalFormula, sum } from './formula'
import { kernelInitializerField, kernelInitializerOf } from './initializer-fields'
import type { Conv1dSpec, Conv2dSpec } from './model-spec'
import { axesOf } from './signals'

/** What convolutions in one and two dimensions have in common: their fields, sizes and parameters. */

type ConvolutionSpec = Conv1dSpec | Conv2dSpec

export const convolutionFields = {
  filters: { kind: 'integer', min: 1, max: 512, default: 32, help: 'Number of outputs at every position.' },
  kernel: { kind: 'integer', min: 1, max: 64, default: 3, help: 'Length (or side) of the window that a filter looks through.' },
  stride: { kind: 'integer', min: 1, max: 16, default: 1, help: 'How far the window moves from one output to the next.' },
  padding: {
    kind: 'choice',
    options: ['valid', 'same'],
    default: 'valid',
    help: 'valid: the window stays inside; same: zeros around, so that with stride 1 the length stays.',
  },
  activation: { kind: 'choice', options: ['linear', 'relu'], default: 'relu', help: 'relu: negative sums become 0.' },
  kernelInitializer: kernelInitializerField,
} satisfies Record<string, FieldDefinition>

/** Sizes of a convolution; in one dimension heights are 1 and positions run along the width. */
export interface ConvolutionShape {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly outHeight: number
  readonly outWidth: number
  readonly filters: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly stride: number
  /** Zeros before the first row and the first column; as many as needed follow the last. */
  readonly top: number
  readonly left: number
  /** Sequences in one example, one behind the other in memory: 1, or T for a convolution inside each timestep. */
  readonly sequences: number
}

/**
 * How often a window fits along a dimension.
 *
 * Source: Keras's `compute_conv_output_shape`: valid ⌊(n - k) / s⌋ + 1, same ⌈n / s⌉.
 */
function windowCount(length: number, { kernel, stride, padding }: ConvolutionSpec): number {
  return padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - kernel) / stride) + 1
}

/** Zeros before a dimension; where the number of all zeros is odd, the one over goes behind it, as in Keras. */
function zerosBefore(length: number, { kernel, stride, padding }: ConvolutionSpec): number {
  if (padding === 'valid') return 0
  return Math.floor(Math.max((Math.ceil(length / stride) - 1) * stride + kernel - length, 0) / 2)
}

/** @throws SpecError for an input of other dimensions, or a kernel longer than what it moves along */
export function convolutionShape(layer: ConvolutionSpec, input: FeatureShape, where: string): ConvolutionShape {
  const { filters, kernel, stride } = layer
  const [height, width, channels, sequences] = positions(layer, input, where)
  const isFlat = layer.type === 'conv1d'
  const shortest = isFlat ? width : Math.min(height, width)
  if (kernel > shortest) throw new SpecError({ where, field: 'kernel', value: kernel, allowed: { kind: 'inputLength', max: shortest } })
  return {
    height,
    width,
    channels,
    outHeight: isFlat ? 1 : windowCount(height, layer),
    outWidth: windowCount(width, layer),
    filters,
    kernelHeight: isFlat ? 1 : kernel,
    kernelWidth: kernel,
    stride,
    top: isFlat ? 0 : zerosBefore(height, layer),
    left: zerosBefore(width, layer),
    sequences,
  }
}

/** Height, width and channels of what a filter moves over, and how many of those one example has. */
function positions(
  layer: ConvolutionSpec,
  input: FeatureShape,
  where: string,
): readonly [height: number, width: number, channels: number, sequences: number] {
  const [first = 0, second = 0, third = 0] = input
  if (layer.type === 'conv2d') {
    if (input.length !== 3) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'picture' } })
    return [first, second, third, 1]
  }
  if (input.length !== 2) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequence' } })
  return layer.within === 'step' ? [1, second, 1, first] : [1, first, second, 1]
}

/** Keras's `kernel` [K,F,filters] or [K,K,C,filters] and `bias` [filters]. */
export function convolutionParameters(layer: ConvolutionSpec, { channels }: ConvolutionShape): readonly ParameterDeclaration[] {
  const { filters, kernel } = layer
  const window = layer.type === 'conv2d' ? [kernel, kernel] : [kernel]
  return [
    { name: 'kernel', shape: [...window, channels, filters], initializer: kernelInitializerOf(layer) },
    { name: 'bias', shape: [filters], initializer: 'zeros' },
  ]
}

/** What one output sees of the timesteps, or of the rows and columns. */
export function convolutionWindow({ kernel, stride }: ConvolutionSpec, { left }: ConvolutionShape): SlidingWindow {
  return { size: kernel, stride, before: left }
}

export function convolutionSignals({ activation }: ConvolutionSpec, output: FeatureShape): readonly SignalDeclaration[] {
  return [{ name: 'output', symbol: 'y', role: activation === 'relu' ? 'activation' : 'output', shape: output, axes: axesOf(output) }]
}

/**
 * φ(Σ_k W_k x_{st+k} + b): what one place of the output gets of its window.
 *
 * @param output  index of the place
 * @param window  letters of the places in the window
 * @param input   index of what stands there
 */
export function convolutionFormula(
  { padding }: ConvolutionSpec,
  { output, window, input }: { readonly output: Formula; readonly window: Formula; readonly input: Formula },
): SignalFormula {
  return {
    signal: 'output',
    left: letter('y', output),
    right: applied('φ', sum(over('∑', window, product(letter('W', window), letter('x', input))), letter('b'))),
    notes: padding === 'same' ? ['weighted', 'window', 'padding'] : ['weighted', 'window'],
  }
}
