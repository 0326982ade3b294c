import type { Tensor } from '../src/core/tensor'
import type { TuningStore } from '../src/nn/index'
import { presets } from '../src/nn/spec/presets'
import type { TrainingDigits } from './digits'

/** What is measured: this model, trained at this batch, from this seed. */
export const SPEC = presets.keras.spec
export const BATCH = 64
export const SEED = 1
export const LEARNING_RATE = 1e-3
/** Far more than any measurement trains. */
export const ENDLESS_EPOCHS = 1_000_000
/** Adam's as in Keras; the libraries' own defaults differ in ε. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/** Where our page keeps from visit to visit what it measured of kernels; here every visit is the first. */
export const FIRST_VISIT: TuningStore = { load: () => Promise.resolve(null), save: () => Promise.resolve() }

/** The same for every contender: the same model from the same weights, on the same digits in the same order. */
export interface Work {
  readonly digits: TrainingDigits
  /** Initial parameters of `SPEC`, Keras's names, layouts and order. */
  readonly parameters: ReadonlyMap<string, Tensor>
}

/**
 * A library (or an engine) with one of its backends.
 *
 * Its module is loaded before it is asked for anything, so that no time holds the fetching of source files.
 */
export interface Contender {
  /** Brings up the device and the model with the work's parameters: what happens between Start and the first step. */
  prepare(work: Work): Promise<void>
  /**
   * Takes training steps one after another, at least one, and begins none after `until` (a time of `performance.now()`).
   * Missing where a library cannot train.
   *
   * @returns the loss of every step, once all of them are finished
   */
  train?(until: number): Promise<number[]>
  /** @param images [N,28,28] in 0…1  @returns [N,10] probabilities */
  predict(images: Float32Array): Promise<Float32Array>
  /** Every signal of every layer for one image. Missing where a library has no such thing. @param image [28,28] */
  trace?(image: Float32Array): Promise<unknown>
  /** Sets the work's parameters again. */
  restore(): Promise<void>
  /** Gives back all that it holds, where its thread lives on. */
  dispose?(): void
  /** What computes, for people. */
  describe(): string
}

/** Steps that a library without a loop of its own may have in flight: the results of one come back while the next computes. */
export const STEPS_IN_FLIGHT = 2

/**
 * Takes steps until the time is up.
 *
 * @param begin  begins one step; resolves with its loss when it is finished
 */
export async function trainUntil(until: number, begin: () => Promise<number>): Promise<number[]> {
  const losses: number[] = []
  const inFlight: Promise<number>[] = []
  do {
    inFlight.push(begin())
    if (inFlight.length === STEPS_IN_FLIGHT) losses.push(await inFlight.shift()!)
  } while (performance.now() < until)
  return [...losses, ...(await Promise.all(inFlight))]
}
