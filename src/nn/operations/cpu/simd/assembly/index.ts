/**
 * The float32 arithmetic of the CPU engine: what one of these files exports is a kernel.
 *
 * A kernel does what the primitive of its name in `src/nn/operations/cpu/arithmetic/` does, and takes what that one lists for it: addresses, lengths
 * and strides in values, numbers. It allocates nothing and keeps nothing in the memory, so that many threads may compute in one.
 */

export * from './activations'
export * from './bernoulli'
export * from './dropout'
export * from './gru'
export * from './layer-norm'
export * from './lstm'
export * from './mixture'
export * from './optimizers'
export * from './products'
export * from './replay'
export * from './rows'
export * from './windows'
