/** Which kernel computes what the page explains. */

import type { LayerKind } from '../../nn/spec/model-spec'
import type { RunSettings } from '../../nn/spec/training'

type Optimizer = RunSettings['optimizer']

/** By a layer's kind: what computes its signals. The compiler names a kind that is missing. */
const layers: Readonly<Record<LayerKind, string>> = {
  lstm: 'lstm/forward_step',
  gru: 'gru/forward_step',
  rnn: 'rnn/forward_step',
  dense: 'gemm/nn',
  // Its windows are the rows of a matrix, which `conv/unfold` makes.
  conv1d: 'gemm/nn',
  conv2d: 'gemm/nn',
  maxPool1d: 'max_pool/forward',
  maxPool2d: 'max_pool/forward',
  layerNorm: 'layer_norm/forward',
  dropout: 'dropout/dropout',
  flatten: 'flatten/forward',
}

/** Label of the kernel that computes the signals of a layer. */
export const kernelOfLayer = (kind: LayerKind): string => layers[kind]

/** Of formulas that belong to no signal: the answer's probabilities, and what the gradient goes back through. */
export const kernelOfLesson = {
  belief: 'loss/softmax',
  softmax: 'loss/softmax',
  rnnJacobian: 'rnn/backward_step',
  cellJacobian: 'lstm/backward_step',
} as const

/** Label of the kernel that follows the gradient through a recurrent layer, step by step back; null for a layer that has no such steps. */
export function kernelOfGradient(kind: LayerKind): string | null {
  return kind === 'lstm' || kind === 'gru' || kind === 'rnn' ? `${kind}/backward_step` : null
}

const optimizers: Readonly<Record<Optimizer['type'], string>> = {
  sgd: 'optimizer/gradient_descent',
  rmsprop: 'optimizer/rmsprop',
  adam: 'optimizer/adam',
  // The same, with the decay beside the gradient's part.
  adamw: 'optimizer/adam',
}

/** Label of the kernel that takes an optimizer's step. */
export function kernelOfOptimizer(optimizer: Optimizer): string {
  return optimizer.type === 'sgd' && optimizer.momentum > 0 ? 'optimizer/momentum' : optimizers[optimizer.type]
}
