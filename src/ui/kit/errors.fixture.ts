import type { Each } from '../../core/each.fixture'
import { ownFaults } from '../../data/own/faults.fixture'
import { handFaults } from '../../data/hand/faults.fixture'
import type {
  Action,
  AddressPart,
  Allowed,
  DataFault,
  ErrorCode,
  ErrorDetail,
  Misfit,
  Obstacle,
  SpecPlace,
  StopReason,
} from '../../core/error-details'
import { modelKinds } from '../../core/exchange-details'

/** Details of every code with every case of their unions; the compiler names one that lacks. */

function all<M>(members: { readonly [name: string]: M }): readonly M[] {
  return Object.values(members)
}

const original = 'TypeError: Cannot read properties of undefined'

const places: Each<SpecPlace> = {
  model: { kind: 'model' },
  input: { kind: 'input' },
  layer: { kind: 'layer', position: 1, type: 'lstm' },
  named: { kind: 'named', name: 'lstm_1' },
  training: { kind: 'training' },
  clamp: { kind: 'clamp' },
  gradients: { kind: 'gradients' },
  unit: { kind: 'unit' },
}

const allowed: Each<Allowed> = {
  integer: { kind: 'integer', min: 1, max: 1024 },
  number: { kind: 'number', min: 0, below: 1 },
  finite: { kind: 'finite' },
  boolean: { kind: 'boolean' },
  options: { kind: 'options', options: ['forward', 'both'] },
  object: { kind: 'object' },
  tensor: { kind: 'tensor' },
  fields: { kind: 'fields', known: ['units', 'type'] },
  layerCount: { kind: 'layerCount', max: 16 },
  atMost: { kind: 'atMost', max: 20_000_000 },
  sequence: { kind: 'sequence' },
  picture: { kind: 'picture' },
  sequenceOrPicture: { kind: 'sequenceOrPicture' },
  classScores: { kind: 'classScores' },
  inputLength: { kind: 'inputLength', max: 28 },
  inputSide: { kind: 'inputSide', max: 28 },
  lastIsDense: { kind: 'lastIsDense' },
  lastIsSoftmax: { kind: 'lastIsSoftmax' },
  softmaxOnlyLast: { kind: 'softmaxOnlyLast' },
  classCount: { kind: 'classCount', count: 10 },
  falseForImage: { kind: 'falseForImage' },
  eachStepAlone: { kind: 'eachStepAlone' },
  recurrentLayer: { kind: 'recurrentLayer', names: ['lstm'] },
  someLayers: { kind: 'someLayers', names: ['lstm', 'dense'] },
  patches: { kind: 'patches', height: 28, width: 28, sides: [4, 7, 14] },
  task: { kind: 'task' },
  gpuBatch: { kind: 'gpuBatch', max: 96 },
  gpuParameters: { kind: 'gpuParameters', max: 16_000_000 },
  stepRange: { kind: 'stepRange', count: 28 },
}

const misfits: Each<Misfit> = {
  shape: { kind: 'shape', expected: [4], actual: [5] },
  count: { kind: 'count', expected: 4, actual: 5 },
  pictures: { kind: 'pictures', size: 784, actual: 100 },
  empty: { kind: 'empty' },
  classes: { kind: 'classes', count: 10, actual: 12, index: 3 },
  missing: { kind: 'missing', expected: [3, 12] },
  unknown: { kind: 'unknown' },
  unknownSlot: { kind: 'unknownSlot', known: ['m', 'v'] },
  notFinite: { kind: 'notFinite', actual: NaN, index: 3 },
  notHalf: { kind: 'notHalf', limit: 65520, actual: 1e6, index: 3 },
}

