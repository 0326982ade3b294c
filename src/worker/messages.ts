import {
  anyNumber,
  choice,
  flag,
  instance,
  integer,
  list,
  nothing,
  nullable,
  record,
  refuse,
  tagged,
  text,
  within,
  type Decoder,
} from '../core/decode'
import { decodeErrorData, decodeFailure } from '../core/error-details'
import { CLASS_COUNT, IMAGE_PIXELS } from '../core/images'
import { elementCount } from '../core/tensor'
import type { EngineInfo, KernelProfile, Profile, StateGradient, StepReport, Trace, TraceSignal, TrainingState } from '../nn/engine'
import { decodeAugmentation } from '../nn/spec/augmentation'
import type { SumWeights, UnitWeights } from '../nn/spec/cell'
import { parseModelSpec } from '../nn/spec/parse'
import { decodeTraceOptions } from '../nn/spec/trace'
import { decodeRunSettings, trainingRanges } from '../nn/spec/training'
import type {
  ActiveExample,
  DataInfo,
  EngineChoice,
  EngineReason,
  EngineSpeeds,
  Mistake,
  ModelInfo,
  MostActive,
  RequestMessage,
  Requests,
  RequestType,
  UnitOrder,
  WorkerEvent,
  WorkerMessage,
} from './protocol'

/** Parses what crosses between page and worker; each side checks what it hears. All decoders throw DecodeError or SpecError. */

const floats: Decoder<Float32Array> = instance(Float32Array, 'a Float32Array')
const bytes: Decoder<Uint8Array> = instance(Uint8Array, 'a Uint8Array')
const counts: Decoder<Uint32Array> = instance(Uint32Array, 'a Uint32Array')

const picture: Decoder<Float32Array> = (value, path) => {
  const image = floats(value, path)
  if (image.length !== IMAGE_PIXELS) return refuse(path, `${IMAGE_PIXELS} pixels`, value)
  if (!image.every((ink) => ink >= 0 && ink <= 1))
    return refuse(
      path,
      'ink in 0 … 1',
      image.find((ink) => !(ink >= 0 && ink <= 1)),
    )
  return image
}

const modelSpec = (value: unknown) => parseModelSpec(value)
const seed = integer(trainingRanges.seed.min, trainingRanges.seed.max)
const dataKind = choice('mnist', 'built-in')
/** Pictures of one unit's activity. */
const MAX_EXAMPLES = 64
/** Pictures of one look at augmentation. */
const MAX_PREVIEW = 64

/** Examples answered at once in a search for mistakes. */
const MAX_PIECE = 1000

const trainingOptions: Decoder<Requests['train']['params']> = (value, path) => ({
  ...decodeRunSettings(value, path),
  ...record({ start: choice('fresh', 'current') }, { startPaused: flag, resume: flag })(value, path),
})

const engineChoice = choice<EngineChoice>('auto', 'webgpu', 'cpu')
const engineSpeeds: Decoder<EngineSpeeds> = record({ adapter: text, cpu: anyNumber, webgpu: anyNumber })
/** More would be a mistake, whatever the machine. */
const MAX_THREADS = 64

function ask<T extends RequestType>(type: T, params: Decoder<Requests[T]['params']>) {
  return record({ id: integer(), type: choice(type), params })
}

const request: Decoder<RequestMessage> = tagged('type', {
  start: ask(
    'start',
    record(
      { engine: engineChoice, modelUrl: nullable(text), dataBaseUrl: text },
      { speeds: nullable(engineSpeeds), threads: integer(1, MAX_THREADS) },
    ),
  ),
  useEngine: ask('useEngine', record({ engine: engineChoice, speeds: nullable(engineSpeeds) })),
  measureEngines: ask('measureEngines', nothing),
  unitOrder: ask('unitOrder', record({ layer: text })),
  read: ask('read', record({ image: picture }, { options: decodeTraceOptions })),
  loadCompanion: ask('loadCompanion', record({ bytes })),
  readCompanion: ask('readCompanion', record({ image: picture }, { options: decodeTraceOptions })),
  findMistakes: ask('findMistakes', record({ from: integer(), count: integer(1, MAX_PIECE) })),
  unitWeights: ask('unitWeights', record({ layer: text, unit: integer() })),
  mostActive: ask('mostActive', record({ layer: text, unit: integer(), count: integer(1, MAX_EXAMPLES) })),
  loadData: ask('loadData', record({ kind: dataKind }, { limit: integer(1) })),
  loadFiles: ask('loadFiles', record({ files: list(instance(File, 'a File'), 64) })),
  previewAugmentation: ask(
    'previewAugmentation',
    record({ augment: decodeAugmentation, seed, step: integer(1), count: integer(1, MAX_PREVIEW) }),
  ),
  train: ask('train', trainingOptions),
  pause: ask('pause', nothing),
  resume: ask('resume', nothing),
  step: ask('step', nothing),
  stop: ask('stop', nothing),
  reset: ask('reset', nothing),
  evaluate: ask('evaluate', nothing),
  profile: ask('profile', trainingOptions),
  newModel: ask('newModel', record({ spec: modelSpec, name: text, seed })),
  loadModel: ask('loadModel', record({ bytes, name: text })),
  saveModel: ask('saveModel', nothing),
  ping: ask('ping', nothing),
} satisfies Record<RequestType, unknown>)

