import { jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax'
import type { Tensor } from '../../src/core/tensor'
import { IMAGE_SIDE } from '../../src/testing/digits'
import { ADAM, LEARNING_RATE } from '../contender'

/**
 * The model of `SPEC` and its training step in jax-js: unrolled over time, a whole step in one `jit`.
 *
 * Every call takes ownership of its arrays, as the library's memory model wants: what is used again later is passed as `.ref`.
 */

const WINDOW = 3
/** Timesteps after the convolution. */
const T = IMAGE_SIDE - WINDOW + 1
/** Share of values that dropout keeps. */
const KEPT = 0.5

interface LstmWeights {
  /** [F,4H] in Keras's blocks i | f | c | o */
  readonly kernel: np.Array
  /** [H,4H] */
  readonly recurrentKernel: np.Array
  /** [4H] */
  readonly bias: np.Array
}

/** A type alias, not an interface: only such is a tree to the library. */
export type Weights = {
  /** [3·28,32] */
  convKernel: np.Array
  /** [32] */
  convBias: np.Array
  /** Of both LSTMs. */
  kernels: np.Array[]
  recurrentKernels: np.Array[]
  biases: np.Array[]
  /** [64,10] */
  denseKernel: np.Array
  /** [10] */
  denseBias: np.Array
}

export type TrainingState = {
  weights: Weights
  /** Adam's moments. */
  first: Weights
  second: Weights
  /** [] steps taken */
  step: np.Array
}

/** The project's parameters as arrays of the default device. @throws RangeError names one that is missing */
export function weightsOf(parameters: ReadonlyMap<string, Tensor>): Weights {
  const take = (name: string): np.Array => {
    const tensor = parameters.get(name)
    if (tensor === undefined) throw new RangeError(`no parameter ${name}`)
    const { data, shape } = tensor
    const columns = shape.at(-1)!
    // A convolution's kernel becomes the matrix that unfolded windows are multiplied with.
    return np.array(data.slice(), { shape: shape.length > 2 ? [data.length / columns, columns] : [...shape] })
  }
  const ofBoth = (tensor: string) => [take(`lstm/${tensor}`), take(`lstm_1/${tensor}`)]
  return {
    convKernel: take('conv1d/kernel'),
    convBias: take('conv1d/bias'),
    kernels: ofBoth('kernel'),
    recurrentKernels: ofBoth('recurrent_kernel'),
    biases: ofBoth('bias'),
    denseKernel: take('dense/kernel'),
    denseBias: take('dense/bias'),
  }
}

/** Before the first step. */
export function initialState(weights: Weights): TrainingState {
  const zeros = () => tree.map((weight: np.Array) => np.zerosLike(weight.ref), weights)
  return { first: zeros(), second: zeros(), step: np.zeros([]), weights }
}

/** [B,10] answers to [B,28,28]. */
export const probabilities = jit((weights: Weights, images: np.Array) => nn.softmax(scores(weights, images, null)))

/** One step on [B,28,28] pictures and their [B,10] one-hot classes; the state comes back with the mean loss. */
export const trainStep = jit((state: TrainingState, images: np.Array, labels: np.Array): [TrainingState, np.Array] => {
  const step = state.step.add(1)
  const key = random.key(step.ref.astype(np.uint32))
  const [loss, gradients] = valueAndGrad(meanLoss)(tree.ref(state.weights), images, labels, key)
  const first = tree.map((m: np.Array, g: np.Array) => m.mul(ADAM.beta1).add(g.mul(1 - ADAM.beta1)), state.first, tree.ref(gradients))
  const second = tree.map((v: np.Array, g: np.Array) => v.mul(ADAM.beta2).add(np.square(g).mul(1 - ADAM.beta2)), state.second, gradients)
  const rate = np
    .sqrt(np.subtract(1, np.power(ADAM.beta2, step.ref)))
    .div(np.subtract(1, np.power(ADAM.beta1, step.ref)))
    .mul(LEARNING_RATE)
  const weights = tree.map(
    (weight: np.Array, m: np.Array, v: np.Array) => weight.sub(rate.ref.mul(m).div(np.sqrt(v).add(ADAM.epsilon))),
    state.weights,
    tree.ref(first),
    tree.ref(second),
  )
  rate.dispose()
  return [{ weights, first, second, step }, loss]
})

/** Cross-entropy. */
function meanLoss(weights: Weights, images: np.Array, labels: np.Array, key: np.Array): np.Array {
  return np.mean(np.sum(nn.logSoftmax(scores(weights, images, key)).mul(labels), -1)).neg()
}

/** @param key  of dropout's random numbers; null drops nothing */
function scores(weights: Weights, images: np.Array, key: np.Array | null): np.Array {
  const [B = 0] = images.shape
  const rows = images.transpose([1, 0, 2])
  const shifted = Array.from({ length: WINDOW }, (_, offset) => rows.ref.slice([offset, offset + T]))
  rows.dispose()
  // Rows of all timesteps after one another, what each window sees side by side: products of all timesteps are one.
  const unfolded = np.concatenate(shifted, 2).reshape([T * B, WINDOW * IMAGE_SIDE])
  let sequence = nn.relu(np.matmul(unfolded, weights.convKernel).add(weights.convBias))
  const keys = key === null ? [] : Array.from(random.split(key, 2))
  let outputs: np.Array[] = []
  for (const [layer, kernel] of weights.kernels.entries()) {
    const input = dropout(sequence, keys[layer] ?? null)
    outputs = lstm(input, { kernel, recurrentKernel: weights.recurrentKernels[layer]!, bias: weights.biases[layer]! })
    sequence = np.concatenate(
      outputs.map((output) => output.ref),
      0,
    )
  }
  sequence.dispose()
  const last = outputs.pop()!
  for (const output of outputs) output.dispose()
  return np.matmul(last, weights.denseKernel).add(weights.denseBias)
}

function dropout(values: np.Array, key: np.Array | null): np.Array {
  if (key === null) return values
  return np.where(random.bernoulli(key, KEPT, values.shape), values.mul(1 / KEPT), 0)
}

/** @param input [T·B,F]  @returns T times [B,H] */
function lstm(input: np.Array, { kernel, recurrentKernel, bias }: LstmWeights): np.Array[] {
  const projected = np.split(np.matmul(input, kernel).add(bias), T, 0)
  const outputs: np.Array[] = []
  let c: np.Array | null = null
  for (const ofInput of projected) {
    const before = outputs.at(-1)
    const sums = before === undefined ? ofInput : ofInput.add(np.matmul(before.ref, recurrentKernel.ref))
    const [i, f, g, o] = np.split(sums, 4, 1)
    const entering: np.Array = nn.sigmoid(i!).mul(np.tanh(g!))
    // Before the first timestep there is no cell to forget.
    if (c === null) f!.dispose()
    c = c === null ? entering : nn.sigmoid(f!).mul(c).add(entering)
    outputs.push(nn.sigmoid(o!).mul(np.tanh(c.ref)))
  }
  c?.dispose()
  recurrentKernel.dispose()
  return outputs
}