export const faults: Each<DataFault> = {
  offline: { kind: 'offline' },
  network: { kind: 'network', original },
  http: { kind: 'http', status: 404 },
  stalled: { kind: 'stalled', seconds: 10 },
  absent: { kind: 'absent' },
  html: { kind: 'html' },
  gzip: { kind: 'gzip', original },
  magic: { kind: 'magic', found: '89 50 4e 47' },
  empty: { kind: 'empty' },
  size: { kind: 'size', expected: 60_008, actual: 12 },
  tooLarge: { kind: 'tooLarge', limit: 128 * 2 ** 20 },
  shape: { kind: 'shape', actual: [3], needed: [[4], [5]] },
  hash: { kind: 'hash', file: 't10k-labels' },
  storage: { kind: 'storage', action: 'read', original },
  unchecked: { kind: 'unchecked', original },
  damaged: { kind: 'damaged', original },
}

const stops: Each<StopReason> = {
  silent: { kind: 'silent' },
  notLoaded: { kind: 'notLoaded' },
  unreadable: { kind: 'unreadable', original: null },
  crashed: { kind: 'crashed', original },
}

const actions: { readonly [A in Action]: A } = {
  start: 'start',
  useModel: 'useModel',
  train: 'train',
  pause: 'pause',
  resume: 'resume',
  step: 'step',
  stop: 'stop',
  setLearningRate: 'setLearningRate',
  reset: 'reset',
  goBack: 'goBack',
  evaluate: 'evaluate',
  profile: 'profile',
  newModel: 'newModel',
  loadModel: 'loadModel',
  loadData: 'loadData',
  loadFiles: 'loadFiles',
  useEngine: 'useEngine',
  measureEngines: 'measureEngines',
  timeNetwork: 'timeNetwork',
  race: 'race',
  placeMemory: 'placeMemory',
}

const obstacles: Each<Obstacle> = {
  training: { kind: 'training' },
  notTraining: { kind: 'notTraining' },
  notPaused: { kind: 'notPaused', state: 'running' },
  noData: { kind: 'noData' },
  noModel: { kind: 'noModel' },
  noEngine: { kind: 'noEngine' },
  otherData: { kind: 'otherData', used: 'MNIST, training', needed: 'Built-in digits, training' },
  noRunToResume: { kind: 'noRunToResume' },
  racing: { kind: 'racing' },
  noRace: { kind: 'noRace' },
  noPast: { kind: 'noPast' },
  otherRun: { kind: 'otherRun' },
  overtaken: { kind: 'overtaken' },
  noPlan: { kind: 'noPlan', label: 'sums' },
}

const rules: Each<ErrorDetail<'safetensors'>, 'rule'> = {
  'header-too-small': { rule: 'header-too-small', least: 8, actual: 3 },
  'header-too-large': { rule: 'header-too-large', limit: 1e8, actual: '18446744073709551615' },
  'header-beyond-file': { rule: 'header-beyond-file', limit: 100, actual: '200' },
  'header-not-utf8': { rule: 'header-not-utf8' },
  'header-not-json': { rule: 'header-not-json', original: 'SyntaxError: Unexpected token' },
  'header-content': { rule: 'header-content', name: '"lstm/bias"', wanted: 'dtype', actual: '7' },
  'duplicate-name': { rule: 'duplicate-name', name: '"a"' },
  offsets: { rule: 'offsets', name: '"a"', expected: 0, begin: 4, end: 8 },
  size: { rule: 'size', name: '"a"', expected: 8, actual: 4 },
  'file-length': { rule: 'file-length', expected: 100, actual: 90 },
}

