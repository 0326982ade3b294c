import type { Random } from '../../../core/random'
import { Pen, type PenAfter } from '../../../core/sequences'
import { COMPONENT_SUMS, MIXTURE_LIMITS, PEN_SUMS } from '../../operations/cpu/arithmetic/mixture'
import type { Expectation, Manner } from '../../writing'

/** From a network's sums to points. */

/**
 * What sums say, in a manner of writing: logits times (1+b)/τ, σ = √τ · exp(log σ - b); the pen's logits divided by τ.
 *
 * Source: the temperature τ: Ha & Eck 2017, arXiv:1704.03477, eq. 8; the steadiness b: Graves 2013, arXiv:1308.0850, eq. 61–62.
 *
 * @param sums  [6M+3] of one row
 */
export function expectationOf(sums: ArrayLike<number>, { temperature = 1, steadiness = 0 }: Manner = {}): Expectation {
  const components = (sums.length - PEN_SUMS) / COMPONENT_SUMS
  const values = (first: number, count: number, make: (sum: number) => number): Float32Array => {
    // This is done at every point, and `Float32Array.from` makes it last about twice as long.
    const made = new Float32Array(count)
    for (let index = 0; index < count; index++) made[index] = make(sums[first + index]!)
    return made
  }
  const block = (index: number, make: (sum: number) => number) => values(index * components, components, make)
  const deviation = (sum: number) => Math.sqrt(temperature) * Math.exp(cut(sum, MIXTURE_LIMITS.logDeviation) - steadiness)
  return {
    mixture: {
      weights: softmax(block(0, (sum) => (sum * (1 + steadiness)) / temperature)),
      meansX: block(1, (sum) => sum),
      meansY: block(2, (sum) => sum),
      deviationsX: block(3, deviation),
      deviationsY: block(4, deviation),
      correlations: block(5, (sum) => Math.tanh(cut(sum, MIXTURE_LIMITS.correlation))),
    },
    pens: softmax(values(COMPONENT_SUMS * components, PEN_SUMS, (sum) => sum / temperature)),
  }
}

function cut(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value))
}

function softmax(logits: Float32Array): Float32Array {
  const largest = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** Draws a point: a component by its weight, a movement of it, and a state of the pen. Takes the same count of random numbers every time. */
export function drawPoint(
  { mixture, pens }: Expectation,
  random: Random,
): { readonly deltaX: number; readonly deltaY: number; readonly pen: PenAfter } {
  const component = pick(mixture.weights, random.uniform())
  const [first, second] = [random.normal(), random.normal()]
  const correlation = mixture.correlations[component]!
  const across = correlation * first + Math.sqrt(Math.max(0, 1 - correlation * correlation)) * second
  const state = pick(pens, random.uniform())
  return {
    // As they are stored and read: what the network reads next is what was written.
    deltaX: Math.fround(mixture.meansX[component]! + mixture.deviationsX[component]! * first),
    deltaY: Math.fround(mixture.meansY[component]! + mixture.deviationsY[component]! * across),
    pen: state === Pen.end ? Pen.end : state === Pen.up ? Pen.up : Pen.down,
  }
}

function pick(probabilities: Float32Array, at: number): number {
  let rest = at
  for (let index = 0; index + 1 < probabilities.length; index++) {
    rest -= probabilities[index]!
    if (rest < 0) return index
  }
  return probabilities.length - 1
}

/** Nats of a point: how little likely it was. */
export function natsOf({ mixture, pens }: Expectation, deltaX: number, deltaY: number, pen: number): number {
  const logs = Array.from(mixture.weights, (weight, component) => {
    const [x, y] = [mixture.deviationsX[component]!, mixture.deviationsY[component]!]
    const correlation = mixture.correlations[component]!
    const [zx, zy] = [(deltaX - mixture.meansX[component]!) / x, (deltaY - mixture.meansY[component]!) / y]
    const rest = 1 - correlation * correlation
    const across = zx - correlation * zy
    return Math.log(weight) - Math.log(2 * Math.PI * x * y) - 0.5 * (Math.log(rest) + (across * across) / rest + zy * zy)
  })
  const largest = Math.max(...logs)
  const density = largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0))
  return -density - Math.log(pens[pen]!)
}
