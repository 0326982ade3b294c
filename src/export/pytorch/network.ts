import type { DescribedLayer, ModelDescription } from '../../nn'
import { convolutionShape } from '../../nn/spec/convolution'
import { scanOrder } from '../../nn/spec/input'
import { padding } from '../layouts'
import { isRecurrent, type DescribedRecurrent } from '../parameters'

/** A network as lines of Python: its layers, and how a picture goes through them. */
export interface PythonNetwork {
  /** Statements of the module's constructor. */
  readonly layers: readonly string[]
  /** Statements that turn `images` into `x`, the scores of the classes. */
  readonly reading: readonly string[]
  /** Kind and name of every layer with weights. */
  readonly names: readonly (readonly [kind: string, name: string])[]
}

/** Batches come first everywhere; pictures have their channels before rows and columns, sequences their features last. */
export function pythonNetwork(description: ModelDescription): PythonNetwork {
  const scan = scanLines(description)
  const lines = description.layers.map((described) => layerLines(described, description.spec.input.skipBlank))
  return {
    layers: [...scan.layers, ...lines.flatMap(({ layers }) => layers)],
    reading: [...scan.reading, ...lines.flatMap(({ reading }) => reading)],
    names: description.layers.flatMap(({ layer, name, parameters }) => (parameters.length > 0 ? [[layer.type, name] as const] : [])),
  }
}

interface Lines {
  readonly layers: readonly string[]
  readonly reading: readonly string[]
}

function scanLines({ spec, input, task }: ModelDescription): Lines {
  const [T = 0, features = 0] = input
  const mask = spec.input.skipBlank
    ? [
        'mask = (x > 0).any(-1)  # timesteps without ink are passed over, but not in a blank picture',
        'mask = mask | ~mask.any(1, keepdim=True)',
      ]
    : []
  switch (spec.input.scan) {
    case 'rows':
      return { layers: [], reading: ['x = images', ...mask] }
    case 'columns':
      return { layers: [], reading: ['x = images.transpose(1, 2)', ...mask] }
    case 'image':
      return { layers: [], reading: ['x = images.unsqueeze(1)'] }
    case 'patches':
    case 'pixels': {
      const order = [...scanOrder(spec)]
      const isInOrder = order.every((pixel, place) => pixel === place)
      const { height, width } = task.input
      const table = [`# Which pixel of the picture, row by row, stands where in the sequence [${T},${features}].`, ...wrapped(order)]
      return {
        layers: isInOrder ? [] : [...table, 'self.register_buffer("order", torch.tensor(order), persistent=False)'],
        reading: [`x = images.reshape(-1, ${height * width})${isInOrder ? '' : '[:, self.order]'}.reshape(-1, ${T}, ${features})`, ...mask],
      }
    }
    default:
      return spec.input.scan satisfies never
  }
}

/** Numbers on a line of the Python file. */
const NUMBERS_A_LINE = 24

function wrapped(numbers: readonly number[]): string[] {
  const lines: string[] = []
  for (let start = 0; start < numbers.length; start += NUMBERS_A_LINE) {
    lines.push(`    ${numbers.slice(start, start + NUMBERS_A_LINE).join(', ')},`)
  }
  return ['order = [', ...lines, ']']
}

