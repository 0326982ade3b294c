import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../core/decode'
import {
  DeviceLostError,
  DisposedError,
  DivergedError,
  EngineUnavailableError,
  OutOfMemoryError,
  ShaderError,
  ShapeError,
  SpecError,
  StateError,
  ThreadLostError,
} from '../../core/errors'
import { DataFileError, DataIncompleteError, DataUnavailableError, type DataFailure, type DataFault } from '../../data/errors'
import { PictureError } from '../../data/drawing'
import { GpuMemoryError, GpuValidationError } from '../../gpu/errors'
import { ProfileUnavailableError } from '../../nn/profile'
import { unknownEngine } from '../../state/engine-switch'
import { ModelFileError } from '../../state/model-file'
import { CheckpointError } from '../../train/checkpoint'
import { SafetensorsError } from '../../train/safetensors'
import { RemoteError } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import { errorDetailDecoders, type ErrorCode } from '../../worker/error-details'
import { ModelFetchError } from '../../worker/fetch-bytes'
import { parseWorkerMessage } from '../../worker/messages'
import type { ErrorData } from '../../worker/protocol'
import { describeError, describeFailure } from './errors'
import { TaskError } from '../../core/task'
import { LanguageError, loadMessages, messagesFor } from './messages/dictionaries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const HAN = /\p{Script=Han}/u
const mismatch = { expected: '[4]', actual: '[5]' }
const failure: DataFailure = { source: 'page', file: 'train-images', fault: 'http', reason: 'the server answers 404' }
const place = { source: 'files', file: 'x.gz' }

/** One error of every code, as the page gets it. */
const errors: { readonly [C in ErrorCode]: ErrorData } = {
  spec: toErrorData(new SpecError({ where: 'layer 1 (lstm)', field: 'units', value: 0, allowed: 'whole numbers 1 … 1024' })),
  shape: toErrorData(new ShapeError({ tensor: 'lstm/bias', ...mismatch })),
  'engine-unavailable': toErrorData(new EngineUnavailableError({ engine: 'webgpu', reason: 'this browser has no WebGPU' })),
  'engine-unknown': unknownEngine('quantum'),
  'device-lost': toErrorData(new DeviceLostError({ reason: 'driver' })),
  'thread-lost': toErrorData(new ThreadLostError({ reason: 'it broke' })),
  'out-of-memory': toErrorData(new OutOfMemoryError({ bytes: 5e6 })),
  task: toErrorData(new TaskError({ model: 'digits', data: 'letters' })),
  disposed: toErrorData(new DisposedError({ what: 'the model' })),
  shader: toErrorData(new ShaderError({ label: 'lstm/step', listing: '3:1 error' })),
  diverged: toErrorData(new DivergedError({ step: 12, loss: NaN })),
  state: toErrorData(new StateError({ call: 'train', state: 'without data', allowed: 'after loadData' })),
  decode: toErrorData(new DecodeError({ path: 'request.id', ...mismatch })),
  'data-file': toErrorData(new DataFileError(place, 'gzip', 'broken')),
  'data-unavailable': toErrorData(new DataUnavailableError({ failures: [failure] })),
  'data-incomplete': toErrorData(new DataIncompleteError({ missing: ['train-labels'], failures: [failure] })),
  checkpoint: toErrorData(new CheckpointError({ field: 'format', ...mismatch })),
  safetensors: toErrorData(new SafetensorsError({ rule: 'size', where: 'header', ...mismatch })),
  'model-fetch': toErrorData(new ModelFetchError({ url: 'models/x', reason: 'no answer' })),
  'model-file': toErrorData(new ModelFileError({ url: 'models/x', fault: 'http', reason: 'the server answers 404' })),
  'model-size': withDetail({ code: 'model-size', file: 'x', bytes: 2, limit: 1 }),
  'gpu-memory': toErrorData(new GpuMemoryError({ what: 'the plan', bytes: 3e6, reason: 'none left' })),
  'gpu-validation': toErrorData(new GpuValidationError('bad usage')),
  'profile-unavailable': toErrorData(new ProfileUnavailableError({ reason: 'the clock of this GPU stands still' })),
  'worker-crashed': withDetail({ code: 'worker-crashed', reason: 'it does not answer any more' }),
  terminated: withDetail({ code: 'terminated' }),
  picture: toErrorData(new PictureError({ file: 'note.png', fault: 'blank' })),
  language: toErrorData(new LanguageError({ language: 'zh' })),
  internal: toErrorData(new RangeError('7')),
}

