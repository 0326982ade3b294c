import { anyNumber, choice, integer, list, nullable, record, text, within, type Decoded, type Decoder } from './decode'
import { name, original, shape, variants } from './error-fields'
import { exportDetail, importDetail } from './exchange-details'
import { clip } from './gatelight-error'
import { handFault } from './hand-details'
import { ownFault } from './own-data-details'

/**
 * What every error says as data, by its code: the classes, the way between threads and the words of both languages are all typed by
 * this table. Details are codes, names and numbers. What a browser or another program says in its own words is called `original`.
 */

/** What was to be done with the browser's storage, and why that failed. */
const storageFault = record({
  action: choice('read', 'write'),
  reason: variants('kind', {
    absent: {},
    full: {},
    tooMany: { limit: integer() },
    silent: {},
    newer: {},
    blocked: {},
    other: { original },
  }),
})

const networkKind = choice('reader', 'writer', 'rows')

/** What part of a model, or of what is asked of one, a field belongs to. */
const place = variants('kind', {
  model: {},
  input: {},
  /** 1-based; of a layer that has no name yet. */
  layer: { position: integer(1), type: nullable(name) },
  /** A layer, loss or optimizer by its own name. */
  named: { name },
  training: {},
  clamp: {},
  gradients: {},
  unit: {},
})

const allowed = variants('kind', {
  /** `max` is null where nothing bounds it. */
  integer: { min: anyNumber, max: nullable(anyNumber) },
  number: { min: anyNumber, below: nullable(anyNumber) },
  finite: {},
  boolean: {},
  options: { options: list(name) },
  object: {},
  tensor: {},
  /** The field is unknown; these are not. */
  fields: { known: list(name) },
  layerCount: { max: integer() },
  atMost: { max: integer() },
  sequence: {},
  picture: {},
  sequenceOrPicture: {},
  classScores: {},
  inputLength: { max: integer() },
  inputSide: { max: integer() },
  lastIsDense: {},
  lastIsSoftmax: {},
  softmaxOnlyLast: {},
  classCount: { count: integer() },
  falseForImage: {},
  eachStepAlone: {},
  recurrentLayer: { names: list(name) },
  /** Some of these layers, and not all. */
  someLayers: { names: list(name) },
  /** Patches that cut a picture of this size without a rest; none may. */
  patches: { height: integer(), width: integer(), sides: list(integer()) },
  task: {},
  gpuBatch: { max: integer() },
  gpuParameters: { max: integer() },
  stepRange: { count: integer() },
})

const misfit = variants('kind', {
  shape: { expected: shape, actual: shape },
  /** Numbers of values. */
  count: { expected: integer(), actual: integer() },
  /** No whole number of pictures of `size` values each. */
  pictures: { size: integer(), actual: integer() },
  empty: {},
  classes: { count: integer(), actual: anyNumber, index: integer() },
  missing: { expected: shape },
  unknown: {},
  unknownSlot: { known: list(name) },
  notFinite: { actual: anyNumber, index: integer() },
  notHalf: { limit: anyNumber, actual: anyNumber, index: integer() },
})

/** What is wrong with a file of data, or with a model's file that was to be fetched. */
const fault = variants('kind', {
  /** No network: nothing was asked for. */
  offline: {},
  /** No answer, or the connection broke. */
  network: { original },
  /** An answer other than 2xx. */
  http: { status: integer() },
  /** No byte for this long. */
  stalled: { seconds: anyNumber },
  /** The page came without it. */
  absent: {},
  /** A web page where data was expected. */
  html: {},
  /** A gzip stream that is broken, cut off, or followed by more bytes; null where the decompressor let these pass. */
  gzip: { original: nullable(original) },
  /** Neither gzip nor IDX of bytes; what it begins with in hexadecimal, null where these are no bytes at all. */
  magic: { found: nullable(name) },
  empty: {},
  /** Another length than this file has; `actual` is null for more, which nobody counted. */
  size: { expected: integer(), actual: nullable(integer()) },
  tooLarge: { limit: integer() },
  /** Other dimensions than those of the files that are needed. */
  shape: { actual: shape, needed: list(shape) },
  /** The right form with another content than that of `file`. */
  hash: { file: name },
  /** The browser's storage, or a folder, cannot be read or written. */
  storage: { action: choice('read', 'write'), original },
  /** What the content is checked with did not come. */
  unchecked: { original },
  /** A file of the page's own that is broken or was cut off. */
  damaged: { original },
})

/** Why one source of data was passed over. */
export const decodeFailure = record({
  /** `cache`, `page`, a mirror's address, or `files` for what the visitor dropped. */
  source: text,
  file: name,
  fault,
})

/** Why a thread stopped. */
const stop = variants('kind', {
  silent: {},
  /** It never came up. */
  notLoaded: {},
  /** It said something that makes no sense. */
  unreadable: { original: nullable(original) },
  crashed: { original },
})

