import { anyNumber, choice, integer, list, nullable, record, refuse, tagged, text, type Decoded, type Decoder } from '../core/decode'
import type { DataFailure, DataFault } from '../data/errors'

/** What errors say as data, by their code. Their own words are English; words of other languages are made of this. */

const FAULTS: Readonly<Record<DataFault, true>> = {
  offline: true,
  network: true,
  http: true,
  stalled: true,
  html: true,
  gzip: true,
  magic: true,
  size: true,
  hash: true,
  storage: true,
  unchecked: true,
}

const fault: Decoder<DataFault> = (value, path) => {
  const isFault = (name: unknown): name is DataFault => typeof name === 'string' && Object.hasOwn(FAULTS, name)
  return isFault(value) ? value : refuse(path, Object.keys(FAULTS).join(' or '), value)
}

/** Why one source of data was passed over. */
export const decodeFailure: Decoder<DataFailure> = record({ source: text, file: text, reason: text, fault })

const mismatch = { expected: text, actual: text }

export const errorDetailDecoders = {
  spec: record({ code: choice('spec'), where: text, field: text, value: text, allowed: text }),
  shape: record({ code: choice('shape'), tensor: text, ...mismatch }),
  'engine-unavailable': record({ code: choice('engine-unavailable'), engine: text, reason: text }),
  'engine-unknown': record({ code: choice('engine-unknown'), asked: text }),
  'device-lost': record({ code: choice('device-lost'), reason: text }),
  'thread-lost': record({ code: choice('thread-lost'), reason: text }),
  'out-of-memory': record({ code: choice('out-of-memory'), bytes: anyNumber }),
  task: record({ code: choice('task'), model: text, data: nullable(text) }),
  disposed: record({ code: choice('disposed'), what: text }),
  shader: record({ code: choice('shader'), label: text, listing: text }),
  diverged: record({ code: choice('diverged'), step: integer(), loss: anyNumber }),
  state: record({ code: choice('state'), call: text, state: text, allowed: text }),
  decode: record({ code: choice('decode'), path: text, ...mismatch }),
  'data-file': record({ code: choice('data-file'), source: text, file: text, reason: text, fault }),
  'data-unavailable': record({ code: choice('data-unavailable'), failures: list(decodeFailure) }),
  'data-incomplete': record({ code: choice('data-incomplete'), missing: list(text), failures: list(decodeFailure) }),
  checkpoint: record({ code: choice('checkpoint'), field: text, ...mismatch }),
  safetensors: record({ code: choice('safetensors'), where: text, ...mismatch }),
  'model-fetch': record({ code: choice('model-fetch'), url: text, reason: text }),
  'model-file': record({ code: choice('model-file'), url: text, reason: text, fault }),
  'model-size': record({ code: choice('model-size'), file: text, bytes: integer(), limit: integer() }),
  'gpu-memory': record({ code: choice('gpu-memory'), what: text, bytes: nullable(integer()), reason: text }),
  'gpu-validation': record({ code: choice('gpu-validation'), reason: text }),
  'profile-unavailable': record({ code: choice('profile-unavailable'), reason: text }),
  'worker-crashed': record({ code: choice('worker-crashed'), reason: text }),
  terminated: record({ code: choice('terminated') }),
  picture: record({ code: choice('picture'), file: text, fault: choice('bytes', 'pixels', 'decode', 'blank') }),
  language: record({ code: choice('language'), language: text }),
  internal: record({ code: choice('internal'), reason: text }),
}

export type ErrorCode = keyof typeof errorDetailDecoders

/** The detail of an error of one of these codes. */
export type ErrorDetail<C extends ErrorCode = ErrorCode> = {
  [K in C]: { readonly code: K } & Decoded<(typeof errorDetailDecoders)[K]>
}[C]

export const decodeErrorDetail: Decoder<ErrorDetail> = tagged('code', errorDetailDecoders)