function withDetail(detail: NonNullable<ErrorData['detail']>): ErrorData {
  return { code: detail.code, message: 'English', hint: 'English', detail }
}

describe.each(Object.entries(errors))('%s', (code, error) => {
  it('crosses threads with its data', () => {
    expect(error.code).toBe(code)
    expect(error.detail?.code).toBe(code)
    const message = structuredClone({ kind: 'event', event: { type: 'error', error } })
    expect(parseWorkerMessage(message)).toEqual(message)
    expect(toErrorData(new RemoteError(error))).toEqual(error)
  })

  it('speaks both languages', () => {
    expect(describeError(error, messagesFor('en'))).toEqual({ message: error.message, hint: error.hint })
    const { message, hint } = describeError(error, messagesFor('zh'))
    expect(hint).toMatch(HAN)
    expect(message).toMatch(HAN)
    expect(message).not.toMatch(/undefined|\[object/)
  })
})

it('says what happened with its own names and numbers', () => {
  const inChinese = (code: ErrorCode) => describeError(errors[code], messagesFor('zh')).message
  expect(inChinese('spec')).toBe('layer 1 (lstm)：units 的值为 0；允许的值：1 到 1024 的整数')
  expect(inChinese('engine-unavailable')).toBe('webgpu 引擎无法在此运行：此浏览器没有 WebGPU')
  expect(inChinese('state')).toBe('现在不能执行“训练”：当前状态为没有数据；允许的时机：加载数据后')
  expect(inChinese('data-unavailable')).toBe('无法加载 MNIST。train-images（page）：服务器没有给出文件。')
})

it('an error of a code that this page does not know is said in the visitor’s language, with its own words beside', () => {
  const newer: ErrorData = { code: 'quantum', message: 'It decohered.', hint: 'Cool it.' }
  expect(describeError(newer, messagesFor('en'))).toEqual({ message: newer.message, hint: newer.hint })
  const { message, original } = describeError(newer, messagesFor('zh'))
  expect(message).toMatch(HAN)
  expect(original).toBe('It decohered. Cool it.')
})

it('what the browser says in English stands beside words of ours', () => {
  const error = toErrorData(new TypeError('Cannot read properties of undefined'))
  expect(describeError(error, messagesFor('zh'))).toMatchObject({
    message: '出现意外错误：页面的程序出错',
    original: 'TypeError: Cannot read properties of undefined',
  })
  expect(describeError(errors['engine-unavailable'], messagesFor('zh')).original).toBeUndefined()
})

it('every fault of data has its clause', () => {
  const faults: readonly DataFault[] = [
    'offline',
    'network',
    'http',
    'stalled',
    'html',
    'gzip',
    'magic',
    'size',
    'hash',
    'storage',
    'unchecked',
  ]
  for (const fault of faults) {
    expect(describeFailure({ ...failure, fault }, messagesFor('en'))).toBe(failure.reason)
    expect(describeFailure({ ...failure, fault }, messagesFor('zh'))).toMatch(HAN)
  }
})

it('every code in the sources is known here', () => {
  const sources = import.meta.glob<string>(['/src/**/*.ts', '!/src/**/*.test.ts', '!/src/**/*.fixture.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const used = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/(?:readonly code = |const code = )'([a-z-]+)'/g)].map(([, code]) => code),
  )
  expect(used.length).toBeGreaterThan(15)
  expect(Object.keys(errorDetailDecoders)).toEqual(expect.arrayContaining(used))
})