const failures = all(faults).map((fault) => ({ source: 'page', file: 'train-images', fault }))
const engineReasons: Each<ErrorDetail<'engine-unavailable'>['reason']> = {
  noWebGpu: { kind: 'noWebGpu' },
  insecure: { kind: 'insecure' },
  noAdapter: { kind: 'noAdapter' },
  noDevice: { kind: 'noDevice', original: 'OperationError: gone' },
  noAnswer: { kind: 'noAnswer', asked: 'adapter', seconds: 6 },
  noSimd: { kind: 'noSimd', original },
  noMemory: { kind: 'noMemory' },
  noHalf: { kind: 'noHalf', adapter: 'google swiftshader' },
  notLoaded: { kind: 'notLoaded', original: 'TypeError: Failed to fetch dynamically imported module' },
}
const fields: Each<ErrorDetail<'checkpoint'>['fault']> = {
  missing: { kind: 'missing' },
  other: { kind: 'other', expected: 'gatelight', actual: '"pt"' },
  content: { kind: 'content', original },
}
const exportFormats: { readonly [F in ErrorDetail<'export'>['format']]: F } = {
  onnx: 'onnx',
  pytorch: 'pytorch',
  keras: 'keras',
  tfjs: 'tfjs',
}
const exportReasons: Each<ErrorDetail<'export'>['reason']> = {
  masks: { kind: 'masks', layer: 'lstm_1' },
  resetAfter: { kind: 'resetAfter', layer: 'gru' },
  maskedSequence: { kind: 'maskedSequence', layer: 'lstm' },
  writer: { kind: 'writer' },
}
const importProblems: Each<ErrorDetail<'import'>['problem']> = {
  otherKind: { kind: 'otherKind' },
  damaged: { kind: 'damaged', original },
  tooLarge: { kind: 'tooLarge', limit: 1e8 },
  noNetwork: { kind: 'noNetwork' },
  noWeights: { kind: 'noWeights' },
  layer: { kind: 'layer', layer: 'Conv2D', field: 'groups', value: '2' },
  missing: { kind: 'missing', tensor: 'lstm/kernel', expected: [28, 512] },
  shape: { kind: 'shape', tensor: 'lstm.weight_ih_l0', expected: [512, 28], actual: [256, 28] },
  left: { kind: 'left', names: ['fc.weight'], more: 0 },
  numbers: { kind: 'numbers', tensor: 'lstm.weight_ih_l0', type: 'I64' },
}
const profileReasons: { readonly [F in ErrorDetail<'profile-unavailable'>['reason']]: F } = {
  noTimestamps: 'noTimestamps',
  stoppedClock: 'stoppedClock',
  noGpu: 'noGpu',
}
const pictureFaults: { readonly [F in ErrorDetail<'picture'>['fault']]: F } = {
  unreadable: 'unreadable',
  bytes: 'bytes',
  pixels: 'pixels',
  decode: 'decode',
  blank: 'blank',
  crowded: 'crowded',
  noise: 'noise',
  notSearched: 'notSearched',
}

const storageReasons: Each<ErrorDetail<'run-storage'>['reason']> = {
  absent: { kind: 'absent' },
  full: { kind: 'full' },
  tooMany: { kind: 'tooMany', limit: 200 },
  silent: { kind: 'silent' },
  newer: { kind: 'newer' },
  blocked: { kind: 'blocked' },
  other: { kind: 'other', original },
}

const dropProblems: Each<ErrorDetail<'dropped'>['problem']> = {
  noFiles: { kind: 'noFiles' },
  emptyFolder: { kind: 'emptyFolder', folder: 'scans' },
  unreadable: { kind: 'unreadable', names: ['a.png'], more: 0 },
  leftOut: { kind: 'leftOut', names: ['a.png', 'b.png'], more: 3 },
  tooMany: { kind: 'tooMany', limit: 200 },
}

const addressParts: { readonly [P in AddressPart]: P } = {
  view: 'view',
  model: 'model',
  network: 'network',
  settings: 'settings',
  data: 'data',
  layer: 'layer',
  step: 'step',
  unit: 'unit',
  signal: 'signal',
  drawing: 'drawing',
  digit: 'digit',
  held: 'held',
  lens: 'lens',
  other: 'other',
}

const addressFaults: Each<ErrorDetail<'address'>['fault']> = {
  form: { kind: 'form' },
  version: { kind: 'version', asked: '7' },
  tooLong: { kind: 'tooLong', limit: 65_536 },
  parts: { kind: 'parts', parts: ['drawing', 'step'], original: 'ink: expected the end, got 4' },
  training: { kind: 'training' },
  largeDrawing: { kind: 'largeDrawing' },
}

