import type { ErrorDetail, StopReason } from '../../../../core/error-details'
import { classifyOriginal, type OriginalKind } from '../../classify-original'
import { ENGINE_ADDRESSES, engineNamed, isHardwareEngine, taskTitled } from '../../error-names'
import { originalOf, type ErrorText, type ErrorWords } from '../../errors'
import { formatFor } from '../../format'
import { describeAddressError } from './address-errors'
import { describeExport, describeImport } from './exchange-errors'
import { dropped, fault, listFailures, nameFile } from './file-errors'
import { checkpoint, misfit, safetensors } from './model-errors'
import { describeHandFile } from './hand-errors'
import { describeOwnError } from './own-errors'
import { describeSpecError } from './spec-errors'
import { shell } from './shell'
import { describeStateError } from './state-errors'
import { tasks } from './tasks'

const format = formatFor('en')

const RELOAD = 'Reload the page.'
const REPORT = 'Please report this with the original message and the names of your browser and GPU.'
const MODEL_FILE = 'Choose a .safetensors file that this page or npm run train has written.'

const kinds: Readonly<Record<OriginalKind, string>> = {
  memory: 'there is not enough memory',
  storage: 'the browser’s storage is full',
  file: 'a file could not be loaded',
  aborted: 'the work was aborted',
  timeout: 'it took too long',
  forbidden: 'the browser does not allow it',
  unsupported: 'this browser does not support it',
  clone: 'data could not be handed to the computing thread',
  wasm: 'WebAssembly failed',
  gpu: 'the GPU or its driver failed',
  page: 'there is a mistake in the page’s code',
  other: 'the browser gives a reason that this page does not know',
}

const kindOf = (original: string) => kinds[classifyOriginal(original)]

function stopped(reason: StopReason): string {
  switch (reason.kind) {
    case 'silent':
      return 'it does not answer any more'
    case 'notLoaded':
      return 'it could not be loaded'
    case 'unreadable':
      return 'it sent something that this page cannot read'
    case 'crashed':
      return kindOf(reason.original)
    default:
      return reason satisfies never
  }
}

type EngineReason = ErrorDetail<'engine-unavailable'>['reason']

function unavailable(reason: EngineReason): string {
  switch (reason.kind) {
    case 'noWebGpu':
      return 'this browser has no WebGPU'
    case 'insecure':
      return 'this page came over plain http, and browsers give WebGPU to https alone'
    case 'noAdapter':
      return 'the browser offers no graphics adapter'
    case 'noDevice':
      return `the graphics adapter gave no device: ${kindOf(reason.original)}`
    case 'noAnswer':
      return reason.asked === 'adapter'
        ? `the browser has not found a graphics adapter within ${reason.seconds} seconds`
        : `the graphics adapter has not given a device within ${reason.seconds} seconds`
    case 'noSimd':
      return `WebAssembly with SIMD could not be loaded: ${kindOf(reason.original)}`
    case 'noMemory':
      return 'there is no memory for WebAssembly'
    case 'noHalf':
      return reason.adapter === null ? 'only WebGPU has kernels for it' : `${reason.adapter} has no 16-bit floats (shader-f16)`
    case 'notLoaded':
      return 'its code could not be loaded'
    default:
      return reason satisfies never
  }
}

function describeUnavailable(engine: string, reason: EngineReason): Omit<ErrorText, 'original'> {
  const why = unavailable(reason)
  // Without SIMD the engine runs all the same.
  if (reason.kind === 'noSimd' || reason.kind === 'noMemory') {
    return {
      message: `The CPU engine computes in plain JavaScript: ${why}.`,
      hint: 'Everything works, only more slowly. Reload the page to try again.',
    }
  }
  const name = engineNamed(engine, shell.engine.kinds)
  if (reason.kind === 'noHalf') {
    return {
      message: `The ${name} engine was asked to store weights in half precision, and can’t here: ${why}.`,
      hint: '32 bits work everywhere; 16 bits need a browser and a graphics card with shader-f16.',
    }
  }
  const message = `The ${name} engine cannot run here: ${why}.`
  if (!isHardwareEngine(engine)) return { message, hint: 'Check the connection, then reload the page.' }
  return { message, hint: `${wayToGpu(reason)}; until then the page computes on the CPU.` }
}

function wayToGpu({ kind }: EngineReason): string {
  if (kind === 'insecure') return 'Open the page by an https address'
  if (kind === 'notLoaded') return 'Check the connection, then choose it again under Engine'
  return 'Update the browser or switch on its hardware acceleration'
}

type NetworkKind = ErrorDetail<'other-network'>['came']

const doing: Readonly<Record<NetworkKind, string>> = {
  reader: 'reads digits',
  writer: 'writes',
  rows: 'draws row by row',
}

