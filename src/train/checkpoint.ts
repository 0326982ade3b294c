import {
  choice,
  integer,
  isRecord,
  list,
  nullable,
  record,
  refuse,
  summarize,
  text,
  wholeText,
  within,
  type Decoded,
  type Decoder,
} from '../core/decode'
import type { ErrorDetail } from '../core/error-details'
import { ShapeError } from '../core/errors'
import { clip, GatelightError, wordsOf } from '../core/gatelight-error'
import { printableUpTo } from '../core/printable'
import { formatShape, type Tensor } from '../core/tensor'
import {
  describeModel,
  parseModelSpec,
  type DescribedParameter,
  type EpochTally,
  type ModelDescription,
  type ModelSpec,
  type OptimizerState,
} from '../nn'
import { decodeBestSoFar, type BestSoFar } from '../nn/spec/early-stopping'
import { buildOf } from '../nn/spec/same-build'
import { optimizerDefinitions, optimizerSlots } from '../nn/spec/optimizers'
import { decodeRunSettings, trainingRanges, type RunSettings } from '../nn/spec/training'
import { isRowsJson } from '../nn/spec/rows/rows-spec'
import { isWriterJson } from '../nn/spec/writing/writer-spec'
import { calibrationText, decodeCalibration, type Calibration } from './calibration/calibration'
import { readFloat32, readSafetensors, writeSafetensors, type SafetensorsFile, type StoredFloat, type StoredTensor } from './safetensors'

/** What a model file of this project says, as values. */
export interface Checkpoint {
  readonly spec: ModelSpec
  /** For people: `row-lstm`. */
  readonly name: string
  /** Seed of the initial parameters. */
  readonly seed: number
  /** Epochs trained in all, 0 for a fresh model. */
  readonly epochs: number
  /** Names of the sets it was trained on, each once, the last one last; none for a fresh model. */
  readonly trainedOn: readonly string[]
  /** Accuracy in 0…1 on the set named by `testedOn`; null before these weights were measured. */
  readonly testAccuracy: number | null
  readonly testedOn: string | null
  /** Keras's names, layouts and order. */
  readonly parameters: ReadonlyMap<string, Tensor>
  /** The run it was written in, when that can go on from here. */
  readonly run: ResumableRun | null
  /** Of these very weights; left out where nobody measured them. */
  readonly calibration?: Calibration
}

/** A training that stopped before its end. */
export interface ResumableRun {
  readonly settings: RunSettings
  /** Epochs of this run that are done. */
  readonly epoch: number
  /** Steps done of the epoch after them; 0 at the end of an epoch. */
  readonly step: number
  /** What those steps came to; left out at the end of an epoch, and by files that do not tell. */
  readonly tally?: EpochTally
  readonly optimizer: OptimizerState
  /** Accuracy of the weights in 0…1 on the run's validation split; null without one, and within an epoch. */
  readonly validationAccuracy: number | null
  /** Left out where epochs are not judged, and before the first was. */
  readonly best?: BestEpoch
}

/** The best epoch of a run so far. */
export interface BestEpoch {
  readonly soFar: BestSoFar
  /** The model after it. */
  readonly checkpoint: Checkpoint
}

/** A safetensors file that is not a model of this project. */
export class CheckpointError extends GatelightError {
  readonly code = 'checkpoint'
  constructor(
    readonly detail: ErrorDetail<'checkpoint'>,
    options?: ErrorOptions,
  ) {
    super('Not a model of this project', detail, options)
  }
}

/** A file of this project whose network does something else than what was to be opened: it reads, writes, or draws row by row. */
export class OtherNetworkError extends GatelightError {
  readonly code = 'other-network'
  constructor(readonly detail: ErrorDetail<'other-network'>) {
    super('A network for something else', detail)
  }
}

const FORMAT = 'gatelight'
const VERSION = '1'
const MAX_NAME = 80

/** What an optimizer remembers stands in the file under its slot's name: `optimizer/m/lstm/kernel`. */
export function slotPrefix(slot: string): string {
  return `optimizer/${slot}/`
}