/** What the worker hears. */
export function parseRequest(value: unknown): RequestMessage {
  return request(value, 'request')
}

const engineInfo: Decoder<EngineInfo> = record({
  kind: choice('webgpu', 'cpu'),
  adapter: text,
  isSoftware: flag,
  features: list(text),
})

const engineReason: Decoder<EngineReason> = tagged('kind', {
  chosen: record({ kind: choice('chosen') }),
  gpu: record({ kind: choice('gpu') }),
  emulated: record({ kind: choice('emulated'), adapter: text, speeds: nullable(engineSpeeds) }),
  failed: record({ kind: choice('failed'), error: decodeErrorData }),
} satisfies Record<EngineReason['kind'], unknown>)

const modelInfo: Decoder<ModelInfo> = record({
  spec: modelSpec,
  name: text,
  parameterCount: integer(),
  epochs: integer(),
  seed,
  trainedOn: list(text),
  testAccuracy: nullable(within(0, 1)),
  testedOn: nullable(text),
})

const dataInfo: Decoder<DataInfo> = record({ kind: dataKind, origin: text, trainCount: integer(), testCount: integer() })
const sizes = list(integer(), 8)

const tensor = (value: unknown, path: string) => {
  const decoded = record({ shape: sizes, data: floats })(value, path)
  const { shape, data } = decoded
  return elementCount(shape) === data.length ? decoded : refuse(path, `${elementCount(shape)} values`, data)
}

const signal: Decoder<TraceSignal> = (value, path) => ({
  ...record({ layer: text, name: text })(value, path),
  ...tensor(value, path),
})

const stateGradient: Decoder<StateGradient> = record({
  layer: text,
  signal: text,
  direction: choice('forward', 'backward'),
  norms: floats,
})

const trace: Decoder<Trace> = record(
  { input: tensor, signals: list(signal), belief: tensor, probabilities: floats },
  { gradients: record({ loss: anyNumber, states: list(stateGradient), saliency: tensor }) },
)

const permutation: Decoder<Uint16Array> = (value, path) => {
  const order = instance(Uint16Array, 'a Uint16Array')(value, path)
  const isWhole = new Set(order).size === order.length && order.every((place) => place < order.length)
  return isWhole ? order : refuse(path, 'every number below its length once', value)
}

const unitOrder: Decoder<UnitOrder> = record({ layer: text, order: permutation, set: text, count: integer(1) })

const digit = integer(0, CLASS_COUNT - 1)

const mistake: Decoder<Mistake> = record({ index: integer(), image: picture, label: digit, answer: digit, probability: within(0, 1) })

const sumWeights: Decoder<SumWeights> = record({
  signal: text,
  input: floats,
  recurrent: floats,
  bias: anyNumber,
  recurrentBias: anyNumber,
})
const unitWeights: Decoder<UnitWeights> = record({ layer: text, unit: integer(), sums: list(sumWeights, 16) })

const activeExample: Decoder<ActiveExample> = record({ index: integer(), label: integer(), picture, step: integer(), value: anyNumber })
const mostActive: Decoder<MostActive> = record({ set: text, count: integer(), examples: list(activeExample, MAX_EXAMPLES) })

const kernelProfile: Decoder<KernelProfile> = record({
  kernel: text,
  dispatches: integer(),
  milliseconds: anyNumber,
  share: within(0, 1),
  gigaflops: nullable(anyNumber),
  gigabytes: nullable(anyNumber),
  ofLimit: nullable(anyNumber),
})