const openedAt: Readonly<Record<NetworkKind, string>> = {
  reader: 'Open it under Model, at the top of the page.',
  writer: 'Open it under Write.',
  rows: 'Choose another file: the page draws row by row with the network that it comes with.',
}

const restarts: Readonly<Record<ErrorDetail<'worker-restart'>['outcome'], string>> = {
  starting: 'It is being started again, with the model that was last kept.',
  started: 'It was started again, with the model that was last kept.',
  startedWithData: 'It was started again, with the model that was last kept. The data in use are loaded again.',
  givenUp: 'It is not running now. Press Restart to go on with the model that was last kept; Model → Save the model works meanwhile.',
}

const profileReasons: Readonly<Record<ErrorDetail<'profile-unavailable'>['reason'], string>> = {
  noTimestamps: 'this browser or GPU has no timestamp queries',
  stoppedClock: 'the clock of this GPU does not move',
  noGpu: 'the engine in use has no GPU',
}

const pictureFaults: Readonly<Record<ErrorDetail<'picture'>['fault'], readonly [message: string, hint: string]>> = {
  unreadable: ['the file could not be read', 'Check that it is still there and that this browser may read it, then try again.'],
  bytes: ['the file is larger than 32 MiB', 'Save the picture smaller and try again.'],
  pixels: ['the picture has too many pixels, or is far longer than wide', 'Cut the digit out, or save the picture smaller.'],
  decode: ['this browser cannot open it as a picture', 'Take a PNG, JPEG, WebP, GIF or SVG picture.'],
  blank: ['nothing in it stands out from its ground', 'Mark the digit in the picture, or take a picture in which it stands out more.'],
  crowded: [
    'several things in it stand out, and any of them could be the digit',
    'Mark the digit in the picture, or take a picture of one digit alone.',
  ],
  noise: [
    'this browser gives the page noise in place of the picture’s pixels, as a protection against being recognised',
    'Allow this page to read canvas data, or draw the digit: drawings are read without it.',
  ],
  notSearched: ['the code that looks for the digit did not come, or does not answer', 'Check the connection, then open the picture again.'],
}

