import { choice, type Decoder, integer, isRecord, record, refuse, textUpTo } from '../../core/decode'
import type { AddressPart } from '../../core/error-details'
import { GatelightError } from '../../core/gatelight-error'
import { printable } from '../../core/printable'
import { taskOf } from '../../core/task'
import { decodeLinkedData } from './linked-data'
import type { Clamp } from '../../nn/engine'
import { describeModel, type ModelDescription } from '../../nn/spec/describe'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { parseModelSpec } from '../../nn/spec/parse'
import { type PresetName, presets } from '../../nn/spec/presets'
import { decodeTraceOptions, resolveTrace } from '../../nn/spec/trace'
import { decodeRunSettings, trainingRanges } from '../../nn/spec/training'
import type { TrainingStart } from '../app-state'
import { type Address, addressOfView, KEYS, MOST_HELD, type LinkedCursor, type LinkedModel, type LinkedTraining } from './address'
import { AddressError, type Refusal, refusalOf } from './errors'
import { INK_LIMITS, readInk, readPicture } from './ink'
import { presetOf, specOf } from './models'
import { unpack, unpackJson } from './packed'
import { ADDRESS_VERSION, isBlank, readRoute, type Route, viewNamed } from './route'

/** Characters; no address that this page writes has as many. */
export const MOST_LETTERS = 64 * 1024

export interface ParsedAddress {
  readonly address: Address
  /** What is left out of it; null where everything makes sense. */
  readonly refused: AddressError | null
}

/**
 * Reads an address, which anybody may have written or changed. A part that makes no sense is left out, and the others stand.
 *
 * @param hash with its `#`
 * @throws AddressError where nothing of it can be read
 */
export async function parseAddress(hash: string): Promise<ParsedAddress> {
  if (isBlank(hash)) return { address: addressOfView('gates'), refused: null }
  if (hash.length > MOST_LETTERS) throw new AddressError({ kind: 'tooLong', limit: MOST_LETTERS })
  const route = readRoute(hash)
  if (route === null) throw new AddressError({ kind: 'form' })
  if (route.version !== ADDRESS_VERSION) throw new AddressError({ kind: 'version', asked: String(route.version) })
  const parser = new AddressParser(route)
  return { address: await parser.parse(), refused: refusalOf(parser.refusals) }
}

/** Names of the parts as errors say them, by their keys. */
const partOfKey: { readonly [K in keyof typeof KEYS]: AddressPart } = {
  ink: 'drawing',
  picture: 'drawing',
  digit: 'digit',
  held: 'held',
  lens: 'lens',
  layer: 'layer',
  unit: 'unit',
  signal: 'signal',
  step: 'step',
  data: 'data',
  run: 'settings',
  network: 'network',
  weights: 'model',
  model: 'model',
}

const isKey = (name: string): name is keyof typeof KEYS => Object.hasOwn(KEYS, name)

class AddressParser {
  readonly refusals: Refusal[] = []
  private readonly said: URLSearchParams

  constructor(private readonly route: Route) {
    this.said = new URLSearchParams(route.rest)
  }

  async parse(): Promise<Address> {
    const view = await this.attempt('view', () => viewNamed(this.route.view) ?? refuse('view', 'a view of this page', this.route.view))
    for (const key of this.said.keys()) {
      if (!isKey(key)) this.leaveOut('other', () => refuse('address', Object.keys(KEYS).join(', '), key))
    }
    const countBefore = this.refusals.length
    const model = await this.model()
    // Without its model nothing is known of layers, and settings are another's.
    const isModelLost = this.refusals.length > countBefore
    const spec = specOf(model)
    const ofModel = isModelLost ? null : await this.ofModel(model, spec)
    return {
      ...addressOfView(view),
      model,
      data: await this.read('data', (text) => decodeLinkedData(text, 'data')),
      drawing: await this.drawing(spec),
      digit: await this.read('digit', (text) => wholeNumber(INK_LIMITS.strokes - 1)(text, 'digit')),
      ...ofModel,
    }
  }

  private async model(): Promise<LinkedModel | null> {
    const weights = await this.read('weights', (text) => choice('fresh')(text, 'weights'))
    const network = await this.read('network', async (text) => decodeNetwork(await unpackJson(text, 'network'), 'network'))
    const name = await this.read('model', (text) => decodePresetName(text, 'model'))
    if (name !== null) return { kind: 'preset', name, weights: weights ?? 'trained' }
    return network
  }

