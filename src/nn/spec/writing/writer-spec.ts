import { SpecError } from '../../../core/errors'
import { taskOf, type Task } from '../../../core/task'
import { elementCount } from '../../../core/tensor'
import { describeLayer, layerNames, type DescribedLayer, type DescribedParameter } from '../describe'
import type { FieldDefinition } from '../definition'
import { refuseUnknown, requireFields, requireRecord, withDefaults } from '../fields'
import type { LayerSpec } from '../model-spec'
import { parseLayers, parseTask, requireParameterLimit } from '../parse'
import { parseForwardLayer } from './forward-layer'

/** What the last layer gives: a mixture of bivariate Gaussians for the next movement, and what the pen does after it. */
export interface MixtureSpec {
  readonly type: 'mixture'
  /** Gaussians that are mixed. */
  readonly components: number
}

/**
 * A network that writes, as plain JSON: at every timestep it reads the movement before, what the pen did after it, and what is to be written, and says how
 * likely each next movement is.
 *
 * Source: Graves 2013, "Generating Sequences With Recurrent Neural Networks", arXiv:1308.0850, section 4; the class as in section 5 of it.
 */
export interface WriterSpec {
  readonly version: 1
  /** What it writes; left out of writers of digits (`taskOf`). Pictures have no part in it. */
  readonly task?: Task
  readonly strokes: StrokesSpec
  /** Layers that give an output at every timestep, and see no later one. */
  readonly layers: readonly LayerSpec[]
  readonly head: MixtureSpec
}

/** How drawings reach it. */
export interface StrokesSpec {
  /** Of the longest drawing. */
  readonly points: number
  /** It also reads where the pen is: loops are closed where they began. Nothing new is in it, but it need not be added up from movements. */
  readonly place: boolean
}

export const strokesFields = {
  points: { kind: 'integer', min: 1, max: 256, default: 64, help: 'Points of the longest drawing.' },
  place: { kind: 'boolean', default: false, help: 'The network also reads where the pen is.' },
} as const satisfies { [Name in keyof StrokesSpec]: FieldDefinition }

export const mixtureFields = {
  components: { kind: 'integer', min: 1, max: 128, default: 20, help: 'Gaussians that are mixed for the next movement.' },
} as const satisfies { [Name in Exclude<keyof MixtureSpec, 'type'>]: FieldDefinition }

/** Name of the head's parameters and of its sums in a trace. */
export const HEAD = 'mixture'

/** Of what a network reads at a timestep: Δx, Δy and one of three for the pen. */
export const MOVEMENT_INPUTS = 5
/** Then, where it reads them, x and y. */
const PLACE_INPUTS = 2

const MODEL = { kind: 'model' } as const

/** Of what it reads at a timestep, the place of the class, one of as many as the task has. */
export function firstClassInput({ strokes }: Pick<WriterSpec, 'strokes'>): number {
  return MOVEMENT_INPUTS + (strokes.place ? PLACE_INPUTS : 0)
}

/** Features of a timestep. */
export function writerInputs(spec: Pick<WriterSpec, 'strokes' | 'task'>): number {
  return firstClassInput(spec) + taskOf(spec).classes.length
}

/** Whether JSON is meant as a network that writes, and not as one that reads. */
export function isWriterJson(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'strokes' in json
}

/**
 * Checks a network that writes that came as JSON, and fills in what it leaves out.
 *
 * @throws SpecError naming layer, field, value and what is allowed
 */
export function parseWriterSpec(json: unknown): WriterSpec {
  const model = requireRecord(json, MODEL, 'specification')
  refuseUnknown(model, ['version', 'task', 'strokes', 'layers', 'head'], MODEL)
  if (model['version'] !== 1) {
    throw new SpecError({ where: MODEL, field: 'version', value: model['version'], allowed: { kind: 'options', options: ['1'] } })
  }
  const task = parseTask(model['task'])
  const strokes: unknown = withDefaults(requireRecord(model['strokes'], MODEL, 'strokes'), strokesFields)
  requireFields<StrokesSpec>(strokes, strokesFields, [], { kind: 'input' })
  const spec: WriterSpec = {
    version: 1,
    ...(task && { task }),
    strokes,
    layers: parseLayers(model['layers'], parseForwardLayer),
    head: parseHead(model['head']),
  }
  requireParameterLimit(describeWriter(spec))
  return spec
}

function parseHead(json: unknown): MixtureSpec {
  const given = requireRecord(json, HEAD, 'head')
  if (given['type'] !== 'mixture') {
    throw new SpecError({ where: HEAD, field: 'type', value: given['type'], allowed: { kind: 'options', options: ['mixture'] } })
  }
  const head: unknown = withDefaults(given, mixtureFields)
  requireFields<MixtureSpec>(head, mixtureFields, ['type'], HEAD)
  return head
}

/** A network that writes with everything inferred that can be known without computing. */
export interface WriterDescription {
  readonly spec: WriterSpec
  readonly task: Task
  /** Of one timestep. */
  readonly inputs: number
  /** The layers and then the head, a dense layer of the mixture's sums. */
  readonly layers: readonly DescribedLayer[]
  readonly parameters: readonly DescribedParameter[]
  readonly parameterCount: number
}

/** @param steps  timesteps of the drawings at hand; by default those of the longest there may be */
export function describeWriter(spec: WriterSpec, steps: number = spec.strokes.points): WriterDescription {
  const names = layerNames(spec)
  const inputs = writerInputs(spec)
  const layers: DescribedLayer[] = []
  let shape: readonly number[] = [steps, inputs]
  for (const [index, layer] of spec.layers.entries()) {
    const described = describeLayer(layer, names[index]!, shape)
    layers.push(described)
    shape = described.output
  }
  layers.push(describeLayer({ type: 'dense', units: mixtureColumns(spec.head), activation: 'linear' }, HEAD, shape))
  const parameters = layers.flatMap((layer) => layer.parameters)
  const parameterCount = parameters.reduce((sum, { shape: size }) => sum + elementCount(size), 0)
  return { spec, task: taskOf(spec), inputs, layers, parameters, parameterCount }
}

/** Sums that describe a mixture of so many components, and the pen: logits | μx | μy | log σx | log σy | atanh ρ | pen. */
export function mixtureColumns({ components }: MixtureSpec): number {
  return 6 * components + 3
}

/**
 * Whether drawings of a batch may be computed with fewer timesteps than the longest there may be. What dropout draws at random is counted by timesteps, and
 * is the same on all engines for that.
 */
export function mayBeShortened({ layers }: WriterSpec): boolean {
  return layers.every(({ type }) => type !== 'dropout')
}