const codes: ErrorWords['codes'] = {
  spec: (detail) => ({ message: describeSpecError(detail), hint: 'Change this field of the model or of the settings, then try again.' }),
  shape: (detail) => ({ message: misfit(detail), hint: 'Use a model file that was saved for this architecture.' }),
  'engine-unavailable': ({ engine, reason }) => ({ ...describeUnavailable(engine, reason), original: originalOf(reason) }),
  'engine-unknown': ({ asked }) => ({
    message: `The address asks for the engine “${asked}”, which this page does not have.`,
    hint: `The page has chosen by itself. Ask for ${ENGINE_ADDRESSES.join(' or ')}, or choose under Engine.`,
  }),
  'embed-unknown': ({ parameter, asked, choices }) => ({
    message: `The address says “${parameter}=${asked}”, which this page does not know.`,
    hint: `The page is as without it. Whoever wrote the address can choose ${choices.join(', ')}.`,
  }),
  'engine-changed': ({ from, to }) => ({
    message: `The ${engineNamed(from, shell.engine.kinds)} engine failed. The page now computes with the ${engineNamed(to, shell.engine.kinds)} engine.`,
    hint: 'The reason is under Engine. The last good model is kept; if it was being trained, press Start to go on.',
  }),
  'device-lost': ({ original, silentSeconds }) => ({
    message:
      silentSeconds === undefined
        ? `The GPU stopped working${original === null ? '' : `: ${kindOf(original)}`}.`
        : `The GPU stopped working: it has not answered for ${silentSeconds} seconds.`,
    hint: 'The last good model is kept. Press Start to go on.',
    original: original ?? undefined,
  }),
  'thread-lost': ({ reason }) => ({
    message: `One of the CPU engine’s threads stopped: ${stopped(reason)}.`,
    hint: 'The others do its work, so that nothing is lost; it only takes longer. Reload the page to have all threads again.',
    original: originalOf(reason),
  }),
  'out-of-memory': ({ bytes }) => ({
    message: `WebAssembly’s memory has no room for ${format.bytes(bytes)} more.`,
    hint: 'Choose a smaller model, or a scan with fewer timesteps.',
  }),
  task: ({ model, data }) => ({
    message:
      data === null
        ? `No data are loaded for the task of the model, ${taskTitled(model, tasks)}.`
        : `The model is for ${taskTitled(model, tasks)}, but the data are for ${taskTitled(data, tasks)}.`,
    hint: 'Load the data that the model is for, or choose a model for these data.',
  }),
  disposed: ({ what }) => ({
    message: `${{ engine: 'The engine', model: 'The model', memory: 'Memory of the GPU' }[what]} was used after it was given back.`,
    hint: RELOAD,
  }),
  shader: ({ label, original }) => ({ message: `The GPU’s compiler refused the shader ${label}.`, hint: REPORT, original }),
  diverged: ({ step, loss, lowest }) => ({
    message:
      lowest === undefined
        ? `The loss became ${loss} at step ${format.integer(step + 1)}.`
        : `The loss exploded: it rose to ${format.significant(loss)} at step ${format.integer(step + 1)}, and had been ${format.significant(lowest)}.`,
    hint: 'The run is paused, and the last good weights are back. Lower the learning rate under Train and press Resume.',
  }),
  state: describeStateError,
  decode: ({ path, original }) => ({
    message: 'The page and its computing thread do not understand each other; they may be of different versions.',
    hint: RELOAD,
    original: `${path}: ${original}`,
  }),
  'data-file': (failure) => ({
    message: `${nameFile(failure)}: ${fault(failure.fault)}.`,
    hint: 'Take MNIST from another source, or train on the built-in digits.',
    original: originalOf(failure.fault),
  }),
  'data-unavailable': ({ failures }) => ({
    message: `MNIST could not be loaded.${listFailures(failures)}`,
    hint: 'Drop its four files on the page, or train on the built-in digits, which need no network.',
  }),
  'data-incomplete': ({ missing, failures }) => ({
    message: `MNIST’s four files are needed; missing: ${missing.join(', ')}.${listFailures(failures)}`,
    hint: 'Drop all four files together, gzipped or not; their names do not matter. The page also takes data of your own with labels, pictures of a digit, and models that it has saved.',
  }),
  'own-data': describeOwnError,
  checkpoint: (detail) => ({ message: checkpoint(detail), hint: MODEL_FILE, original: originalOf(detail.fault) }),
  'other-network': ({ came, wanted }) => ({
    message: `This file is a network that ${doing[came]}, but one that ${doing[wanted]} is expected.`,
    hint: openedAt[came],
  }),
  safetensors: (detail) => ({
    message: `The model file is damaged, or is no safetensors file: ${safetensors(detail)}.`,
    hint: MODEL_FILE,
    original: originalOf(detail),
  }),
  export: describeExport,
  import: describeImport,
  'model-fetch': ({ url, fault: given }) => ({
    message: `The model at ${url} could not be loaded: ${fault(given)}.`,
    hint: 'Load the page again to try once more. The model here is untrained: train it, or open a model file of your own.',
    original: originalOf(given),
  }),
  'model-file': ({ url, fault: given }) => ({
    message: `The trained model ${url} could not be loaded: ${fault(given)}.`,
    hint: 'The model before stays. Try again, load the page again, or begin with fresh weights.',
    original: originalOf(given),
  }),
  'model-size': ({ file, bytes, limit }) => ({
    message: `${file} has ${format.bytes(bytes)}; a model has at most ${format.bytes(limit)}.`,
    hint: 'Choose a .safetensors file that this page has written.',
  }),
  'gpu-memory': ({ bytes, original }) => ({
    message: `The GPU is out of memory${bytes === null ? '' : `: ${format.bytes(bytes)} were needed`}.`,
    hint: 'Choose a smaller batch or model, or close other pages that use the GPU.',
    original,
  }),
  'gpu-validation': ({ original }) => ({ message: 'The GPU refused a call of this page.', hint: REPORT, original }),
  'profile-unavailable': ({ reason }) => ({
    message: `Nothing can be measured: ${profileReasons[reason]}.`,
    hint: 'Try a browser and a GPU with WebGPU’s timestamp queries, such as Chrome or Edge on a computer.',
  }),
  'worker-crashed': ({ reason }) => ({
    message: `The computing thread stopped: ${stopped(reason)}.`,
    hint: 'A message says how it goes on; then try again.',
    original: originalOf(reason),
  }),
  'worker-restart': ({ reason, outcome }) => ({
    message: `The computing thread stopped: ${stopped(reason)}.`,
    hint: restarts[outcome],
    original: originalOf(reason),
  }),
  'not-running': () => ({ message: 'The computing thread is not running, so nothing can be computed.', hint: 'Press Restart.' }),
  'other-tab': () => ({
    message: 'Another tab of this page is training too; both are slower.',
    hint: 'Each tab keeps its own model. Pause one of them for the other to go faster.',
  }),
  terminated: () => ({ message: 'The computing thread was ended.', hint: 'Press Restart, or reload the page.' }),
  'run-storage': ({ action, reason }) => ({
    message: `${action === 'read' ? 'Runs of earlier visits could not be read' : 'Runs are kept only until this page is closed'}: ${storageReason(reason)}.`,
    hint: storageHints[reason.kind],
    original: originalOf(reason),
  }),
  'visit-storage': ({ action, reason }) => ({
    message: `${action === 'read' ? 'What the last visit left could not be read' : 'Model and run are kept only until this page is closed'}: ${storageReason(reason)}.`,
    hint: action === 'read' ? 'The page begins anew.' : 'Save the model as a file to keep it.',
    original: originalOf(reason),
  }),
  shelf: ({ action, reason }) => ({
    message: `${action === 'read' ? 'The models that are kept could not be read' : 'The model could not be kept'}: ${storageReason(reason)}.`,
    hint: action === 'read' ? storageHints[reason.kind] : 'Save it as a file instead, or delete models that are not needed.',
    original: originalOf(reason),
  }),
  hand: ({ action, reason }) => ({
    message: `${action === 'read' ? 'Your drawings of earlier visits could not be read' : 'Your drawings are kept only until this page is closed'}: ${storageReason(reason)}.`,
    hint: action === 'read' ? storageHints[reason.kind] : 'Save them as a file, under My hand.',
    original: originalOf(reason),
  }),
  'hand-file': describeHandFile,
  'second-tab': () => ({
    message: 'Another tab has this page open.',
    hint: 'Each tab keeps its own model, run and drawing; neither overwrites the other’s.',
  }),
  'model-replaced': ({ model, accuracy }) => ({
    message: `Your ${model}${typeof accuracy === 'number' ? ` (${format.percent(accuracy)})` : ''} made way for another model.`,
    hint: 'It can be put back until another one takes its place or a run starts.',
  }),
  'run-left': ({ model, step, totalSteps }) => ({
    message: `A run of ${model} was cut off when its page was closed, at step ${format.integer(step)} of ${format.integer(totalSteps)}.`,
    hint: 'It goes on as if nothing had happened; until then it stays as it is.',
  }),
  database: ({ problem }) => ({
    message: `Something that is kept can’t be opened: ${databaseProblems[problem]}.`,
    hint: databaseHints[problem],
  }),
  'visit-model': ({ original }) => ({
    message: 'The model of the last visit cannot be opened any more.',
    hint: 'The page begins with its own; a model that was saved as a file can be opened from there.',
    original,
  }),
  picture: ({ file, fault: given }) => ({ message: `${file}: ${pictureFaults[given][0]}.`, hint: pictureFaults[given][1] }),
  dropped: ({ problem }) => dropped(problem),
  address: describeAddressError,
  language: ({ language }) => ({
    message: `The words of the language “${shell.language[language]}” could not be loaded.`,
    hint: 'Check the connection, then choose it again.',
  }),
  internal: ({ original }) => ({
    message: `Something unexpected went wrong: ${kindOf(original)}.`,
    hint: 'Reload the page; if it happens again, please report it.',
    original,
  }),
  unknown: ({ code, original }) => ({
    message: `Something went wrong that this version of the page does not know (${code}).`,
    hint: 'Reload the page to get its newest version.',
    original,
  }),
}

