import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { describeModel, parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { presets } from '../../nn/spec/presets'
import { textFile } from '../archive'
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
import { hasKeras, hasPython, runKeras, runPython, spawnKeras, spawnPython, Workplace } from '../python.fixture'
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

/** Stands in for Keras, which Debian has no package of: `rebuild.py` finds it beside itself, and gets what the archive says. */
const STANDS_IN_FOR_KERAS = `
import json, zipfile
import numpy as np

class Model:
    def __init__(self, config):
        self.layers = [(layer["class_name"], layer["config"]["name"]) for layer in config["config"]["layers"]]
        self.input_shape = tuple(config["config"]["build_input_shape"])
    def summary(self):
        print(json.dumps(self.layers))
    def predict(self, images):
        print(json.dumps([list(images.shape), str(images.dtype)]))
        return np.full((len(images), 10), 0.1)

class saving:
    @staticmethod
    def load_model(path):
        with zipfile.ZipFile(path) as archive:
            return Model(json.loads(archive.read("config.json")))
`

/** What \`rebuild.py\` imports and calls, and how many lines of code it has. */
const PARSE = `
import ast, json, pathlib, sys
source = pathlib.Path(sys.argv[1]).read_text()
tree = ast.parse(source)
compile(tree, sys.argv[1], "exec")
imports = [name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names]
calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
lines = {line for node in tree.body for line in range(node.lineno, node.end_lineno + 1)}
print(json.dumps({"imports": imports, "calls": calls, "lines": len(lines), "doc": ast.get_docstring(tree), "isWhole": "@" not in source}))
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

  test('comes with ten lines of Python that rebuild it', async () => {
    const model = freshModel(presets.keras.spec, 'my "own" model')
    const files = await kerasFiles(model, 'own', new Date(0))
    const folder = place.put('rebuilt', [...files, textFile('keras.py', STANDS_IN_FOR_KERAS)])
    const { imports, calls, lines, doc, isWhole } = JSON.parse(runPython(PARSE, `${folder}/rebuild.py`)) as Record<string, unknown>
    expect({ imports, isWhole }).toEqual({ imports: ['pathlib', 'keras', 'numpy'], isWhole: true })
    expect(calls).toEqual(expect.arrayContaining(['keras.saving.load_model', 'model.summary', 'model.predict']))
    expect(lines).toBeLessThanOrEqual(10)
    expect(doc).toContain('[N,28,28]')
    const [layers, fed] = spawnPython([`${folder}/rebuild.py`])
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line) as unknown)
    const named = describeModel(model.spec).layers.map(({ name }) => name)
    expect(layers).toEqual([
      ['InputLayer', 'images'],
      ...['Conv1D', 'Dropout', 'LSTM', 'Dropout', 'LSTM', 'Dense'].map((className, index) => [className, named[index]]),
    ])
    expect(fed).toEqual([[1, 28, 28], 'float32'])
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

  test('is rebuilt by the lines that come with it', async () => {
    const [file, script] = await kerasFiles(oddModel(oddNames[0]!), 'odd', new Date())
    const folder = place.put('rebuilt', [file!, script!])
    const said = spawnKeras([`${folder}/rebuild.py`])
    expect(said).toContain('gru')
    expect(said).toMatch(/\[\[0\.\d/)
  })

  test.each(models)('what Keras saves of $name is opened with the same bits', async ({ model, index }) => {
    const { checkpoint, found } = await openModel(readFileSync(`${pathOf(index)}.again.keras`), null)
    expect(found).toBe('keras')
    expect(checkpoint.parameters).toEqual(model.parameters)
    const weights = await openModel(readFileSync(`${pathOf(index)}.again.weights.h5`), model.spec)
    expect(weights.checkpoint.parameters).toEqual(model.parameters)
  })
})
