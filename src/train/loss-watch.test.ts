import { describe, expect, test } from 'vitest'
import { Random } from '../core/random'
import { LossWatch, type Explosion } from './loss-watch'

const GUESSING = Math.log(10)

/** Follows losses of batches of one size. */
function follow(losses: readonly number[], examples = 64, watch = new LossWatch(GUESSING)): Explosion | null {
  return watch.add(
    0,
    losses,
    losses.map(() => examples),
  )
}

const curve = (steps: number, loss: (step: number) => number) => Array.from({ length: steps }, (_, step) => loss(step))

describe('an explosion', () => {
  test('of a fresh network is noticed within a few steps', () => {
    const explosion = follow([2.3, 2.4, 60, 90, 80, 70])
    expect(explosion?.step).toBeLessThan(6)
    expect(explosion!.loss).toBeGreaterThan(2 * GUESSING)
    expect(explosion?.lowest).toBe(2.3)
  })

  test('of a network that had learnt is noticed when it is back at guessing', () => {
    const explosion = follow([...curve(300, (step) => 2.3 * Math.exp(-step / 50) + 0.1), ...curve(100, () => 2.5)])
    expect(explosion!.step).toBeGreaterThan(305)
    expect(explosion!.step).toBeLessThan(360)
    expect(explosion!.lowest).toBeLessThan(0.5)
  })

  test('of squared errors, which have an upper end, is noticed as well', () => {
    const watch = new LossWatch(0.09)
    expect(follow([0.09, ...curve(60, () => 0.18)], 64, watch)?.loss).toBeGreaterThan(0.11)
  })
})

describe('no explosion', () => {
  const random = new Random(1, 2)

  test('is the noise of single pictures', () => {
    // Losses of single pictures are near 0 or large: here 12 for one of six, in mean 2.
    const noisy = curve(5000, () => (random.integer(6) === 0 ? 12 : 0.01))
    expect(follow(noisy, 1)).toBeNull()
  })

  test('is a climb that the network gets over', () => {
    expect(follow([...curve(200, () => 0.1), ...curve(10, () => 2), ...curve(200, () => 0.1)])).toBeNull()
  })

  test('is a network that begins with other data than it knows', () => {
    expect(follow(curve(300, (step) => 9 * Math.exp(-step / 40) + 0.2))).toBeNull()
  })

  test('is a network that never learns', () => {
    expect(follow(curve(2000, () => 2.2 + random.integer(3) / 10))).toBeNull()
  })
})

test('weights are worth keeping while the loss is not on its way up, and again where it has settled', () => {
  const watch = new LossWatch(GUESSING)
  follow(
    curve(300, () => 0.1),
    64,
    watch,
  )
  expect(watch.isSteady).toBe(true)
  follow(
    curve(20, () => 1),
    64,
    watch,
  )
  expect(watch.isSteady).toBe(false)
  follow(
    curve(3000, () => 0.6),
    64,
    watch,
  )
  expect(watch.isSteady).toBe(true)
})