type StorageReason = ErrorDetail<'run-storage'>['reason']

function storageReason(reason: StorageReason): string {
  switch (reason.kind) {
    case 'absent':
      return 'this browser stores nothing for this page'
    case 'full':
      return 'there is no room left in this browser’s storage'
    case 'tooMany':
      return `${format.integer(reason.limit)} are kept already`
    case 'silent':
      return 'this browser’s storage does not answer'
    case 'newer':
      return databaseProblems.newer
    case 'blocked':
      return databaseProblems.blocked
    case 'other':
      return 'this browser’s storage failed'
    default:
      return reason satisfies never
  }
}

const databaseProblems: Readonly<Record<ErrorDetail<'database'>['problem'], string>> = {
  newer: 'a newer version of this page has stored it in its own way, and nothing of that is changed',
  blocked: 'another tab with an older version of this page holds it',
}

const databaseHints: Readonly<Record<ErrorDetail<'database'>['problem'], string>> = {
  newer: 'Reload the page to get the newest version.',
  blocked: 'Close the other tabs of this page, then reload it.',
}

const storageHints: Readonly<Record<StorageReason['kind'], string>> = {
  absent: 'A private window or a setting may forbid it.',
  full: 'Delete runs that are not needed, or make room on this device.',
  tooMany: 'Delete runs that are not needed.',
  silent: 'Reload the page, or start the browser again.',
  ...databaseHints,
  other: 'Reload the page; if it happens again, start the browser again.',
}

export const errors: ErrorWords = { codes, fault }
