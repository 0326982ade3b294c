import { beforeEach, expect, test } from 'vitest'
import { Pace } from './pace'

let time = 0
const clock = () => time

beforeEach(() => {
  time = 1000
})

test('knows nothing before the first images', () => {
  const pace = new Pace(1000, 1, clock)
  expect(pace.imagesPerSecond).toBeNull()
  pace.run()
  expect(pace.secondsLeft).toBeNull()
})

test('counts training time alone', () => {
  const pace = new Pace(1000, 1, clock)
  pace.run()
  time += 500
  pace.add(100)
  pace.rest()
  time += 60_000
  pace.run()
  time += 500
  pace.add(100)
  expect(pace.imagesPerSecond).toBeCloseTo(200)
  expect(pace.secondsLeft).toBeCloseTo(800 / 200)
  expect(pace.beginEvaluation()).toBeCloseTo(1)
})

test('forgets how fast it was long ago', () => {
  const pace = new Pace(1e6, 1, clock)
  pace.run()
  for (let second = 0; second < 20; second++) {
    time += 1000
    pace.add(second < 10 ? 10 : 500)
  }
  expect(pace.imagesPerSecond).toBeCloseTo(500)
})

test('expects evaluations to last as the one before', () => {
  const pace = new Pace(300, 3, clock)
  pace.run()
  time += 1000
  pace.add(100)
  expect(pace.beginEvaluation()).toBeCloseTo(1)
  time += 4000
  pace.endEvaluation()
  // 200 images at 100 per second, and two evaluations of 4 s.
  expect(pace.secondsLeft).toBeCloseTo(2 + 8)
  time += 1000
  pace.add(100)
  expect(pace.imagesPerSecond).toBeCloseTo(100)
  expect(pace.beginEvaluation()).toBeCloseTo(1)
})

test('a run stepped by hand stays without a pace through its evaluation', () => {
  const pace = new Pace(100, 2, clock)
  pace.add(50)
  pace.beginEvaluation()
  time += 1000
  pace.endEvaluation()
  time += 1000
  pace.add(50)
  expect(pace.imagesPerSecond).toBeNull()
})

test('a pause during an evaluation does not count, whenever it ends', () => {
  const pace = new Pace(1000, 3, clock)
  pace.run()
  time += 1000
  pace.add(100)
  pace.beginEvaluation()
  time += 500
  pace.rest()
  time += 500
  pace.endEvaluation()
  time += 60_000
  pace.run()
  time += 1000
  pace.add(100)
  expect(pace.imagesPerSecond).toBeCloseTo(100)
  expect(pace.beginEvaluation()).toBeCloseTo(1)
  expect(pace.secondsLeft).toBeCloseTo(800 / 100 + 2 * 1)
})

test('an evaluation counts for nothing, though a pause within it has ended before', () => {
  const pace = new Pace(1000, 2, clock)
  pace.run()
  time += 1000
  pace.add(100)
  pace.beginEvaluation()
  pace.rest()
  time += 1000
  pace.run()
  time += 1000
  pace.endEvaluation()
  time += 1000
  pace.add(100)
  expect(pace.imagesPerSecond).toBeCloseTo(100)
})