  /** What makes sense with this model alone. */
  private async ofModel(model: LinkedModel | null, spec: ModelSpec): Promise<Pick<Address, 'training' | 'cursor' | 'held' | 'lens'>> {
    const description = describeModel(spec)
    const run = await this.read('run', async (text) => decodeTraining(await unpackJson(text, 'run'), model))
    const training = model === null ? run : (run ?? { settings: presetOf(model).training, start: 'fresh' as const })
    const held = await this.read('held', async (text) => decodeHeld(await unpackJson(text, 'held'), description))
    const classes = taskOf(spec).classes.length
    const lens = await this.read('lens', (text) => ({ label: text === 'answer' ? null : wholeNumber(classes - 1)(text, 'lens') }))
    return { training, cursor: await this.cursor(description), held: held ?? [], lens }
  }

  private async cursor({ layers, input }: ModelDescription): Promise<LinkedCursor | null> {
    const layer = await this.read('layer', (text) => choice(...layers.map(({ name }) => name))(text, 'layer'))
    const shown = layers.filter(({ name }) => layer === null || name === layer)
    const signals = shown.flatMap((each) => each.signals)
    const units = Math.max(1, ...signals.map(({ shape }) => shape.at(-1) ?? 1))
    const steps = Math.max(input[0] ?? 1, ...signals.map(({ shape }) => shape[0] ?? 1))
    const step = await this.read('step', (text) => wholeNumber(steps - 1)(text, 'step'))
    const unit = await this.read('unit', (text) => wholeNumber(units - 1)(text, 'unit'))
    const signal = await this.read('signal', (text) => choice(...signals.map(({ name }) => name))(text, 'signal'))
    return step === null ? null : { layer, step, unit, signal }
  }

  private async drawing(spec: ModelSpec): Promise<Address['drawing']> {
    const picture = await this.read('picture', async (text) => readPicture(await unpack(text, 'picture'), taskOf(spec).input, 'picture'))
    return picture ?? this.read('ink', async (text) => readInk(await unpack(text, 'ink'), 'ink'))
  }

  /** The value under a key; null where there is none, and where it makes no sense. */
  private read<T>(key: keyof typeof KEYS, decode: (text: string) => T | Promise<T>): Promise<T | null> {
    const [value, ...others] = this.said.getAll(key)
    if (value === undefined) return Promise.resolve(null)
    return this.attempt(partOfKey[key], () => (others.length > 0 ? refuse(key, 'one value', others.length + 1) : decode(value)))
  }

  private async attempt<T>(part: AddressPart, decode: () => T | Promise<T>): Promise<T | null> {
    try {
      return await decode()
    } catch (error) {
      if (!(error instanceof GatelightError)) throw error
      this.refusals.push({ part, error })
      return null
    }
  }

  private leaveOut(part: AddressPart, refuseIt: () => never): void {
    try {
      refuseIt()
    } catch (error) {
      if (error instanceof GatelightError) this.refusals.push({ part, error })
    }
  }
}

/** Digits alone: no sign, no exponent, no spaces. */
function wholeNumber(most: number): (text: string, path: string) => number {
  return (text, path) => integer(0, most)(/^\d{1,9}$/.test(text) ? Number(text) : text, path)
}

const decodePresetName: Decoder<PresetName> = choice(...Object.values(presets).map(({ name }) => name))

const decodeNetworkFields = record({
  name: textUpTo(80),
  seed: integer(trainingRanges.seed.min, trainingRanges.seed.max),
  spec: (value) => parseModelSpec(value),
})

const decodeNetwork: Decoder<LinkedModel> = (value, path) => {
  const { name, seed, spec } = decodeNetworkFields(value, path)
  return { kind: 'network', name: printable(name), seed, spec }
}

const decodeStart = choice<TrainingStart>('fresh', 'current')

/** What is not said is the preset's. */
function decodeTraining(value: unknown, model: LinkedModel | null): LinkedTraining {
  if (!isRecord(value)) return refuse('run', 'settings', value)
  const { training } = presetOf(model)
  const { start = 'fresh', ...changes } = value
  const unknown = Object.keys(changes).find((name) => !Object.hasOwn(training, name))
  if (unknown !== undefined) return refuse('run', Object.keys(training).join(', '), unknown)
  return { settings: decodeRunSettings({ ...training, ...changes }, 'run'), start: decodeStart(start, 'run.start') }
}

function decodeHeld(value: unknown, description: ModelDescription): readonly Clamp[] {
  if (!Array.isArray(value) || value.length > MOST_HELD) return refuse('held', `at most ${MOST_HELD} signals`, value)
  const { clamps = [] } = decodeTraceOptions({ clamps: value }, 'held')
  resolveTrace(description, { clamps })
  return clamps
}
