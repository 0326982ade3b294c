import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Moments } from './moments'

/** Ten numbers that tell of which step they are. */
const parametersAt = (step: number) => new Map([['dense/bias', { shape: [10], data: Float32Array.from({ length: 10 }, () => step) }]])
const momentAt = (step: number) => ({ step, parameters: parametersAt(step) })

/** A run of so many steps, of which every one is offered. */
function keptOf(steps: number, memory?: number): Moments {
  const moments = new Moments(momentAt(0), memory)
  for (let step = 1; step <= steps; step++) if (moments.isDue(step)) moments.add(momentAt(step))
  return moments
}

describe('the moments of a run', () => {
  test('are all of its first steps, and ever fewer of the later ones', () => {
    const { steps } = keptOf(100)
    expect(steps.slice(0, 64)).toEqual(Array.from({ length: 64 }, (_, step) => step))
    const gaps = keptOf(10_000).steps.map((step, place, all) => step - (all[place - 1] ?? 0))
    expect(gaps[1]).toBe(1)
    expect(Math.max(...gaps)).toBeLessThan(400)
    expect(gaps.at(-1)).toBeGreaterThan(50)
  })

  test('have a bound in number and in bytes, however long the run is', () => {
    const long = keptOf(100_000)
    expect(long.steps.length).toBeLessThanOrEqual(128)
    const small = keptOf(100_000, 20 * 40)
    expect(small.steps).toHaveLength(20)
    expect(small.bytes).toBe(20 * 40)
    expect(small.steps[0]).toBe(0)
  })

  test('are at least eight, also of a network that is larger than the memory for them', () => {
    expect(keptOf(1000, 1).steps).toHaveLength(8)
  })

  test('stay in order, each with the weights of its own step, and the first and the newest are never let go', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 0, max: 4000 }),
        (gaps, memory) => {
          const moments = new Moments(momentAt(0), memory)
          let step = 0
          for (const gap of gaps) moments.add(momentAt((step += gap)))
          const { steps } = moments
          expect(steps[0]).toBe(0)
          expect(steps.at(-1)).toBe(step)
          expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b))
          for (const kept of steps) expect(moments.at(kept)).toEqual(momentAt(kept))
        },
      ),
    )
  })

  test('answer for a step between two of them with the one before', () => {
    const moments = new Moments(momentAt(0))
    moments.add(momentAt(10))
    moments.add(momentAt(20))
    expect(moments.at(19).step).toBe(10)
    expect(moments.at(5).step).toBe(0)
    expect(moments.at(1000).step).toBe(20)
  })

  test('of one step are kept once', () => {
    const moments = new Moments(momentAt(0))
    moments.add(momentAt(3))
    moments.add(momentAt(3))
    expect(moments.steps).toEqual([0, 3])
  })

  test('after the step from which a run goes on are no more of it', () => {
    const moments = keptOf(50)
    moments.goBackTo(20)
    expect(moments.steps.at(-1)).toBe(20)
    expect(moments.isDue(21)).toBe(true)
    moments.add(momentAt(21))
    expect(moments.at(30).step).toBe(21)
  })
})