function layerLines(described: DescribedLayer, isMasked: boolean): Lines {
  const { layer, name, input, output } = described
  const self = `self.${name}`
  if (isRecurrent(described)) return recurrentLines(described, isMasked)
  switch (layer.type) {
    case 'dense': {
      const activation = layer.activation === 'relu' ? '.relu()' : ''
      return {
        layers: [`${self} = nn.Linear(${input.at(-1)}, ${layer.units})`],
        reading: [onFeatures(input.length, `${self}(x)${activation}`, (x) => `${self}(${x})${activation}`)],
      }
    }
    case 'dropout':
      return { layers: [`${self} = nn.Dropout(${layer.rate})`], reading: [`x = ${self}(x)`] }
    case 'layerNorm':
      return {
        layers: [`${self} = nn.LayerNorm(${input.at(-1)}, eps=${layer.epsilon})`],
        reading: [onFeatures(input.length, `${self}(x)`, (x) => `${self}(${x})`)],
      }
    case 'conv1d':
    case 'conv2d':
      return convolutionLines(described)
    case 'maxPool1d':
      return { layers: [`${self} = nn.MaxPool1d(${layer.size})`], reading: [`x = ${self}(x.transpose(1, 2)).transpose(1, 2)`] }
    case 'maxPool2d':
      return { layers: [`${self} = nn.MaxPool2d(${layer.size})`], reading: [`x = ${self}(x)`] }
    case 'flatten':
      return { layers: [], reading: [`x = ${input.length === 3 ? 'x.permute(0, 2, 3, 1)' : 'x'}.reshape(-1, ${output.join(', ')})`] }
    case 'lstm':
    case 'gru':
    case 'rnn':
      throw new TypeError(`${name}: a recurrent layer without a recurrence`)
    default:
      return layer satisfies never
  }
}

/** What works on the features of every place, which a picture has before its places. */
function onFeatures(dimensions: number, plain: string, call: (x: string) => string): string {
  return dimensions === 3 ? `x = ${call('x.permute(0, 2, 3, 1)')}.permute(0, 3, 1, 2)` : `x = ${plain}`
}

function convolutionLines({ layer, name, input, output }: DescribedLayer): Lines {
  if (layer.type !== 'conv1d' && layer.type !== 'conv2d') throw new TypeError(`${name} is no convolution`)
  const self = `self.${name}`
  const { height, width, channels, top, left } = convolutionShape(layer, input, name)
  const { kernel, stride, filters } = layer
  const stepped = stride === 1 ? '' : `, stride=${stride}`
  const relu = layer.activation === 'relu' ? '.relu()' : ''
  const across = padding(width, { kernel, stride, before: left })
  const down = padding(height, { kernel, stride, before: top })
  const pads = layer.type === 'conv2d' ? [...across, ...down] : across
  const isPadded = layer.padding === 'same' && pads.some((zeros) => zeros > 0)
  // F.pad begins with the last dimension.
  const padded = (x: string) => (isPadded ? `F.pad(${x}, (${pads.join(', ')}))` : x)
  if (layer.type === 'conv2d') {
    return {
      layers: [`${self} = nn.Conv2d(${channels}, ${filters}, ${kernel}${stepped})`],
      reading: [`x = ${self}(${padded('x')})${relu}`],
    }
  }
  const layers = [`${self} = nn.Conv1d(${channels}, ${filters}, ${kernel}${stepped})`]
  if (layer.within === 'sequence') {
    return { layers, reading: [`x = ${self}(${padded('x.transpose(1, 2)')})${relu}.transpose(1, 2)`] }
  }
  const [T = 0, features = 0] = output
  const reading = [
    `x = ${self}(${padded(`x.reshape(-1, 1, ${width})`)})${relu}  # every timestep alone`,
    `x = x.transpose(1, 2).reshape(-1, ${T}, ${features})`,
  ]
  return { layers, reading }
}

const MODULES = { lstm: 'LSTM', gru: 'GRU', rnn: 'RNN' } as const

function recurrentLines({ layer, name, input }: DescribedRecurrent, isMasked: boolean): Lines {
  const { units, direction, returnSequences } = layer
  const both = direction === 'both' ? ', bidirectional=True' : ''
  const options = [isMasked && 'mask', direction === 'backward' && 'backward=True', returnSequences && 'last=False']
  const listed = options.flatMap((option) => (option === false ? [] : `, ${option}`)).join('')
  return {
    layers: [`self.${name} = nn.${MODULES[layer.type]}(${input.at(-1)}, ${units}, batch_first=True${both})`],
    reading: [`x = read(self.${name}, x${listed})`],
  }
}