const action = choice(
  'start',
  'useModel',
  'train',
  'pause',
  'resume',
  'step',
  'stop',
  'setLearningRate',
  'reset',
  'goBack',
  'evaluate',
  'profile',
  'newModel',
  'loadModel',
  'loadData',
  'loadFiles',
  'useEngine',
  'measureEngines',
  'timeNetwork',
  'race',
  'placeMemory',
)

const obstacle = variants('kind', {
  training: {},
  notTraining: {},
  /** A single step needs a run that is paused. */
  notPaused: { state: choice('running', 'paused', 'finished', 'stopped', 'failed') },
  noData: {},
  noModel: {},
  noEngine: {},
  /** The run to resume learnt from other data; null where it is not known from which. */
  otherData: { used: name, needed: nullable(name) },
  noRunToResume: {},
  /** Networks take steps in a race. */
  racing: {},
  /** No race was run since the page began. */
  noRace: {},
  /** No run was kept to go back in. */
  noPast: {},
  /** A run with other settings goes on, or has begun meanwhile. */
  otherRun: {},
  overtaken: {},
  noPlan: { label: name },
})

/** What an address of the page says something of. */
const addressPart = choice(
  'view',
  'model',
  'network',
  'settings',
  'data',
  'layer',
  'step',
  'unit',
  'signal',
  'drawing',
  'digit',
  'held',
  'lens',
  'other',
)

/** Names are quoted as the header has them; `header` and `__metadata__` are names too. */
const safetensors = variants('rule', {
  'header-too-small': { least: integer(), actual: integer() },
  /** Lengths of a header are text: 64 bits hold more than a number. */
  'header-too-large': { limit: integer(), actual: name },
  'header-beyond-file': { limit: integer(), actual: name },
  'header-not-utf8': {},
  'header-not-json': { original },
  'header-content': { name, wanted: choice('object', 'text', 'dtype', 'float', 'shape', 'offsets'), actual: name },
  'duplicate-name': { name },
  offsets: { name, expected: integer(), begin: integer(), end: integer() },
  /** `expected` is null where no number holds it. */
  size: { name, expected: nullable(integer()), actual: integer() },
  'file-length': { expected: integer(), actual: integer() },
})

