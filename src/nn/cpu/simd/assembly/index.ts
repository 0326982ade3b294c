/**
 * The float32 arithmetic of the CPU engine: everything that `src/nn/cpu/simd/kernels.ts` declares.
 *
 * Functions take addresses and lengths in values, allocate nothing and keep nothing, so that many threads may compute in one memory.
 * What each computes stands with its primitive in `src/nn/cpu/primitives.ts`.
 */

export { dropout } from './dropout'
export { addRowSums, copyRows, fillRows, relu, reluBackward, softmax, tanhBackward, tanhForward } from './elementwise'
export { gruBackward, gruForward } from './gru'
export { fillZeros } from './lanes'
export { layerNorm, layerNormGradient } from './layer-norm'
export { lstmBackward, lstmForward } from './lstm'
export { multiply, multiplyPacked, pack, packedLength, scratchBytes } from './multiply'
export { adam, gradientDescent, momentumDescent, rmsprop, scale, sumOfSquares } from './optimizers'
export { fold, maxPool, maxPoolBackward, unfold } from './windows'
