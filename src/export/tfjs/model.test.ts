import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { presets } from '../../nn/spec/presets'
import type { Checkpoint } from '../../train/checkpoint'
import { ExportError } from '../errors'
import type { ExportedFile } from '../exported'
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
import { tfjsFiles } from './model'

const { mnist } = inject('testData')

/** Its loader asks a server for the files; here they lie in memory. */
function handlerOf(files: readonly ExportedFile[]): tf.io.IOHandler {
  return {
    load: async () => {
      const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(files[0]!.bytes)) as tf.io.ModelJSON
      return { modelTopology, weightSpecs: weightsManifest[0]!.weights, weightData: files[1]!.bytes.buffer }
    },
  }
}

async function tfjsAnswers(model: Checkpoint, images: Float32Array): Promise<Float32Array> {
  const loaded = await tf.loadLayersModel(handlerOf(tfjsFiles(model, 'model')))
  const count = images.length / 784
  const parts: Float32Array[] = []
  for (let start = 0; start < count; start += 100) {
    const part = images.subarray(784 * start, 784 * Math.min(count, start + 100))
    const answer = tf.tidy(() => loaded.predict(tf.tensor3d(part, [part.length / 784, 28, 28])) as tf.Tensor)
    parts.push(Float32Array.from(await answer.data()))
    answer.dispose()
  }
  loaded.dispose()
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

/** Its GRU is Keras's first, whose reset gate acts before the product. */
const hasGru = ({ spec }: Checkpoint) => spec.layers.some(({ type }) => type === 'gru')

describe('in TensorFlow.js', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
  })

  const models = [
    ...presetNames.map((name) => ({
      name,
      model: presetModel(name),
      count: Math.min(pictureCount(name), process.env['EXPORT_PICTURES'] ? 1000 : 4),
    })),
    ...oddNames.map((name) => ({ name, model: oddModel(name), count: 3 })),
    {
      name: 'masked LSTM over another',
      count: 5,
      model: freshModel(
        parseModelSpec({
          version: 1,
          input: inputOf({ skipBlank: true }),
          layers: [
            { type: 'lstm', units: 6, returnSequences: true },
            { type: 'layerNorm' },
            { type: 'lstm', units: 5, direction: 'both' },
            { type: 'dense', units: 10, activation: 'softmax' },
          ],
        }),
      ),
    },
  ]

  test.each(models.filter(({ model }) => !hasGru(model)))('$name', async ({ name, model, count }) => {
    const images = testPictures(count, mnist)
    const difference = largestDifference(await tfjsAnswers(model, images), await ownAnswers(model, images))
    console.info(`tfjs ${name}: ${count} pictures, largest difference ${difference.toExponential(2)}`)
    expect(difference).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })

  test('its GRU is another one', () => {
    const refused = new ExportError({ format: 'tfjs', reason: { kind: 'resetAfter', layer: 'gru' } })
    expect(() => tfjsFiles(freshModel(presets['row-gru'].spec), 'model')).toThrow(refused)
  })
})