export const errorDetails = {
  export: exportDetail,
  import: importDetail,
  spec: record({
    where: place,
    field: name,
    /** As JSON, null where it is missing. */
    value: nullable(name),
    allowed,
  }),
  shape: record({ tensor: name, misfit }),
  'engine-unavailable': record({
    engine: name,
    reason: variants('kind', {
      noWebGpu: {},
      /** The page came over plain http. */
      insecure: {},
      noAdapter: {},
      noDevice: { original },
      /** The browser was asked for it and has said nothing for this long. */
      noAnswer: { asked: choice('adapter', 'device'), seconds: anyNumber },
      noSimd: { original },
      noMemory: {},
      /** Half precision was asked for; null where the kind has none on any machine. */
      noHalf: { adapter: nullable(name) },
      notLoaded: { original },
    }),
  }),
  'engine-unknown': record({ asked: name }),
  /** A frame's address has a value that there is not; the page is as without it. */
  'embed-unknown': record({ parameter: name, asked: name, choices: list(name) }),
  /** An engine failed and the model is on another one; the names of both kinds. */
  'engine-changed': record({ from: name, to: name }),
  'device-lost': record({ original: nullable(original) }, { silentSeconds: anyNumber }),
  'thread-lost': record({ reason: stop }),
  'out-of-memory': record({ bytes: integer() }),
  /** Ids of the tasks of a model and of data; null where there are no data for the model's. */
  task: record({ model: name, data: nullable(name) }),
  disposed: record({ what: choice('engine', 'model', 'memory') }, { label: name }),
  shader: record({ label: name, original }),
  /** 0-based step. `lowest`: the loss is finite and has exploded; it had been so low. */
  diverged: record({ step: integer(), loss: anyNumber }, { lowest: anyNumber }),
  state: record({ action, obstacle }),
  decode: record({ path: name, original }),
  'data-file': decodeFailure,
  'data-unavailable': record({ failures: list(decodeFailure) }),
  'data-incomplete': record({ missing: list(name), failures: list(decodeFailure) }),
  /** A visitor's own data; `file` may be an archive's entry. */
  'own-data': record({ file: name, fault: ownFault }),
  checkpoint: record({
    field: name,
    fault: variants('kind', { missing: {}, other: { expected: name, actual: nullable(name) }, content: { original } }),
  }),
  /** A network of this page that does something else than what was to be opened. */
  'other-network': record({ came: networkKind, wanted: networkKind }),
  safetensors,
  'model-fetch': record({ url: text, fault }),
  'model-file': record({ url: text, fault }),
  'model-size': record({ file: name, bytes: integer(), limit: integer() }),
  'gpu-memory': record({
    /** Label of the plan that asked; null where WebGPU does not say which call it had no memory for. */
    plan: nullable(name),
    /** What the plan asked for in all. */
    bytes: nullable(integer()),
    original,
  }),
  'gpu-validation': record({ original }),
  'profile-unavailable': record({ reason: choice('noTimestamps', 'stoppedClock', 'noGpu') }),
  /** Of a request that the worker took with it. */
  'worker-crashed': record({ reason: stop }),
  /** That it died, and what becomes of that. */
  'worker-restart': record({ reason: stop, outcome: choice('starting', 'started', 'startedWithData', 'givenUp') }),
  /** No worker runs, and none will before the visitor asks for one. */
  'not-running': record({}),
  /** Another tab of this page is training as well. */
  'other-tab': record({}),
  terminated: record({}),
  /** Runs cannot be kept for the next visit, or those of earlier ones not be read. */
  'run-storage': storageFault,
  /** The page itself cannot be kept for the next visit, or not be had as the last one left it. */
  'visit-storage': storageFault,
  /** Models cannot be kept, or not be had back. */
  shelf: storageFault,
  /** Drawings of the visitor's hand cannot be kept, or not be had back. */
  hand: storageFault,
  'hand-file': record({ file: name, fault: handFault }),
  /** Another tab has this page open: each has its own model. */
  'second-tab': record({}),
  /** A run was cut off when its page was closed; it goes on where the visitor wishes it. */
  /** Accuracy in 0…1 on its test set; null for a model that was not measured. */
  'model-replaced': record({ model: name, accuracy: nullable(within(0, 1)) }),
  'run-left': record({ model: name, step: integer(), totalSteps: integer() }),
  /** A database of the browser's: a newer version of the page has made it, or an older one in another tab holds it. */
  database: record({ name, problem: choice('newer', 'blocked') }),
  /** The model of the last visit is none any more. */
  'visit-model': record({ original }),
  picture: record({ file: name, fault: choice('unreadable', 'bytes', 'pixels', 'decode', 'blank', 'crowded', 'noise', 'notSearched') }),
  /** What was dropped on the page and is not taken; `more` counts those that are not named. */
  dropped: record({
    problem: variants('kind', {
      noFiles: {},
      emptyFolder: { folder: name },
      unreadable: { names: list(name), more: integer() },
      leftOut: { names: list(name), more: integer() },
      tooMany: { limit: integer() },
    }),
  }),
  /** An address of the page that cannot be followed, or not in all its parts; the others are. */
  address: record({
    fault: variants('kind', {
      form: {},
      version: { asked: name },
      tooLong: { limit: integer() },
      parts: { parts: list(addressPart), original },
      /** A run holds the model that it would take the place of. */
      training: {},
      /** What is on the pad fits into no address. */
      largeDrawing: {},
    }),
  }),
  language: record({ language: choice('en', 'zh') }),
  /** Nothing that was thrown on purpose. */
  internal: record({ original }),
  /** Of a worker that is newer or older than the page. */
  unknown: record({ code: name, original }),
}

export type ErrorCode = keyof typeof errorDetails

/** The detail of an error of this code. */
export type ErrorDetail<C extends ErrorCode> = Decoded<(typeof errorDetails)[C]>

export type SpecPlace = Decoded<typeof place>
export type Allowed = Decoded<typeof allowed>
export type Misfit = Decoded<typeof misfit>
export type DataFault = Decoded<typeof fault>
export type DataFailure = Decoded<typeof decodeFailure>
export type StopReason = Decoded<typeof stop>
export type Action = Decoded<typeof action>
export type AddressPart = Decoded<typeof addressPart>
export type Obstacle = Decoded<typeof obstacle>

/** An error as it crosses threads. */
export type ErrorData<C extends ErrorCode = ErrorCode> = {
  [K in C]: {
    readonly code: K
    readonly detail: ErrorDetail<K>
    /** For consoles and scripts; visitors read what their language makes of the detail. */
    readonly message: string
  }
}[C]

const envelope = record({ code: name, message: text, detail: (value) => value })
const decoders: ReadonlyMap<string, Decoder<unknown>> = new Map(Object.entries(errorDetails))

/** An error from the other thread. One that this version does not know, or has other details of, has the code `unknown`. */
export const decodeErrorData: Decoder<ErrorData> = (value, path) => {
  const { code, message, detail } = envelope(value, path)
  try {
    const decode = decoders.get(code)
    // The detail was decoded by the entry of this code.
    if (decode !== undefined) return { code, message, detail: decode(detail, `${path}.detail`) } as ErrorData
  } catch {
    // Falls through to what is said of an error that is not known.
  }
  return { code: 'unknown', message, detail: { code, original: clip(message) } }
}
