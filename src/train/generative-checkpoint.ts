import { anyNumber, choice, integer, nullable, record, text, wholeText, within, type Decoder } from '../core/decode'
import type { Tensor } from '../core/tensor'
import type { OptimizerState } from '../nn/engine'
import { optimizerDefinitions, optimizerSlots } from '../nn/spec/optimizers'
import { trainingRanges } from '../nn/spec/training'
import type { DescribedParameter } from '../nn/spec/describe'
import type { RunSettings } from '../nn/spec/training'
import {
  CheckpointError,
  cleanName,
  decodeField,
  decodeSetNames,
  readGroup,
  readJson,
  refuseUnknownTensors,
  requireField,
  slotPrefix,
} from './checkpoint'
import { readSafetensors, writeSafetensors, type SafetensorsFile, type StoredFloat } from './safetensors'

/** What is particular to a kind of network that makes drawings or pictures. */
interface GenerativeKind<Spec, Settings extends Pick<RunSettings, 'optimizer'>> {
  /** @throws CheckpointError, SpecError, OtherNetworkError */
  readSpec(file: SafetensorsFile): Spec
  describe(spec: Spec): { readonly parameters: readonly DescribedParameter[] }
  readonly decodeSettings: Decoder<Settings>
}

/** What a file of a network that makes drawings or pictures says: the same format as a reader's, told apart by its specification. */
export interface GenerativeCheckpoint<Spec, Settings> {
  readonly spec: Spec
  readonly name: string
  readonly seed: number
  /** Epochs trained in all. */
  readonly epochs: number
  readonly trainedOn: readonly string[]
  /** Nats, per point or per picture, on the set named by `testedOn`; null before these weights were measured. */
  readonly testLoss: number | null
  readonly testedOn: string | null
  readonly parameters: ReadonlyMap<string, Tensor>
  /** The run it was written in, when that can go on from here: at the end of an epoch. */
  readonly run: ResumableGenerativeRun<Settings> | null
  /** How it came to be; null where nobody noted it. */
  readonly record: GenerativeRecord<Settings> | null
}

interface ResumableGenerativeRun<Settings> {
  readonly settings: Settings
  /** Epochs of this run that are done. */
  readonly epoch: number
  readonly optimizer: OptimizerState
}

interface GenerativeRecord<Settings> {
  /** The command that repeats it. */
  readonly command: string
  readonly engine: string
  /** Until this file was written, in all sessions of the run. */
  readonly seconds: number
  readonly settings: Settings
}

const decodeIdentity = record({
  name: text,
  seed: integer(trainingRanges.seed.min, trainingRanges.seed.max),
  epochs: integer(),
  trainedOn: decodeSetNames,
  testLoss: nullable(anyNumber),
  testedOn: nullable(text),
})

const optimizerKind = choice(...Object.values(optimizerDefinitions).map(({ type }) => type))

/** How networks of a kind are written into files, and read. */
interface GenerativeFile<Spec, Settings> {
  /** A safetensors file. @throws ShapeError for a value that `dtype` does not have */
  readonly encode: (checkpoint: GenerativeCheckpoint<Spec, Settings>, dtype?: StoredFloat) => Uint8Array<ArrayBuffer>
  /**
   * Reads and checks a whole file.
   *
   * @throws SafetensorsError, CheckpointError, SpecError; OtherNetworkError for one of another kind; ShapeError names a tensor that is missing, unknown,
   * misshapen or not finite
   */
  readonly decode: (bytes: Uint8Array) => GenerativeCheckpoint<Spec, Settings>
}

export function generativeFile<Spec, Settings extends Pick<RunSettings, 'optimizer'>>(
  kind: GenerativeKind<Spec, Settings>,
): GenerativeFile<Spec, Settings> {
  return { encode, decode: (bytes) => decode(bytes, kind) }
}

function encode<Spec, Settings extends Pick<RunSettings, 'optimizer'>>(
  checkpoint: GenerativeCheckpoint<Spec, Settings>,
  dtype: StoredFloat = 'F32',
): Uint8Array<ArrayBuffer> {
  const { spec, name, seed, epochs, trainedOn, testLoss, testedOn, parameters, run, record: noted } = checkpoint
  const metadata = new Map([
    ['format', 'gatelight'],
    ['version', '1'],
    ['spec', JSON.stringify(spec)],
    ['model', JSON.stringify({ name, seed, epochs, trainedOn, testLoss, testedOn })],
  ])
  const tensors = new Map(parameters)
  if (run !== null) {
    const { settings, epoch, optimizer } = run
    metadata.set('run', JSON.stringify({ settings, epoch, optimizer: { type: settings.optimizer.type, step: optimizer.step } }))
    for (const [slot, remembered] of optimizer.slots) {
      for (const [key, tensor] of remembered) tensors.set(slotPrefix(slot) + key, tensor)
    }
  }
  if (noted !== null) metadata.set('record', JSON.stringify(noted))
  return writeSafetensors(tensors, metadata, dtype)
}

function decode<Spec, Settings extends Pick<RunSettings, 'optimizer'>>(
  bytes: Uint8Array,
  { readSpec, describe, decodeSettings }: GenerativeKind<Spec, Settings>,
): GenerativeCheckpoint<Spec, Settings> {
  const decodeRun = record({ settings: decodeSettings, epoch: integer(), optimizer: record({ type: optimizerKind, step: integer() }) })
  const decodeRecord = record({
    command: wholeText,
    engine: text,
    seconds: within(0, Number.MAX_SAFE_INTEGER),
    settings: decodeSettings,
  })
  const file = readSafetensors(bytes)
  if (!file.metadata.has('spec')) requireField(file, 'format', 'gatelight')
  if (file.metadata.has('version')) requireField(file, 'version', '1')
  const spec = readSpec(file)
  const identity = decodeField('model', () => decodeIdentity(readJson(file, 'model'), 'model'))
  const { parameters: expected } = describe(spec)
  const run = file.metadata.has('run') ? decodeField('run', () => decodeRun(readJson(file, 'run'), 'run')) : null
  if (run !== null && run.optimizer.type !== run.settings.optimizer.type) {
    const fault = { kind: 'other', expected: run.settings.optimizer.type, actual: run.optimizer.type } as const
    throw new CheckpointError({ field: 'run.optimizer.type', fault })
  }
  const slots = run === null ? [] : optimizerSlots(run.settings.optimizer)
  refuseUnknownTensors(file, expected, slots)
  const memory = () => new Map(slots.map((slot) => [slot, readGroup(file, slotPrefix(slot), expected)]))
  return {
    spec,
    ...identity,
    name: cleanName(identity.name),
    parameters: readGroup(file, '', expected),
    run: run && { settings: run.settings, epoch: run.epoch, optimizer: { step: run.optimizer.step, slots: memory() } },
    record: file.metadata.has('record') ? decodeField('record', () => decodeRecord(readJson(file, 'record'), 'record')) : null,
  }
}