/** The first of each is the plainest. */
export const details: { readonly [C in ErrorCode]: readonly [ErrorDetail<C>, ...ErrorDetail<C>[]] } = {
  spec: [
    { where: places.layer, field: 'units', value: '0', allowed: allowed.integer },
    ...all(allowed).map((each) => ({ where: places.model, field: 'units', value: null, allowed: each })),
    ...all(places).map((where) => ({ where, field: 'batchSize', value: '0', allowed: allowed.gpuBatch })),
    { where: { kind: 'layer', position: 2, type: null }, field: 'type', value: '"x"', allowed: { kind: 'options', options: ['dense'] } },
    { where: places.training, field: 'epochs', value: '0', allowed: { kind: 'integer', min: 1, max: null } },
    { where: places.named, field: 'learningRate', value: '-1', allowed: { kind: 'number', min: 0, below: null } },
    { where: places.clamp, field: 'layer', value: '"x"', allowed: { kind: 'recurrentLayer', names: [] } },
  ],
  shape: [
    { tensor: 'lstm/bias', misfit: misfits.shape },
    ...all(misfits).map((misfit) => ({ tensor: 'lstm/bias', misfit })),
    { tensor: 'optimizer/m', misfit: { kind: 'unknownSlot', known: [] } },
  ],
  'engine-unavailable': [
    { engine: 'webgpu', reason: engineReasons.noWebGpu },
    { engine: 'webgpu', reason: { kind: 'noAnswer', asked: 'device', seconds: 10 } },
    ...all(engineReasons).map((reason) => ({ engine: 'cpu', reason }) as const),
    { engine: 'webgpu', reason: engineReasons.notLoaded },
  ],
  'engine-unknown': [{ asked: 'quantum' }],
  'embed-unknown': [{ parameter: 'embed', asked: 'maps', choices: ['pad', 'reading'] }],
  'engine-changed': [{ from: 'webgpu', to: 'cpu' }],
  'device-lost': [{ original: null }, { original: 'Device was reset' }, { original: null, silentSeconds: 60 }],
  'thread-lost': [{ reason: stops.silent }, ...all(stops).map((reason) => ({ reason }))],
  'out-of-memory': [{ bytes: 5e6 }],
  task: [
    { model: 'digits', data: 'letters' },
    { model: 'letters', data: null },
  ],
  disposed: [{ what: 'model' }, { what: 'engine' }, { what: 'memory', label: 'log' }],
  shader: [{ label: 'lstm/step', original: '3:1 error' }],
  diverged: [
    { step: 12, loss: NaN },
    { step: 311, loss: 23.4, lowest: 0.41 },
  ],
  state: [
    { action: 'train', obstacle: obstacles.noData },
    ...all(actions).flatMap((action) => all(obstacles).map((obstacle) => ({ action, obstacle }))),
    { action: 'train', obstacle: { kind: 'otherData', used: 'MNIST, training', needed: null } },
  ],
  decode: [{ path: 'request.id', original: 'expected a text, got 4' }],
  'data-file': [failures[0]!, ...failures],
  'data-unavailable': [{ failures: failures.slice(2, 3) }, { failures }],
  'own-data': [{ file: 'letters.csv', fault: ownFaults.unknown }, ...all(ownFaults).map((fault) => ({ file: 'letters.csv', fault }))],
  'data-incomplete': [{ missing: ['train-labels'], failures }],
  checkpoint: [
    { field: 'format', fault: fields.missing },
    ...all(fields).map((fault) => ({ field: 'format', fault })),
    { field: 'format', fault: { kind: 'other', expected: 'gatelight', actual: null } },
  ],
  'other-network': [
    { came: 'writer', wanted: 'reader' },
    { came: 'reader', wanted: 'writer' },
    { came: 'rows', wanted: 'writer' },
    { came: 'reader', wanted: 'rows' },
  ],
  safetensors: [rules['header-not-utf8'], ...all(rules), { rule: 'size', name: '"a"', expected: null, actual: 4 }],
  'model-fetch': [{ url: 'models/x', fault: faults.http }, ...all(faults).map((fault) => ({ url: 'models/x', fault }))],
  'model-file': [{ url: 'models/x', fault: faults.http }, ...all(faults).map((fault) => ({ url: 'models/x', fault }))],
  export: [
    { format: 'onnx', reason: exportReasons.masks },
    ...all(exportFormats).flatMap((format) => all(exportReasons).map((reason) => ({ format, reason }))),
  ],
  import: [
    { found: 'pytorch', problem: importProblems.otherKind },
    ...modelKinds.map((found) => ({ found, problem: importProblems.otherKind })),
    ...all(importProblems).map((problem) => ({ found: 'keras', problem }) as const),
    { found: 'keras', problem: { kind: 'layer', layer: 'Dense', field: 'use_bias', value: null } },
    { found: 'safetensors', problem: { kind: 'left', names: ['fc.weight'], more: 4 } },
  ],
  'model-size': [{ file: 'x', bytes: 2e9, limit: 1e8 }],
  'gpu-memory': [
    { plan: 'train', bytes: 3e6, original: 'none left' },
    { plan: null, bytes: null, original: 'none left' },
  ],
  'gpu-validation': [{ original: 'bad usage' }],
  'profile-unavailable': [{ reason: 'noGpu' }, ...all(profileReasons).map((reason) => ({ reason }))],
  'worker-crashed': [{ reason: stops.silent }, ...all(stops).map((reason) => ({ reason }))],
  'worker-restart': [
    { reason: stops.silent, outcome: 'starting' },
    ...(['starting', 'started', 'startedWithData', 'givenUp'] as const).flatMap((outcome) =>
      all(stops).map((reason) => ({ reason, outcome })),
    ),
  ],
  'not-running': [{}],
  'other-tab': [{}],
  terminated: [{}],
  'run-storage': [
    { action: 'write', reason: storageReasons.full },
    ...(['read', 'write'] as const).flatMap((action) => all(storageReasons).map((reason) => ({ action, reason }))),
  ],
  'visit-storage': [
    { action: 'write', reason: storageReasons.full },
    ...(['read', 'write'] as const).flatMap((action) => all(storageReasons).map((reason) => ({ action, reason }))),
  ],
  shelf: [
    { action: 'write', reason: storageReasons.full },
    ...(['read', 'write'] as const).flatMap((action) => all(storageReasons).map((reason) => ({ action, reason }))),
  ],
  hand: [
    { action: 'write', reason: storageReasons.full },
    ...(['read', 'write'] as const).flatMap((action) => all(storageReasons).map((reason) => ({ action, reason }))),
  ],
  'hand-file': [{ file: 'my-hand.json', fault: { kind: 'noJson' } }, ...handFaults.map((fault) => ({ file: 'my-hand.json', fault }))],
  'second-tab': [{}],
  'model-replaced': [
    { model: 'row-lstm', accuracy: 0.888 },
    { model: 'mine', accuracy: null },
  ],
  'run-left': [{ model: 'row-lstm', step: 1204, totalSteps: 2814 }],
  database: [
    { name: 'gatelight-runs', problem: 'newer' },
    { name: 'gatelight-runs', problem: 'blocked' },
  ],
  'visit-model': [{ original: 'Not a model of this project: field spec' }],
  picture: [{ file: 'note.png', fault: 'blank' }, ...all(pictureFaults).map((fault) => ({ file: 'note.png', fault }))],
  dropped: [{ problem: dropProblems.noFiles }, ...all(dropProblems).map((problem) => ({ problem }))],
  address: [
    { fault: addressFaults.form },
    ...all(addressFaults).map((fault) => ({ fault })),
    ...all(addressParts).map((part) => ({ fault: { kind: 'parts', parts: [part], original } }) as const),
    { fault: { kind: 'parts', parts: all(addressParts), original } },
  ],
  language: [{ language: 'zh' }, { language: 'en' }],
  internal: [{ original: 'RangeError: 7' }, { original: 'Uncaught something' }],
  unknown: [{ code: 'quantum', original: 'It decohered.' }],
}
