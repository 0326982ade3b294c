import { describe, expect, it, vi } from 'vitest'
import { decodeErrorData, errorDetails, type ErrorCode, type ErrorData, type ErrorDetail } from '../../core/error-details'
import { SpecError, StateError } from '../../core/errors'
import { DataUnavailableError } from '../../data/errors'
import { RemoteError } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import { parseWorkerMessage } from '../../worker/messages'
import { details, faults } from './errors.fixture'
import { describeError, describeFailure, nameSource, type ErrorText } from './errors'
import { loadMessages, messagesFor } from './messages/dictionaries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const HAN = /\p{Script=Han}/u
/** Names of codes in the details: two words in one, which no language has, unless they are the visitor's own words. */
const CODE_WORD = /\b[a-z]+[A-Z][A-Za-z]*\b/g
/** Fields and layers are called as a model's file calls them. */
const NAMES_OF_FILES = new Set(['batchSize', 'learningRate'])

function errorOf<C extends ErrorCode>(code: C, detail: ErrorDetail<C>): ErrorData {
  return decodeErrorData({ code, detail, message: 'for developers' }, 'error')
}

const inEnglish = (error: ErrorData) => describeError(error, messagesFor('en'))
const inChinese = (error: ErrorData) => describeError(error, messagesFor('zh'))

