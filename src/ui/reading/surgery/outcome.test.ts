import { expect, it } from 'vitest'
import type { Trace } from '../../../nn/engine'
import { differenceOf, outcomeOf } from './outcome'

function traceOf(probabilities: readonly number[], belief = probabilities): Trace {
  const empty = { shape: [0], data: new Float32Array(0) }
  const data = Float32Array.from(belief)
  return { input: empty, signals: [], belief: { shape: [1, belief.length], data }, probabilities: Float32Array.from(probabilities) }
}

it('names both answers', () => {
  const outcome = outcomeOf({ plain: traceOf([0.125, 0.75, 0.125]), held: traceOf([0.5, 0.25, 0.25]) })
  expect(outcome).toEqual({ kind: 'other', plain: { digit: 1, probability: 0.75 }, held: { digit: 0, probability: 0.5 } })
})

it('tells a surer answer from an untouched reading', () => {
  expect(outcomeOf({ plain: traceOf([0.25, 0.75]), held: traceOf([0.125, 0.875]) }).kind).toBe('same')
  expect(outcomeOf({ plain: traceOf([0.25, 0.75]), held: traceOf([0.25, 0.75]) }).kind).toBe('untouched')
  // On the way it believed something else.
  expect(outcomeOf({ plain: traceOf([0.25, 0.75], [0, 1]), held: traceOf([0.25, 0.75], [1, 0]) }).kind).toBe('same')
})

it('subtracts value by value', () => {
  expect([...differenceOf(Float32Array.of(1, 2), Float32Array.of(0.5, 4))]).toEqual([0.5, -2])
})
