import { describe, expect, test } from 'vitest'
import { Random, Stream } from '../../src/core/random'
import { DIGITS, pixelCount } from '../../src/core/task'
import { strangenessOf } from '../../src/train/calibration/detector'
import { UsageError } from '../train/usage-error'
import { auroc } from './auroc'
import { fitDetector } from './fit-detector'
import { parseCalibrateOptions } from './run'
import { drawStranger, makeStrangers, strangerKinds, type StrangerKind } from './strangers'
import { CHOOSING_LETTERS, UNSEEN_LETTERS } from './strangers/letters'
import { CHOOSING_SCRIBBLES, UNSEEN_SCRIBBLES } from './strangers/scribbles'
import { calibrationError, fitTemperature, negativeLogLikelihood, tempered, type Answered } from './temperature'

/** Answers of a model whose scores are `factor` times what they should be: labels are drawn by the honest probabilities. */
function answersOf(count: number, factor: number): Answered {
  const random = new Random(3, Stream.sample)
  const probabilities = new Float32Array(count * 4)
  const labels = new Uint8Array(count)
  for (let example = 0; example < count; example++) {
    const scores = [0, 0, 0, 0].map(() => random.normal(0, 2))
    const honest = softmax(scores)
    let rest = random.uniform()
    labels[example] = Math.max(
      0,
      honest.findIndex((probability) => (rest -= probability) < 0),
    )
    probabilities.set(softmax(scores.map((score) => factor * score)), 4 * example)
  }
  return { probabilities, labels }
}

function softmax(scores: readonly number[]): number[] {
  const powers = scores.map(Math.exp)
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

describe('the temperature', () => {
  test.each([0.5, 1, 3])('undoes scores that are %s times too large', (factor) => {
    const answered = answersOf(6000, factor)
    const temperature = fitTemperature(answered)
    expect(temperature / factor).toBeCloseTo(1, 1)
    const loss = (at: number) => negativeLogLikelihood({ ...answered, probabilities: tempered(answered, at) })
    for (const other of [0.9, 0.97, 1.03, 1.1]) expect(loss(temperature)).toBeLessThan(loss(other * temperature))
  })

  test('leaves every answer what it was', () => {
    const answered = answersOf(500, 2)
    const cooled = tempered(answered, 3)
    const best = (values: Float32Array, example: number) => {
      const own = values.subarray(4 * example, 4 * example + 4)
      return own.indexOf(Math.max(...own))
    }
    for (let example = 0; example < 500; example++) expect(best(cooled, example)).toBe(best(answered.probabilities, example))
    expect([...tempered(answered, 1)].every((value, at) => Math.abs(value - answered.probabilities[at]!) < 1e-6)).toBe(true)
  })
})

describe('the calibration error', () => {
  test('is the weighted gap between confidence and accuracy, counted by hand', () => {
    // Two answers of 0.9, one right; two of 0.6, both right: (|1.8 - 1| + |1.2 - 2|) / 4.
    const probabilities = Float32Array.of(0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.4, 0.6)
    expect(calibrationError({ probabilities, labels: Uint8Array.of(0, 1, 0, 1) })).toBeCloseTo(0.4, 6)
  })

  test('is small for honest answers, and large for others', () => {
    expect(calibrationError(answersOf(20_000, 1))).toBeLessThan(0.015)
    expect(calibrationError(answersOf(20_000, 3))).toBeGreaterThan(0.1)
  })
})

describe('AUROC', () => {
  test('counts pairs, and ties by half', () => {
    // Pairs: 3 beats 1 and 2, 2 beats 1 and ties 2.
    expect(auroc([1, 2], [3, 2]).value).toBe(3.5 / 4)
    expect(auroc([1, 2], [3, 4]).value).toBe(1)
    expect(auroc([5, 5], [5, 5, 5])).toMatchObject({ value: 0.5, low: 0.5, high: 0.5 })
  })

  test('has an interval that holds the truth about as often as it says', () => {
    // Of normal scores one deviation apart the area is Φ(1/√2) = 0.7602.
    let held = 0
    for (let trial = 0; trial < 200; trial++) {
      const random = new Random(trial, Stream.sample)
      const draw = (mean: number) => Array.from({ length: 80 }, () => random.normal(mean))
      const { low, high } = auroc(draw(0), draw(1))
      if (low < 0.7602 && 0.7602 < high) held++
    }
    expect(held).toBeGreaterThan(180)
    expect(held).toBeLessThan(200)
  })
})

test('a fitted detector tells a ring from its middle, the same each time', () => {
  const random = new Random(1, Stream.sample)
  const spot = (radius: number) => {
    const angle = random.uniform(0, 2 * Math.PI)
    return Float64Array.of(5 + radius * Math.cos(angle), 300 + 40 * radius * Math.sin(angle))
  }
  const make = (count: number, low: number, high: number) => Array.from({ length: count }, () => spot(random.uniform(low, high)))
  const [digits, strangers] = [make(600, 0, 1), make(300, 1.5, 2.5)]
  // Two features must say it all, and need large weights for it.
  const options = { hidden: 8, seed: 1, epochs: 150, decay: 1e-3 }
  const detector = fitDetector(digits, strangers, options)
  expect(fitDetector(digits, strangers, options)).toEqual(detector)
  const score = (row: Float64Array) => strangenessOf(detector, row)
  expect(auroc(make(300, 0, 1).map(score), make(300, 1.5, 2.5).map(score)).value).toBeGreaterThan(0.98)
})

describe('strangers', () => {
  const kinds = Object.keys(strangerKinds) as StrangerKind[]

  test.each(kinds)('%s are the same for the same seed, and leave ink on every picture', (kind) => {
    const { images } = makeStrangers(kind, 40, 5)
    expect(makeStrangers(kind, 40, 5).images).toEqual(images)
    expect(makeStrangers(kind, 40, 6).images).not.toEqual(images)
    const pixels = pixelCount(DIGITS.input)
    for (let number = 0; number < 40; number++) {
      const inked = images.subarray(number * pixels, (number + 1) * pixels).filter((level) => level > 100).length
      expect(inked, `${kind} ${number}`).toBeGreaterThan(15)
    }
    for (const { points } of drawStranger(kind, 3, 1)) expect(points.flat().every((value) => value > 0 && value < 1)).toBe(true)
  })

  test('that measure have other forms than those that something was fitted on', () => {
    const fitted = new Set(Object.values(CHOOSING_LETTERS).flat())
    expect(
      Object.values(UNSEEN_LETTERS)
        .flat()
        .filter((form) => fitted.has(form)),
    ).toEqual([])
    expect(Object.keys(UNSEEN_SCRIBBLES).filter((name) => name in CHOOSING_SCRIBBLES)).toEqual([])
  })
})

test('the command says what it does not understand', () => {
  expect(parseCalibrateOptions(['a.safetensors', '--report'])).toEqual({ paths: ['a.safetensors'], isReport: true, most: Infinity })
  expect(parseCalibrateOptions(['a', '--images', '500']).most).toBe(500)
  expect(() => parseCalibrateOptions(['a', '--images', 'all'])).toThrow(UsageError)
  expect(() => parseCalibrateOptions([])).toThrow(UsageError)
  expect(() => parseCalibrateOptions(['a', '--reprot'])).toThrow(UsageError)
})
