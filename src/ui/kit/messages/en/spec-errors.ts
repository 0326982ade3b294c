import type { Allowed, ErrorDetail, SpecPlace } from '../../../../core/error-details'
import { formatFor } from '../../format'

const format = formatFor('en')

function place(where: SpecPlace): string {
  switch (where.kind) {
    case 'model':
      return 'The model'
    case 'input':
      return 'The model’s input'
    case 'layer':
      return where.type === null ? `Layer ${where.position}` : `Layer ${where.position} (${where.type})`
    case 'named':
      return where.name
    case 'training':
      return 'The settings of training'
    case 'clamp':
      return 'What is held'
    case 'gradients':
      return 'The gradients asked for'
    case 'unit':
      return 'The unit asked for'
    default:
      return where satisfies never
  }
}

/** Fields of a run's settings; those of a model are called as its file calls them. */
const SETTINGS: Readonly<Record<string, string>> = {
  exampleCount: 'the number of examples',
  epochs: 'the number of epochs',
  batchSize: 'the batch size',
  'resumeFrom.epoch': 'the epoch to go on from',
}

function nameField({ where, field }: ErrorDetail<'spec'>): string {
  const setting = where.kind === 'training' && Object.hasOwn(SETTINGS, field) ? SETTINGS[field] : undefined
  return setting ?? `“${field}”`
}

/** What a value must be, after “but”. */
function must(allowed: Exclude<Allowed, { kind: 'fields' }>): string {
  switch (allowed.kind) {
    case 'integer':
      return allowed.max === null
        ? `must be a whole number from ${allowed.min} on`
        : `must be a whole number from ${allowed.min} to ${allowed.max}`
    case 'number':
      return allowed.below === null
        ? `must be a number from ${allowed.min} on`
        : `must be a number from ${allowed.min} to less than ${allowed.below}`
    case 'finite':
      return 'must be a finite number'
    case 'boolean':
      return 'must be true or false'
    case 'options':
      return allowed.options.length === 1 ? `must be ${allowed.options[0]}` : `must be one of ${allowed.options.join(', ')}`
    case 'object':
      return 'must be an object'
    case 'tensor':
      return 'must be a tensor'
    case 'layerCount':
      return `must be a list of 1 to ${allowed.max} layers`
    case 'atMost':
      return `must be at most ${format.integer(allowed.max)}`
    case 'sequence':
      return 'must be a sequence [T,F]'
    case 'picture':
      return 'must be a picture [H,W,C]'
    case 'sequenceOrPicture':
      return 'must be a sequence [T,F] or a picture [H,W,C]'
    case 'classScores':
      return 'must be one vector of class scores'
    case 'inputLength':
      return `must be at most ${allowed.max}, the length of the layer’s input`
    case 'inputSide':
      return `must be at most ${allowed.max}, the side of the layer’s input`
    case 'lastIsDense':
      return 'must be dense in the last layer'
    case 'lastIsSoftmax':
      return 'must be softmax in the last layer'
    case 'softmaxOnlyLast':
      return 'may be softmax only in the last layer'
    case 'classCount':
      return `must be ${allowed.count} in the last layer, one per class`
    case 'falseForImage':
      return 'must be false where the whole image is read at once'
    case 'eachStepAlone':
      return 'works only with recurrent layers and those that treat each timestep alone'
    case 'recurrentLayer':
      return allowed.names.length === 0
        ? 'must be a recurrent layer, and this model has none'
        : `must be a recurrent layer of this model: ${allowed.names.join(', ')}`
    case 'someLayers':
      return `must be some of the layers that learn (${allowed.names.join(', ')}), and not all of them`
    case 'patches':
      return allowed.sides.length === 0
        ? `cannot be used: no patch divides ${allowed.height}×${allowed.width} pixels`
        : `must be one of ${allowed.sides.join(', ')}, which divide ${allowed.height}×${allowed.width} pixels`
    case 'task':
      return 'must be a task: classes with labels of their own, and the size of a picture'
    case 'gpuBatch':
      return `must be from 1 to ${allowed.max} for this model on this GPU`
    case 'gpuParameters':
      return `must be at most ${format.integer(allowed.max)} for this model on this GPU, which reaches no more in one buffer; the CPU engine takes more`
    case 'stepRange':
      return `must lie within steps 0 to ${allowed.count}, the start not after the end`
    default:
      return allowed satisfies never
  }
}

/** Which field is wrong, what it is, and what it must be. */
export function describeSpecError(detail: ErrorDetail<'spec'>): string {
  const { where, field, value, allowed } = detail
  if (allowed.kind === 'fields') return `${place(where)} has no field “${field}”; its fields are ${allowed.known.join(', ')}.`
  return `${place(where)}: ${nameField(detail)} is ${value ?? 'missing'}, but ${must(allowed)}.`
}
