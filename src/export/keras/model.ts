import { taskOf } from '../../core/task'
import type { Tensor } from '../../core/tensor'
import { describeModel } from '../../nn'
import type { Checkpoint } from '../../train/checkpoint'
import { textFile, zip } from '../archive'
import type { ExportedFile } from '../exported'
import { writeHdf5 } from './hdf5'
import { kerasLayers, type Json, type KerasLayer } from './layers'
import rebuild from './rebuild.py?raw'

/**
 * A model as a `.keras` archive of Keras 3 and the lines of Python that load it: `images` [N,height,width] in 0…1, ink = 1, to probabilities [N,classes].
 *
 * Source: Keras 3, `keras/src/saving/saving_lib.py`: which group of `model.weights.h5` belongs to which layer
 * @throws ExportError, ShapeError as `kerasLayers`
 */
export async function kerasFiles(
  { spec, parameters, name }: Checkpoint,
  fileName: string,
  savedAt: Date,
): Promise<readonly ExportedFile[]> {
  const layers = kerasLayers(describeModel(spec), parameters, 'keras')
  const { height, width } = taskOf(spec).input
  const shape = [null, height, width]
  const config = kerasObject('keras', 'Sequential', {
    name: fileName,
    layers: [
      kerasObject('keras.layers', 'InputLayer', { batch_shape: shape, dtype: 'float32', name: 'images' }),
      ...layers.map(serialised),
    ],
    build_input_shape: shape,
  })
  const [date = '', time = ''] = savedAt.toISOString().split('T')
  const metadata = { keras_version: FORMAT_VERSION, date_saved: `${date}@${time.slice(0, 8)}` }
  const archive = zip(
    [
      textFile('metadata.json', JSON.stringify(metadata)),
      textFile('config.json', JSON.stringify(config)),
      { name: 'model.weights.h5', bytes: await weightsFile(layers, fileName) },
    ],
    savedAt,
  )
  const script = rebuild
    .replaceAll('@TITLE@', name)
    .replaceAll('@ARCHIVE@', `${fileName}.keras`)
    .replaceAll('@SHAPE@', `[N,${height},${width}]`)
  return [{ name: `${fileName}.keras`, bytes: archive }, textFile('rebuild.py', script)]
}

/** Of Keras, whose archives these are like. */
const FORMAT_VERSION = '3.0.0'

function kerasObject(module: string, className: string, config: Readonly<Record<string, Json>>): Json {
  return { module, class_name: className, config, registered_name: null }
}

function serialised({ className, config, inner }: KerasLayer): Json {
  return kerasObject('keras.layers', className, inner === undefined ? config : { ...config, layer: serialised(inner) })
}

/** A group for every layer, named after its class and numbered among those of it; each with the group `vars`, whose tensors are numbered. */
async function weightsFile(layers: readonly KerasLayer[], modelName: string): Promise<Uint8Array<ArrayBuffer>> {
  const groups = new Set(['layers', 'vars'])
  const attributes = new Map([['vars', { name: modelName }]])
  const tensors = new Map<string, Tensor>()
  const seen = new Map<string, number>()
  const addVars = (path: string, name: string): string => {
    const parts = path.split('/')
    parts.forEach((_, index) => groups.add(parts.slice(0, index + 1).join('/')))
    groups.add(`${path}/vars`)
    attributes.set(`${path}/vars`, { name })
    return `${path}/vars`
  }
  for (const { className, config, weights } of layers) {
    const base = snakeCase(className)
    const before = seen.get(base) ?? 0
    seen.set(base, before + 1)
    const path = `layers/${base}${before === 0 ? '' : `_${before}`}`
    addVars(path, config.name)
    const counts = new Map<string, number>()
    for (const { part, tensor } of weights) {
      const vars = addVars(part === '' ? path : `${path}/${part}`, part === '' ? config.name : `${config.name}_cell`)
      const place = counts.get(vars) ?? 0
      counts.set(vars, place + 1)
      tensors.set(`${vars}/${place}`, tensor)
    }
  }
  return writeHdf5([...groups], { attributes, tensors })
}

/** As Keras's `to_snake_case` writes a class: SimpleRNN → simple_rnn, Conv1D → conv1d, LSTM → lstm. */
export function snakeCase(name: string): string {
  return name
    .replaceAll(/\W+/g, '')
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}
