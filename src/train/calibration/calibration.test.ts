import { describe, expect, test } from 'vitest'
import { DecodeError } from '../../core/decode'
import { describeModel } from '../../nn'
import { createCpuEngine } from '../../nn/engines/cpu/cpu-engine'
import { presets } from '../../nn/spec/presets'
import { IMAGE_PIXELS } from '../../testing/digits'
import { calibrationText, decodeCalibration, judge, SHARES } from './calibration'
import { someCalibration } from './calibration.fixture'
import { hiddenSums, packWeights, strangenessOf } from './detector'
import { featureCount, readingFeatures } from './features'

const { spec } = presets['row-rnn']
const description = describeModel(spec)
const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel % 7) / 6)

describe('the features of a reading', () => {
  test.each(Object.values(presets).map((preset) => ({ name: preset.name, of: preset.spec })))(
    'of $name are as many as said before',
    async ({ of }) => {
      const engine = await createCpuEngine({ precision: 'float32' })
      const model = await engine.createModel(of, { seed: 1 })
      const features = readingFeatures(await model.trace(picture), describeModel(of))
      expect(features).toHaveLength(featureCount(describeModel(of)))
      expect(features.every(Number.isFinite)).toBe(true)
      // Nothing was left out: a place that nobody fills is 0 in every picture.
      expect(features.filter((value) => value === 0).length).toBeLessThan(features.length / 2)
      engine.dispose()
    },
  )

  test('begin with the last states, of both readers where there are two', async () => {
    const engine = await createCpuEngine()
    const both = describeModel(presets.bidirectional.spec)
    const model = await engine.createModel(both.spec, { seed: 1 })
    const trace = await model.trace(picture)
    const h = trace.signals.find(({ layer, name }) => layer === 'lstm' && name === 'h')!
    const [steps, width] = [h.shape[0]!, h.shape[1]!]
    const features = readingFeatures(trace, both)
    const forward = h.data.subarray((steps - 1) * width, (steps - 1) * width + width / 2)
    expect([...features.subarray(0, width)]).toEqual([...forward, ...h.data.subarray(width / 2, width)])
    engine.dispose()
  })
})

describe('a detector', () => {
  test('keeps weights within half a step of their feature’s largest', () => {
    const weights = Float64Array.from([0.5, -0.25, 0.001, 0.0004, 90, -3])
    const packed = packWeights(weights, 2)
    expect(packed).toHaveLength(3 * 3)
    for (let feature = 0; feature < 3; feature++) {
      const largest = Math.max(Math.abs(weights[2 * feature]!), Math.abs(weights[2 * feature + 1]!))
      const sums = hiddenSums(
        packed,
        Float64Array.from([0, 1, 2], (at) => (at === feature ? 1 : 0)),
        2,
      )
      sums.forEach((sum, unit) => expect(Math.abs(sum - weights[2 * feature + unit]!)).toBeLessThan((largest * 1.19) / 127 / 2))
    }
  })

  test('computes what its formula says', () => {
    const weights = packWeights(Float64Array.from([1, 0.5]), 1)
    const [first = 0] = hiddenSums(weights, Float64Array.of(1, 0), 1)
    const [second = 0] = hiddenSums(weights, Float64Array.of(0, 1), 1)
    const score = strangenessOf({ weights, biases: [0.25], answer: [3], answerBias: -1 }, Float64Array.of(2, -4))
    expect(score).toBeCloseTo(3 * Math.tanh(2 * first - 4 * second + 0.25) - 1, 12)
  })
})

describe('a judgement', () => {
  test('says which share of digits is less strange, and its word', async () => {
    const engine = await createCpuEngine()
    const model = await engine.createModel(spec, { seed: 1 })
    const trace = await model.trace(picture)
    const calibration = someCalibration(spec)
    const { score } = judge(calibration, trace, description)
    const placed = (share: number) => judge({ ...calibration, quantiles: SHARES.map((each) => score + (each - share)) }, trace, description)
    expect(placed(0.6)).toMatchObject({ level: 'usual', share: expect.closeTo(0.6, 9) })
    expect(placed(0.93).level).toBe('usual')
    expect(placed(0.96)).toMatchObject({ level: 'unusual', share: expect.closeTo(0.96, 9) })
    expect(placed(0.992).level).toBe('unlike')
    expect(placed(-1)).toMatchObject({ level: 'usual', share: 0 })
    expect(placed(2)).toMatchObject({ level: 'unlike', share: 1 })
    engine.dispose()
  })
})

describe('figures in a file', () => {
  const calibration = someCalibration(spec)
  const { weights } = calibration.detector
  const read = (change: (text: Record<string, unknown>) => void, bytes = weights) => {
    const text = JSON.parse(calibrationText(calibration)) as Record<string, unknown>
    change(text)
    return decodeCalibration(bytes, description)(text, 'calibration')
  }

  test('come back as they were', () => {
    expect(read(() => undefined)).toEqual(calibration)
  })

  test.each<[string, (text: Record<string, unknown>) => void]>([
    ['a temperature of 0', (text) => void (text.temperature = 0)],
    ['a temperature in words', (text) => void (text.temperature = '1')],
    ['quantiles that fall', (text) => void (text.quantiles = SHARES.map((share) => -share))],
    ['too few quantiles', (text) => void (text.quantiles = [0, 1])],
    ['infinite quantiles', (text) => void (text.quantiles = SHARES.map((share) => (share === 1 ? Infinity : share)))],
    ['no hidden units', (text) => Object.assign(text, { biases: [], answer: [] })],
    ['other weights than hidden units', (text) => void (text.answer = [1])],
    ['a million hidden units', (text) => void (text.biases = Array.from({ length: 1e6 }, () => 0))],
    ['no digits', (text) => void (text.digits = 0)],
    ['nothing', (text) => Object.assign(text, { version: undefined })],
  ])('are refused with %s', (_, change) => {
    expect(() => read(change)).toThrow(DecodeError)
  })

  test('of another version are no use', () => {
    expect(read((text) => void (text.version = 99))).toBeNull()
  })

  test('are refused for another model', () => {
    expect(() => read(() => undefined, weights.slice(1))).toThrow(DecodeError)
    expect(() => decodeCalibration(weights, describeModel(presets['row-gru'].spec))(JSON.parse(calibrationText(calibration)), 'x')).toThrow(
      DecodeError,
    )
  })
})