function expectSentences({ message, hint }: ErrorText): void {
  for (const text of [message, hint]) {
    expect(text).not.toMatch(/undefined|\[object|null|allowed:|for developers| {2}|\.\./)
    expect((text.match(CODE_WORD) ?? []).filter((word) => !NAMES_OF_FILES.has(word))).toEqual([])
  }
}

describe.each(Object.entries(details))('%s', (code, examples) => {
  // Code and details are of one entry of the table.
  const errors = examples.map((detail) => errorOf(code as ErrorCode, detail as never))

  it('crosses threads with its data', () => {
    for (const [index, error] of errors.entries()) {
      expect(error).toEqual({ code, detail: examples[index], message: 'for developers' })
      const message = structuredClone({ kind: 'event', event: { type: 'error', error } })
      expect(parseWorkerMessage(message)).toEqual(message)
      expect(toErrorData(new RemoteError(error))).toEqual(error)
    }
  })

  it('is sentences in English', () => {
    for (const error of errors) {
      const text = inEnglish(error)
      expectSentences(text)
      expect(text.message).toMatch(/\.$/)
      expect(text.hint).toMatch(/\.$/)
      expect(`${text.message}${text.hint}`.replaceAll(messagesFor('en').shell.language.zh, '')).not.toMatch(HAN)
    }
  })

  it('is sentences in Chinese', () => {
    for (const error of errors) {
      const text = inChinese(error)
      expectSentences(text)
      expect(text.message).toMatch(/\p{Script=Han}.*。$/su)
      expect(text.hint).toMatch(/\p{Script=Han}.*。$/su)
    }
  })

  it('has the words of other programs in their place in both languages, and nowhere else', () => {
    for (const error of errors) {
      const { original } = inEnglish(error)
      expect(inChinese(error).original).toBe(original)
      if (original === undefined) continue
      for (const { message, hint } of [inEnglish(error), inChinese(error)]) expect(message + hint).not.toContain(original)
    }
  })
})

it.each<[ErrorData, string, string]>([
  [
    errorOf('spec', details.spec[0]),
    'Layer 1 (lstm): “units” is 0, but must be a whole number from 1 to 1024.',
    '第 1 层（lstm）：“units”的值为 0，应为 1 到 1024 的整数。',
  ],
  [
    errorOf('engine-unavailable', details['engine-unavailable'][0]),
    'The WebGPU engine cannot run here: this browser has no WebGPU.',
    'WebGPU 引擎无法在此运行：此浏览器没有 WebGPU。',
  ],
  [
    errorOf('state', { action: 'loadModel', obstacle: { kind: 'training' } }),
    'The model can’t be changed while training.',
    '训练进行时不能更换模型。',
  ],
  [
    errorOf('data-unavailable', details['data-unavailable'][0]),
    'MNIST could not be loaded. train-images (this page): the server answered 404.',
    '无法加载 MNIST。train-images（本页面）：服务器返回状态码 404。',
  ],
])('says what happened with its own names and numbers: %#', (error, english, chinese) => {
  expect(inEnglish(error).message).toBe(english)
  expect(inChinese(error).message).toBe(chinese)
})

it('what to do next belongs to what stands in the way', () => {
  const error = errorOf('state', { action: 'loadModel', obstacle: { kind: 'training' } })
  expect(inEnglish(error).hint).toBe('Stop the training first.')
  expect(inChinese(error).hint).toBe('请在停止训练后再试。')
})

it('a source is called by its host, also where a browser has no `URL.canParse`', () => {
  vi.stubGlobal(
    'URL',
    class extends URL {
      static override canParse = undefined as never
    },
  )
  expect(['page', 'https://example.test/mnist/', 'my: files'].map((source) => nameSource(source, { page: 'this page' }))).toEqual([
    'this page',
    'example.test',
    'my: files',
  ])
  vi.unstubAllGlobals()
})

it('lists a few failures and counts the others', () => {
  const failures = Array.from({ length: 300 }, () => ({ source: 'files', file: 'x.gz', fault: faults.gzip }))
  const error = errorOf('data-incomplete', { missing: ['train-labels'], failures })
  expect(inEnglish(error).message).toMatch(/And 296 more\.$/)
  expect(inChinese(error).message).toMatch(/另有 296 处问题。$/)
  expect(inEnglish(error).message.length).toBeLessThan(900)
})

describe('of another version', () => {
  it.each([
    ['a code that this page does not know', { code: 'quantum', detail: { spin: 1 }, message: 'It decohered.' }, 'quantum'],
    ['details that this page does not know', { code: 'state', detail: { action: 'fly' }, message: 'It decohered.' }, 'state'],
    ['no details', { code: 'state', message: 'It decohered.', hint: 'Cool it.' }, 'state'],
  ])('%s: still sentences, with its own words beside', (_, given, code) => {
    const error = decodeErrorData(structuredClone(given), 'error')
    expect(error).toEqual({ code: 'unknown', detail: { code, original: 'It decohered.' }, message: 'It decohered.' })
    for (const text of [inEnglish(error), inChinese(error)]) {
      expect(text.message).toContain(code)
      expect(text.original).toBe('It decohered.')
    }
  })
})

describe('what was not thrown on purpose', () => {
  it('is of a kind that has words, and the browser’s own stand beside', () => {
    const error = toErrorData(new TypeError('Cannot read properties of undefined'))
    expect(inChinese(error)).toMatchObject({
      message: '出现意外错误：页面的程序出错。',
      original: 'TypeError: Cannot read properties of undefined',
    })
    expect(inEnglish(error)).toMatchObject({
      message: 'Something unexpected went wrong: there is a mistake in the page’s code.',
      original: 'TypeError: Cannot read properties of undefined',
    })
  })

  it('is shown in part where it has no end', () => {
    const { original } = inEnglish(toErrorData(new Error('x'.repeat(1e6))))
    expect(original).toHaveLength(300)
    const remote = { code: 'gpu-validation', detail: { original: 'x'.repeat(1e6) }, message: '' }
    expect(inEnglish(decodeErrorData(remote, 'error')).original).toHaveLength(300)
  })
})

it('values of a specification are short, whatever they are', () => {
  const allowed = { kind: 'object' } as const
  const of = (value: unknown) => new SpecError({ where: 'lstm', field: 'x', value, allowed }).detail
  expect(of('y'.repeat(1e5)).value!.length).toBeLessThan(70)
  expect(of(undefined)).toEqual({ where: { kind: 'named', name: 'lstm' }, field: 'x', value: null, allowed })
})

it('developers read code words on one line', () => {
  expect(new StateError({ action: 'train', obstacle: { kind: 'otherData', used: 'a', needed: null } }).message).toBe(
    'Not now: action train, obstacle otherData (used a, needed null)',
  )
  const many = Array.from({ length: 300 }, () => ({ source: 'files', file: 'x.gz', fault: faults.gzip }))
  expect(new DataUnavailableError({ failures: many }).message).toMatch(/more 296$/)
})

it('every fault of data has its clause', () => {
  for (const fault of Object.values(faults)) {
    const failure = { source: 'page', file: 'train-images', fault }
    expect(describeFailure(failure, messagesFor('en'))).toMatch(/^[a-z].*[^.]$/)
    expect(describeFailure(failure, messagesFor('zh'))).toMatch(HAN)
  }
})

it('every code in the sources is known here', () => {
  const sources = import.meta.glob<string>(['/src/**/*.ts', '!/src/**/*.test.ts', '!/src/**/*.fixture.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const used = Object.values(sources).flatMap((source) => [...source.matchAll(/readonly code = '([a-z-]+)'/g)].map(([, code]) => code))
  expect(used.length).toBeGreaterThan(15)
  // These are no classes: what the other thread or the address says, and what was not thrown on purpose.
  const unthrown = [
    'embed-unknown',
    'engine-unknown',
    'internal',
    'model-replaced',
    'model-size',
    'not-running',
    'other-tab',
    'run-left',
    'second-tab',
    'terminated',
    'unknown',
    'visit-model',
    'worker-restart',
  ]
  expect(new Set([...used, ...unthrown])).toEqual(new Set(Object.keys(errorDetails)))
})