const CALIBRATION = 'calibration'
/** The tensor of a detector's weights, bytes that are no parameters. */
const DETECTOR = 'calibration/weights'

const BEST = 'best'
/** The file of the best epoch's model, where that is not the model itself. */
const BEST_FILE = 'best/file'

/** Sets that a model remembers having learnt from. */
const MAX_SETS = 16

/** As the page shows it: files of somebody else call a set what they like. */
/** Of several sets that were learnt from together the name has all. */
const MOST_SET_NAME = 120

const setName: Decoder<string> = (value, path) => printableUpTo(wholeText(value, path), MOST_SET_NAME)

const setNames = list(setName, MAX_SETS)

/** Files from when a model remembered only the last set have its name, or null. */
export const decodeSetNames: Decoder<readonly string[]> = (value, path) => {
  if (value === null) return []
  return typeof value === 'string' ? [setName(value, path)] : setNames(value, path)
}

const decodeIdentity = record({
  name: text,
  seed: integer(trainingRanges.seed.min, trainingRanges.seed.max),
  epochs: integer(),
  trainedOn: decodeSetNames,
  testAccuracy: nullable(within(0, 1)),
  testedOn: nullable(setName),
})

const decodeRun = record(
  {
    settings: decodeRunSettings,
    epoch: integer(),
    optimizer: record({ type: choice(...Object.values(optimizerDefinitions).map(({ type }) => type)), step: integer() }),
    validationAccuracy: nullable(within(0, 1)),
  },
  // Files from when a run could go on from the end of an epoch alone have none, and older ones from within an epoch have no tally.
  { step: integer(), tally: record({ loss: within(0, Number.MAX_VALUE), correct: integer(), examples: integer(1) }) },
)

/** What a model was trained on once it has also learnt from the set of this name. */
export function trainedAlsoOn(before: readonly string[], name: string): readonly string[] {
  return [...before.filter((earlier) => earlier !== name), name].slice(-MAX_SETS)
}

/** A model as a safetensors file, names and layouts as Keras's. @throws ShapeError for a value that `dtype` does not have */
export function encodeCheckpoint(checkpoint: Checkpoint, dtype: StoredFloat = 'F32'): Uint8Array<ArrayBuffer> {
  const { spec, name, seed, epochs, trainedOn, testAccuracy, testedOn, parameters, run, calibration } = checkpoint
  const metadata = new Map([
    ['format', FORMAT],
    ['version', VERSION],
    ['spec', JSON.stringify(spec)],
    ['model', JSON.stringify({ name, seed, epochs, trainedOn, testAccuracy, testedOn })],
  ])
  const tensors = new Map(parameters)
  if (run !== null) {
    const { settings, epoch, step, tally, optimizer, validationAccuracy } = run
    const { type } = settings.optimizer
    metadata.set('run', JSON.stringify({ settings, epoch, step, tally, optimizer: { type, step: optimizer.step }, validationAccuracy }))
    for (const [slot, remembered] of optimizer.slots) {
      for (const [key, tensor] of remembered) tensors.set(slotPrefix(slot) + key, tensor)
    }
  }
  const others = new Map<string, StoredTensor>()
  if (run?.best !== undefined) {
    metadata.set(BEST, JSON.stringify(run.best.soFar))
    if (!isAfter(run.best.soFar, run)) others.set(BEST_FILE, storedBytes(encodeCheckpoint(run.best.checkpoint, dtype)))
  }
  if (calibration !== undefined) {
    metadata.set(CALIBRATION, calibrationText(calibration))
    const { weights } = calibration.detector
    others.set(DETECTOR, storedBytes(new Uint8Array(weights.buffer, weights.byteOffset, weights.length)))
  }
  return writeSafetensors(tensors, metadata, dtype, others)
}

/** Bytes that are no numbers of a model. */
function storedBytes(bytes: Uint8Array): StoredTensor {
  return { dtype: 'I8', shape: [bytes.length], bytes }
}

/** A run stands at the end of its best epoch. */
function isAfter({ epoch }: BestSoFar, run: Pick<ResumableRun, 'epoch' | 'step'>): boolean {
  return run.step === 0 && run.epoch === epoch + 1
}

