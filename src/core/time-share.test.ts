import { expect, test } from 'vitest'
import { TimeShare } from './time-share'

test('work keeps to its share of the time, however long its pieces are', () => {
  let clock = 0
  const share = new TimeShare(0.05, () => clock)
  let worked = 0
  for (let piece = 0; piece < 100; piece++) {
    const took = 1 + ((piece * 37) % 50)
    expect(share.wait).toBe(0)
    clock += took
    worked += took
    share.note(took)
    expect(share.wait).toBeCloseTo(19 * took)
    clock += share.wait
  }
  expect(worked / clock).toBeCloseTo(0.05)
})

test('what rested longer than it had to begins at once', () => {
  let clock = 0
  const share = new TimeShare(0.5, () => clock)
  share.note(10)
  clock = 9
  expect(share.wait).toBe(1)
  clock = 500
  expect(share.wait).toBe(0)
})
