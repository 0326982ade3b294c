import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictsOf, type Answers } from './answers'
import { calibrate } from './calibration'
import { accuracyOf, commonMistakes, countAt, countConfusion, figuresOfClass } from './confusion'
import { picturesOfCell } from './gallery'
import { wilsonInterval } from './wilson'

/** Any answers of a few classes. */
const answersOf = fc.integer({ min: 2, max: 5 }).chain((classes) =>
  fc
    .array(
      fc.record({
        label: fc.integer({ min: 0, max: classes - 1 }),
        scores: fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: classes, maxLength: classes }),
      }),
      { maxLength: 60 },
    )
    .map((pictures): Answers => ({
      classes,
      labels: Uint8Array.from(pictures, ({ label }) => label),
      probabilities: Float32Array.from(pictures.flatMap(({ scores }) => scores)),
    })),
)

/** The same pictures one by one, counted in no other way than by looking. */
function listOf({ classes, labels, probabilities }: Answers) {
  return Array.from(labels, (label, index) => {
    const row = probabilities.slice(index * classes, (index + 1) * classes)
    const confidence = Math.max(...row)
    return { index, label, answer: row.indexOf(confidence), confidence }
  })
}

describe('an independent count', () => {
  it('gives the same confusion, accuracy, precision and recall', () => {
    fc.assert(
      fc.property(answersOf, (answers) => {
        const list = listOf(answers)
        const confusion = countConfusion(answers.classes, answers.labels, verdictsOf(answers).answers)
        for (let label = 0; label < answers.classes; label++) {
          for (let answer = 0; answer < answers.classes; answer++) {
            expect(countAt(confusion, label, answer)).toBe(list.filter((one) => one.label === label && one.answer === answer).length)
          }
          const right = list.filter((one) => one.label === label && one.answer === label).length
          const named = list.filter(({ answer }) => answer === label).length
          const there = list.filter((one) => one.label === label).length
          const { precision, recall, f1 } = figuresOfClass(confusion, label)
          expect([precision.hits, precision.total, recall.hits, recall.total]).toEqual([right, named, right, there])
          expect(precision.value).toBe(named === 0 ? null : right / named)
          expect(recall.value).toBe(there === 0 ? null : right / there)
          if (precision.value && recall.value) {
            expect(f1).toBeCloseTo((2 * precision.value * recall.value) / (precision.value + recall.value), 12)
          } else expect(f1).toBeNull()
        }
        const right = list.filter(({ label, answer }) => label === answer).length
        const accuracy = accuracyOf(confusion)
        expect([accuracy.hits, accuracy.total]).toEqual([right, list.length])
        if (list.length > 0) expect(accuracy.interval).toEqual(wilsonInterval(right, list.length))
        const mistakes = commonMistakes(confusion, 99)
        expect(mistakes.reduce((sum, { count }) => sum + count, 0)).toBe(list.length - right)
        expect(mistakes.map(({ count }) => count)).toEqual(mistakes.map(({ count }) => count).toSorted((a, b) => b - a))
      }),
    )
  })

  it('gives the same calibration', () => {
    fc.assert(
      fc.property(answersOf, (answers) => {
        const list = listOf(answers)
        const { confidences, answers: given } = verdictsOf(answers)
        const { bins, confidence, error } = calibrate(confidences, (index) => given[index] === answers.labels[index])
        let distance = 0
        for (const { low, high, share, confidence: mean } of bins) {
          const inside = list.filter((one) => Math.floor(one.confidence * 10) / 10 === low || (high === 1 && one.confidence === 1))
          const right = inside.filter(({ label, answer }) => label === answer)
          expect([share.hits, share.total]).toEqual([right.length, inside.length])
          const meanOf = inside.reduce((sum, one) => sum + one.confidence, 0) / inside.length
          if (inside.length === 0) expect(mean).toBeNull()
          else {
            expect(mean).toBeCloseTo(meanOf, 12)
            distance += Math.abs(right.length - inside.length * meanOf)
          }
        }
        expect(bins.reduce((sum, { share }) => sum + share.total, 0)).toBe(list.length)
        if (list.length === 0) expect([confidence, error]).toEqual([null, null])
        else {
          expect(confidence).toBeCloseTo(list.reduce((sum, one) => sum + one.confidence, 0) / list.length, 12)
          expect(error).toBeCloseTo(distance / list.length, 12)
        }
      }),
    )
  })

  it('gives the same gallery: the surest mistakes first, right answers from the least sure on', () => {
    fc.assert(
      fc.property(answersOf, (answers) => {
        const verdicts = verdictsOf(answers)
        for (let label = 0; label < answers.classes; label++) {
          for (let answer = 0; answer < answers.classes; answer++) {
            const expected = listOf(answers)
              .filter((one) => one.label === label && one.answer === answer)
              .toSorted((a, b) => (label === answer ? a.confidence - b.confidence : b.confidence - a.confidence))
            expect(picturesOfCell(answers.labels, verdicts, { label, answer })).toEqual(expected.map(({ index }) => index))
          }
        }
      }),
    )
  })
})

/** Source: Newcombe 1998, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17(8), table I, method 3. */
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the 95 %% interval of %d in %d is the published one', (hits, total, low, high) => {
  const [from, to] = wilsonInterval(hits, total)
  expect([from.toFixed(4), to.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)])
})

it('a model that is right as often as it says has no error', () => {
  const confidences = new Float32Array(1000).fill(0.75)
  expect(calibrate(confidences, (index) => index % 4 !== 0).error).toBe(0)
  expect(calibrate(confidences, () => true).error).toBeCloseTo(0.25)
})

it('certainty is in the last bin', () => {
  const { bins } = calibrate(Float32Array.of(1, 1), () => true)
  expect(bins.at(-1)).toMatchObject({ low: 0.9, high: 1, confidence: 1, share: { hits: 2, total: 2 } })
})
