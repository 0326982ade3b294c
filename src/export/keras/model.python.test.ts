import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { presets } from '../../nn/spec/presets'
import { openModel } from '../import/open-model'
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
import { hasKeras, hasPython, runKeras, runPython, Workplace } from '../python.fixture'
import { kerasFiles } from './model'

/** Keras itself is no package of Debian; it opens archives with h5py. */
const READ = `
import io, json, sys, zipfile
import h5py
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
config = json.loads(archive.read("config.json"))
sums = {}
def note(name, entity):
    if isinstance(entity, h5py.Dataset):
        assert entity.dtype == "<f4", entity.dtype
        sums[name] = [list(entity.shape), float((entity[...].ravel()[:5] * [1, 2, 3, 4, 5]).sum())]
with h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
    file.visititems(note)
    names = {name: file[name].attrs["name"] for name in ("vars", "layers/lstm/cell/vars", "layers/lstm_1/vars")}
print(json.dumps({"sums": sums, "names": names, "layers": [layer["class_name"] for layer in config["config"]["layers"]]}))
`

describe.skipIf(!hasPython)('a Keras archive', () => {
  const place = new Workplace()
  afterAll(() => place.remove())

  test('is read by h5py', async () => {
    const { parameters, ...model } = freshModel(presets.keras.spec)
    const folder = place.put('keras', await kerasFiles({ ...model, parameters }, 'keras', new Date(0)))
    const first = (name: string) =>
      parameters
        .get(name)!
        .data.slice(0, 5)
        .reduce((sum, value, place) => sum + value * (place + 1), 0)
    const { sums, names, layers } = JSON.parse(runPython(READ, `${folder}/keras.keras`)) as Record<string, Record<string, unknown>>
    expect(layers).toEqual(['InputLayer', 'Conv1D', 'Dropout', 'LSTM', 'Dropout', 'LSTM', 'Dense'])
    expect(names).toEqual({ vars: 'keras', 'layers/lstm/cell/vars': 'lstm_cell', 'layers/lstm_1/vars': 'lstm_1' })
    expect(Object.keys(sums!)).toHaveLength(10)
    expect(sums!['layers/lstm_1/cell/vars/1']).toEqual([[64, 256], expect.closeTo(first('lstm_1/recurrent_kernel'), 5)])
    expect(sums!['layers/conv1d/vars/0']).toEqual([[3, 28, 32], expect.closeTo(first('conv1d/kernel'), 5)])
  })
})

/** Opens every archive, answers pictures, and saves it once more as Keras does, in both of its forms. */
const ANSWER = `
import json, os, sys
os.environ.setdefault("KERAS_BACKEND", "numpy")
import keras, numpy as np
for archive, count in json.loads(sys.argv[1]):
    model = keras.saving.load_model(archive)
    images = np.fromfile(sys.argv[2], np.float32).reshape(-1, 28, 28)[:count]
    np.asarray(model.predict(images, verbose=0, batch_size=100)).astype("<f4").tofile(archive + ".f32")
    model.save(archive.replace(".keras", ".again.keras"))
    model.save_weights(archive.replace(".keras", ".again.weights.h5"))
`

const masked = freshModel(
  parseModelSpec({
    version: 1,
    input: inputOf({ skipBlank: true }),
    layers: [
      { type: 'lstm', units: 6, returnSequences: true },
      { type: 'layerNorm' },
      { type: 'gru', units: 5, direction: 'both' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  }),
)

describe.skipIf(!hasKeras)('in Keras itself', () => {
  const { mnist } = inject('testData')
  const place = new Workplace()
  const models = [
    ...presetNames.map((name) => ({ name, model: presetModel(name), count: pictureCount(name) })),
    ...oddNames.map((name) => ({ name, model: oddModel(name), count: 5 })),
    { name: 'masks', model: masked, count: 5 },
  ].map((each, index) => ({ ...each, index }))
  const images = testPictures(Math.max(...models.map(({ count }) => count)), mnist)
  const pathOf = (index: number) => place.path(`${index}/model`)

  beforeAll(async () => {
    const archives: [string, number][] = []
    for (const { model, count, index } of models) {
      place.put(String(index), await kerasFiles(model, 'model', new Date()))
      archives.push([`${pathOf(index)}.keras`, count])
    }
    runKeras(ANSWER, JSON.stringify(archives), place.putFloats('images.f32', images))
  })
  afterAll(() => place.remove())

  test.each(models)('$name', async ({ name, model, count, index }) => {
    const difference = largestDifference(place.floats(`${index}/model.keras.f32`), await ownAnswers(model, images.subarray(0, count * 784)))
    console.info(`keras ${name}: ${count} pictures, largest difference ${difference.toExponential(2)}`)
    expect(difference).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })

  test.each(models)('what Keras saves of $name is opened with the same bits', async ({ model, index }) => {
    const { checkpoint, found } = await openModel(readFileSync(`${pathOf(index)}.again.keras`), null)
    expect(found).toBe('keras')
    expect(checkpoint.parameters).toEqual(model.parameters)
    const weights = await openModel(readFileSync(`${pathOf(index)}.again.weights.h5`), model.spec)
    expect(weights.checkpoint.parameters).toEqual(model.parameters)
  })
})