const profile: Decoder<Profile> = record({
  batch: integer(1),
  steps: integer(1),
  dispatches: integer(),
  stepMilliseconds: anyNumber,
  kernelMilliseconds: anyNumber,
  kernels: list(kernelProfile),
  clockMilliseconds: anyNumber,
  limits: record({ gigaflops: anyNumber, gigabytes: anyNumber }),
  memory: record({ step: integer(), engine: integer() }),
})

/** What each request is answered with. */
export const resultDecoders = {
  start: record({ engine: engineInfo, reason: engineReason, model: modelInfo }),
  useEngine: record({ engine: engineInfo, reason: engineReason }),
  measureEngines: engineSpeeds,
  unitOrder: nullable(unitOrder),
  read: nullable(trace),
  loadCompanion: nothing,
  readCompanion: nullable(trace),
  findMistakes: nullable(record({ set: text, total: integer(), next: integer(), mistakes: list(mistake, MAX_PIECE) })),
  unitWeights,
  mostActive: nullable(mostActive),
  loadData: record({ data: dataInfo, failures: list(decodeFailure) }),
  loadFiles: record({ data: dataInfo }),
  previewAugmentation: nullable(record({ pictures: list(picture, MAX_PREVIEW) })),
  train: record({ totalSteps: integer(), stepsPerEpoch: integer() }),
  pause: nothing,
  resume: nothing,
  step: nothing,
  stop: nothing,
  reset: record({ model: modelInfo }),
  evaluate: record({ set: text, loss: anyNumber, accuracy: within(0, 1), correct: integer(), total: integer() }),
  profile,
  newModel: record({ model: modelInfo }),
  loadModel: record({ model: modelInfo }),
  saveModel: record({ bytes }),
  ping: nothing,
} satisfies { [T in RequestType]: Decoder<Requests[T]['result']> }

const stepReport: Decoder<StepReport> = record({ firstStep: integer(), losses: floats, correct: counts, examples: counts })
const trainingState = choice<TrainingState>('running', 'paused', 'finished', 'stopped', 'failed')

const event: Decoder<WorkerEvent> = tagged('type', {
  dataProgress: record({
    type: choice('dataProgress'),
    file: text,
    source: text,
    receivedBytes: anyNumber,
    totalBytes: anyNumber,
  }),
  data: record({ type: choice('data'), data: dataInfo }),
  trainingState: record({ type: choice('trainingState'), state: trainingState }),
  steps: record({ type: choice('steps'), report: stepReport, imagesPerSecond: nullable(anyNumber), secondsLeft: nullable(anyNumber) }),
  evaluating: record({ type: choice('evaluating'), epoch: integer(), evaluated: integer(), total: integer() }),
  epoch: record({
    type: choice('epoch'),
    epoch: integer(),
    trainLoss: anyNumber,
    trainAccuracy: anyNumber,
    testLoss: anyNumber,
    testAccuracy: anyNumber,
    evaluatedOn: text,
    evaluatedCount: integer(),
    trainingSeconds: anyNumber,
  }),
  checkpoint: record({ type: choice('checkpoint'), epoch: integer(), bytes }),
  model: record({ type: choice('model'), model: modelInfo }),
  engine: record({ type: choice('engine'), engine: engineInfo, reason: engineReason }),
  error: record({ type: choice('error'), error: decodeErrorData }),
  crashed: record({ type: choice('crashed'), error: decodeErrorData }),
} satisfies Record<WorkerEvent['type'], unknown>)

/** A message of the worker whose result is not parsed yet: only the one who asked knows of which kind it is. */
export type IncomingMessage =
  | Exclude<WorkerMessage, { kind: 'response' }>
  | { readonly kind: 'response'; readonly id: number; readonly result: unknown }

const anything: Decoder<unknown> = (value) => value

const workerMessage: Decoder<IncomingMessage> = tagged('kind', {
  response: record({ kind: choice('response'), id: integer(), result: anything }),
  failure: record({ kind: choice('failure'), id: integer(), error: decodeErrorData }),
  event: record({ kind: choice('event'), event }),
})

/** What the page hears. */
export function parseWorkerMessage(value: unknown): IncomingMessage {
  return workerMessage(value, 'worker message')
}
