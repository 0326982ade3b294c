import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import { describe, expect, inject, test } from 'vitest'
import { initialParameters, describeModel, parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { presets } from '../../nn/spec/presets'
import {
  freshModel,
  largestDifference,
  MOST_DIFFERENCE,
  oddModel,
  oddNames,
  ownAnswers,
  pictureCount,
  presetModel,
  presetNames,
  testPictures,
} from '../exports.fixture'
import { ExportError } from '../errors'
import { decodeModel } from './read'
import { runGraph } from './run'
import { ONNX_INPUT, ONNX_OUTPUT, onnxModel } from './model'

env.wasm.numThreads = 1
const { mnist } = inject('testData')

/** What ONNX Runtime answers. */
async function runtimeAnswers(file: Uint8Array, images: Float32Array): Promise<Float32Array> {
  const session = await InferenceSession.create(file)
  const input = new Tensor('float32', images, [images.length / 784, 28, 28])
  const { [ONNX_OUTPUT]: output } = await session.run({ [ONNX_INPUT]: input })
  await session.release()
  if (!(output?.data instanceof Float32Array)) throw new TypeError('expected float32')
  return output.data
}

/** What our own reader of the file answers. */
function readAnswers(file: Uint8Array, images: Float32Array): Float32Array {
  const input = { shape: [images.length / 784, 28, 28], data: images }
  return runGraph(decodeModel(file), new Map([[ONNX_INPUT, input]])).data
}

describe('every preset in ONNX Runtime', () => {
  test.each(presetNames)('%s', async (name) => {
    const model = presetModel(name)
    const images = testPictures(pictureCount(name), mnist)
    const file = onnxModel(model.spec, model.parameters)
    const own = await ownAnswers(model, images)
    const difference = largestDifference(await runtimeAnswers(file, images), own)
    console.info(`onnx ${name}: ${images.length / 784} pictures, largest difference ${difference.toExponential(2)}`)
    expect(difference).toBeLessThanOrEqual(MOST_DIFFERENCE)
    const few = images.subarray(0, 784 * Math.min(4, images.length / 784))
    expect(largestDifference(readAnswers(file, few), own.subarray(0, (few.length / 784) * 10))).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })
})

describe('other networks in ONNX Runtime and in our own reader', () => {
  test.each(oddNames)('%s', async (name) => {
    const model = oddModel(name)
    const images = testPictures(5, mnist)
    const file = onnxModel(model.spec, model.parameters)
    const own = await ownAnswers(model, images)
    expect(largestDifference(await runtimeAnswers(file, images), own)).toBeLessThanOrEqual(MOST_DIFFERENCE)
    expect(largestDifference(readAnswers(file, images), own)).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })
})

describe('the file', () => {
  const { spec } = presets.keras
  const parameters = initialParameters(describeModel(spec), 1)

  test('holds every weight once, and the second biases', () => {
    const floats = [...parameters.values()].reduce((sum, { data }) => sum + data.length, 4 * 128 + 4 * 64)
    const { length } = onnxModel(spec, parameters)
    expect(length).toBeGreaterThan(4 * floats)
    expect(length).toBeLessThan(4 * floats + 3000)
  })

  test('a parameter that lacks is named', () => {
    const few = new Map([...parameters].filter(([name]) => name !== 'lstm_1/bias'))
    expect(() => onnxModel(spec, few)).toThrow('tensor lstm_1/bias, misfit missing')
  })

  test('masks are refused with the layer that needs them', () => {
    const masked = parseModelSpec({ ...presets['row-lstm'].spec, input: inputOf({ skipBlank: true }) })
    const refused = new ExportError({ format: 'onnx', reason: { kind: 'masks', layer: 'lstm' } })
    expect(() => onnxModel(masked, freshModel(masked).parameters)).toThrow(refused)
  })
})
