import { anyNumber, choice, integer, nullable, record, text, wholeText, within } from '../core/decode'
import type { Tensor } from '../core/tensor'
import type { OptimizerState } from '../nn/engine'
import { optimizerDefinitions, optimizerSlots } from '../nn/spec/optimizers'
import { trainingRanges } from '../nn/spec/training'
import { describeWriter, parseWriterSpec, type WriterSpec } from '../nn/spec/writing/writer-spec'
import { decodeWriterSettings, type WriterSettings } from '../nn/spec/writing/writer-training'
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
import { readSafetensors, writeSafetensors, type StoredFloat } from './safetensors'

/** What a file of a network that writes says: the same format as a reader's, told apart by its specification. */
export interface WriterCheckpoint {
  readonly spec: WriterSpec
  readonly name: string
  readonly seed: number
  /** Epochs trained in all. */
  readonly epochs: number
  readonly trainedOn: readonly string[]
  /** Nats per point on the set named by `testedOn`; null before these weights were measured. */
  readonly testLoss: number | null
  readonly testedOn: string | null
  readonly parameters: ReadonlyMap<string, Tensor>
  /** The run it was written in, when that can go on from here: at the end of an epoch. */
  readonly run: ResumableWriterRun | null
  /** How it came to be; null where nobody noted it. */
  readonly record: WriterRecord | null
}

export interface ResumableWriterRun {
  readonly settings: WriterSettings
  /** Epochs of this run that are done. */
  readonly epoch: number
  readonly optimizer: OptimizerState
}

export interface WriterRecord {
  /** The command that repeats it. */
  readonly command: string
  readonly engine: string
  /** Until this file was written, in all sessions of the run. */
  readonly seconds: number
  readonly settings: WriterSettings
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

const decodeRun = record({
  settings: decodeWriterSettings,
  epoch: integer(),
  optimizer: record({ type: optimizerKind, step: integer() }),
})

const decodeRecord = record({
  command: wholeText,
  engine: text,
  seconds: within(0, Number.MAX_SAFE_INTEGER),
  settings: decodeWriterSettings,
})

/** A network that writes as a safetensors file. @throws ShapeError for a value that `dtype` does not have */
export function encodeWriter(checkpoint: WriterCheckpoint, dtype: StoredFloat = 'F32'): Uint8Array<ArrayBuffer> {
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

/**
 * Reads and checks a whole file of a network that writes.
 *
 * @throws SafetensorsError, CheckpointError, SpecError; ShapeError names a tensor that is missing, unknown, misshapen or not finite
 */
export function decodeWriter(bytes: Uint8Array): WriterCheckpoint {
  const file = readSafetensors(bytes)
  if (!file.metadata.has('spec')) requireField(file, 'format', 'gatelight')
  if (file.metadata.has('version')) requireField(file, 'version', '1')
  const spec = parseWriterSpec(readJson(file, 'spec'))
  const identity = decodeField('model', () => decodeIdentity(readJson(file, 'model'), 'model'))
  const { parameters: expected } = describeWriter(spec)
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