/** Whether a file is a model of this project. `spec` tells it, not `format`: other tools write their own name there. */
export function isCheckpoint({ metadata }: Pick<SafetensorsFile, 'metadata'>): boolean {
  return metadata.has('spec')
}

/**
 * Reads and checks a whole model file; what it returns can be given to an engine as it is.
 *
 * @throws SafetensorsError, CheckpointError, SpecError; OtherNetworkError for one that writes or draws; ShapeError names a tensor that is missing, unknown, misshapen
 * or not finite
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const file = readSafetensors(bytes)
  if (!isCheckpoint(file)) requireField(file, 'format', FORMAT)
  // A tool that rewrites a file may leave out what it does not know; a version that is there must be this one.
  if (file.metadata.has('version')) requireField(file, 'version', VERSION)
  const spec = parseModelSpec(readSpec(file, 'reader'))
  const identity = decodeField('model', () => decodeIdentity(readJson(file, 'model'), 'model'))
  const description = describeModel(spec)
  const expected = description.parameters
  const run = file.metadata.has('run') ? decodeField('run', () => decodeRun(readJson(file, 'run'), 'run')) : null
  const slots = run === null ? [] : slotsOf(run)
  refuseUnknownTensors(file, expected, slots)
  const checkpoint: Checkpoint = {
    spec,
    ...identity,
    name: cleanName(identity.name),
    parameters: readGroup(file, '', expected),
    run: run === null ? null : resumable(run, slots, file, expected),
    ...calibrationOf(file, description),
  }
  return checkpoint.run === null || !file.metadata.has(BEST) ? checkpoint : withBest(checkpoint, checkpoint.run, file)
}

/** @throws CheckpointError where the best epoch is of another network, or has a best one of its own */
function withBest(checkpoint: Checkpoint, run: ResumableRun, file: SafetensorsFile): Checkpoint {
  const soFar = decodeField(BEST, () => decodeBestSoFar(readJson(file, BEST), BEST))
  const best = isAfter(soFar, run) ? checkpoint : decodeField(BEST_FILE, () => decodeBestFile(checkpoint, file))
  return { ...checkpoint, run: { ...run, best: { soFar, checkpoint: { ...best, name: checkpoint.name } } } }
}

function decodeBestFile({ spec }: Checkpoint, file: SafetensorsFile): Checkpoint {
  const stored = file.tensors.get(BEST_FILE)
  if (stored?.dtype !== 'I8') throw new CheckpointError({ field: BEST_FILE, fault: { kind: 'missing' } })
  const { bytes } = stored
  const inner = Uint8Array.from(bytes)
  // A file in a file in a file would be read for as long as somebody likes.
  if (readSafetensors(inner).metadata.has(BEST)) return refuse(BEST_FILE, 'a model without another one in it', 'another')
  const best = decodeCheckpoint(inner)
  if (buildOf(best.spec) !== buildOf(spec)) return refuse(BEST_FILE, 'the network of the file', 'another')
  return best
}

/** @throws CheckpointError for figures that are no model's, or another one's */
function calibrationOf(file: SafetensorsFile, description: ModelDescription): Pick<Checkpoint, 'calibration'> {
  if (!file.metadata.has(CALIBRATION)) return {}
  const calibration = decodeField(CALIBRATION, () => {
    const stored = file.tensors.get(DETECTOR)
    if (stored?.dtype !== 'I8') throw new CheckpointError({ field: DETECTOR, fault: { kind: 'missing' } })
    return decodeCalibration(bytesOf(stored), description)(readJson(file, CALIBRATION), CALIBRATION)
  })
  return calibration === null ? {} : { calibration }
}

