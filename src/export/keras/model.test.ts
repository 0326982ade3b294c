import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { presets } from '../../nn/spec/presets'
import { ExportError } from '../errors'
import { freshModel, oddModel } from '../exports.fixture'
import { readHdf5 } from './hdf5'
import { kerasFiles, snakeCase } from './model'

const savedAt = new Date('2026-01-02T03:04:05Z')

async function archiveOf(model: Parameters<typeof kerasFiles>[0]) {
  const [archive] = await kerasFiles(model, 'model', savedAt)
  return unzipSync(archive!.bytes)
}

describe('a Keras archive', () => {
  test('has the three files of Keras and the values where Keras looks for them', async () => {
    const model = freshModel(presets.keras.spec)
    const files = await archiveOf(model)
    expect(Object.keys(files)).toEqual(['metadata.json', 'config.json', 'model.weights.h5'])
    expect(JSON.parse(new TextDecoder().decode(files['metadata.json']))).toEqual({
      keras_version: '3.0.0',
      date_saved: '2026-01-02@03:04:05',
    })
    const tensors = await readHdf5(files['model.weights.h5']!)
    const expected = {
      'layers/conv1d/vars/0': 'conv1d/kernel',
      'layers/conv1d/vars/1': 'conv1d/bias',
      'layers/lstm/cell/vars/0': 'lstm/kernel',
      'layers/lstm/cell/vars/1': 'lstm/recurrent_kernel',
      'layers/lstm/cell/vars/2': 'lstm/bias',
      'layers/lstm_1/cell/vars/0': 'lstm_1/kernel',
      'layers/lstm_1/cell/vars/1': 'lstm_1/recurrent_kernel',
      'layers/lstm_1/cell/vars/2': 'lstm_1/bias',
      'layers/dense/vars/0': 'dense/kernel',
      'layers/dense/vars/1': 'dense/bias',
    }
    expect(new Set(tensors.keys())).toEqual(new Set(Object.keys(expected)))
    for (const [path, name] of Object.entries(expected)) expect(tensors.get(path)).toEqual(model.parameters.get(name))
  })

  test('names both directions as Bidirectional does', async () => {
    const model = freshModel(presets.bidirectional.spec)
    const tensors = await readHdf5((await archiveOf(model))['model.weights.h5']!)
    expect(tensors.get('layers/bidirectional/backward_layer/cell/vars/1')).toEqual(model.parameters.get('lstm/backward_recurrent_kernel'))
  })

  test('a reader backward hands on its states in the order of time', async () => {
    const files = await archiveOf(oddModel('GRU both ways over an LSTM that reads backward'))
    const tensors = await readHdf5(files['model.weights.h5']!)
    const { shape, data } = tensors.get('layers/dense/vars/0')!
    expect(shape).toEqual([28, 28])
    expect([data[27], data[26 + 28], data[27 * 28]]).toEqual([1, 1, 1])
  })

  test.each([
    ['masks', { type: 'conv1d', within: 'step' }, 'conv1d'],
    ['maskedSequence', { type: 'lstm', direction: 'both', returnSequences: true }, 'lstm'],
  ] as const)('%s are refused by name', async (kind, layer, name) => {
    const answer = { type: 'dense', units: 10, activation: 'softmax' }
    const spec = parseModelSpec({ version: 1, input: inputOf({ skipBlank: true }), layers: [layer, { type: 'gru', units: 3 }, answer] })
    await expect(kerasFiles(freshModel(spec), 'm', savedAt)).rejects.toEqual(
      new ExportError({ format: 'keras', reason: { kind, layer: name } }),
    )
  })

  test.each([
    ['SimpleRNN', 'simple_rnn'],
    ['LSTM', 'lstm'],
    ['GRU', 'gru'],
    ['Conv1D', 'conv1d'],
    ['MaxPooling2D', 'max_pooling2d'],
    ['LayerNormalization', 'layer_normalization'],
  ])('%s is %s', (name, snake) => {
    expect(snakeCase(name)).toBe(snake)
  })
})
