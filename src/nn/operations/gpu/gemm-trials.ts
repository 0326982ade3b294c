import type { KernelFamily } from '../../../gpu/kernel'
import { gemmNn, gemmNt, gemmTn } from './gemm-kernels'
import { TRIAL, trialBuffers, type Trial } from './trial'

/** Times a product is repeated in one run, so that a clock of 0.1 ms tells it from others. */
const REPEATS = 8

const M = TRIAL.T * TRIAL.B
const K = TRIAL.H / 4
const N = (TRIAL.sums * TRIAL.H) / 4

function productTrial<U extends Record<string, 'u32' | 'f32'>>(
  family: KernelFamily<Readonly<Record<string, 'read' | 'write'>>, U>,
  uniforms: { readonly [Name in keyof U]: number },
): Trial {
  return {
    family,
    record(plan) {
      const buffers = trialBuffers(family, plan)
      for (let repeat = 0; repeat < REPEATS; repeat++) plan.dispatch(family, buffers, uniforms)
    },
  }
}

/** Of the products, which every layer with a kernel shares. */
export const gemmTrials: readonly Trial[] = [
  productTrial(gemmNn, { M, K, N, first: 0, relu: 0 }),
  productTrial(gemmNt, { M, K, N }),
  productTrial(gemmTn, { M, K, N, first: 0, d_first: 0, sums: 1 }),
]