/** A copy: the file need not stay. */
function bytesOf({ bytes }: StoredTensor): Int8Array {
  return Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** What the run's optimizer must have kept. @throws CheckpointError when settings and memory are of two optimizers */
function slotsOf({ settings, optimizer }: Decoded<typeof decodeRun>): readonly string[] {
  const expected = settings.optimizer
  if (optimizer.type !== expected.type) {
    const fault = { kind: 'other', expected: expected.type, actual: optimizer.type } as const
    throw new CheckpointError({ field: 'run.optimizer.type', fault })
  }
  return optimizerSlots(expected)
}

function resumable(
  run: Decoded<typeof decodeRun>,
  slots: readonly string[],
  file: SafetensorsFile,
  expected: readonly DescribedParameter[],
): ResumableRun {
  const { settings, epoch, step = 0, tally, optimizer, validationAccuracy } = run
  const memory = new Map(slots.map((slot) => [slot, readGroup(file, slotPrefix(slot), expected)]))
  const memorised = { step: optimizer.step, slots: memory }
  return { settings, epoch, step, ...(tally && { tally }), optimizer: memorised, validationAccuracy }
}

/** A name that is safe to show and to make a file name of: no control characters, no separators, of limited length. */
export function cleanName(name: string): string {
  const plain = name
    .replaceAll(/[\p{C}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return clip(plain, MAX_NAME) || 'model'
}

export function requireField(file: SafetensorsFile, field: string, expected: string): void {
  const actual = file.metadata.get(field)
  if (actual === expected) return
  throw new CheckpointError({ field, fault: { kind: 'other', expected, actual: actual === undefined ? null : summarize(actual) } })
}

export function readJson(file: SafetensorsFile, field: string): unknown {
  const source = file.metadata.get(field)
  if (source === undefined) throw new CheckpointError({ field, fault: { kind: 'missing' } })
  return decodeField(field, (): unknown => JSON.parse(source))
}

/** The specification as JSON. @throws OtherNetworkError for one of the other kind; CheckpointError */
export function readSpec(file: SafetensorsFile, wanted: NetworkKind): unknown {
  const json = readJson(file, 'spec')
  const came = kindOf(json)
  if (came !== null && came !== wanted) throw new OtherNetworkError({ came, wanted })
  return json
}

type NetworkKind = ErrorDetail<'other-network'>['came']

function kindOf(json: unknown): NetworkKind | null {
  if (isWriterJson(json)) return 'writer'
  if (isRowsJson(json)) return 'rows'
  return isRecord(json) && 'input' in json ? 'reader' : null
}

/** What `decode` makes of one field of the metadata. @throws CheckpointError names the field, whatever `decode` throws */
export function decodeField<T>(field: string, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (error instanceof CheckpointError) throw error
    throw new CheckpointError({ field, fault: { kind: 'content', original: wordsOf(error) } }, { cause: error })
  }
}

export function refuseUnknownTensors(file: SafetensorsFile, expected: readonly DescribedParameter[], slots: readonly string[]): void {
  const prefixes = ['', ...slots.map(slotPrefix)]
  const known = new Set(prefixes.flatMap((prefix) => expected.map(({ name }) => prefix + name)))
  if (file.metadata.has(CALIBRATION)) known.add(DETECTOR)
  if (file.metadata.has(BEST)) known.add(BEST_FILE)
  for (const name of file.tensors.keys()) {
    if (!known.has(name)) throw new ShapeError({ tensor: summarize(name), misfit: { kind: 'unknown' } })
  }
}

export function readGroup(file: SafetensorsFile, prefix: string, expected: readonly DescribedParameter[]): Map<string, Tensor> {
  return new Map(
    expected.map(({ name, shape }) => {
      const key = prefix + name
      const stored = file.tensors.get(key)
      if (stored === undefined) throw new ShapeError({ tensor: key, misfit: { kind: 'missing', expected: shape } })
      if (formatShape(stored.shape) !== formatShape(shape)) {
        throw new ShapeError({ tensor: key, misfit: { kind: 'shape', expected: shape, actual: stored.shape } })
      }
      const tensor = readFloat32(key, stored)
      const bad = tensor.data.findIndex((value) => !Number.isFinite(value))
      if (bad >= 0) throw new ShapeError({ tensor: key, misfit: { kind: 'notFinite', actual: tensor.data[bad]!, index: bad } })
      return [name, tensor]
    }),
  )
}
