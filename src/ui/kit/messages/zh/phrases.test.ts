import { describe, expect, it } from 'vitest'
import { isForeign, kindOf, phrase } from './phrases'

/** Errors whose fields are phrases; what others say as data are names and numbers. */
const ERRORS = ['EngineUnavailableError', 'DeviceLostError', 'DisposedError', 'StateError', 'ProfileUnavailableError', 'ModelFetchError']

const sources = import.meta.glob<string>(['/src/**/*.ts', '!/src/**/*.test.ts', '!/src/**/*.fixture.ts', '!/src/testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The texts that are given to errors of these kinds, as they stand in the sources; a template's holes are filled with 7. */
const phrases = new Set(
  Object.values(sources).flatMap((source) =>
    ERRORS.flatMap((name) =>
      [...source.matchAll(new RegExp(`new ${name}\\(\\{(.*)\\}`, 'g'))].flatMap(([, fields = '']) =>
        [...fields.matchAll(/(?:reason|what|call|state|allowed): (?:'([^']*)'|`([^`]*)`)/g)].map(
          ([, plain, template = '']) => plain ?? template.replaceAll(/\$\{[^}]*\}/g, '7'),
        ),
      ),
    ),
  ),
)

describe('phrases that errors are made of', () => {
  it('are found in the sources', () => {
    expect(phrases.size).toBeGreaterThan(25)
    expect(phrases).toContain('this browser has no WebGPU')
    expect(phrases).toContain('the server answers 7')
  })

  it.each([...phrases].toSorted())('“%s” is said in Chinese', (english) => {
    expect(phrase(english)).toMatch(/\p{Script=Han}/u)
  })
})

it.each([
  ['whole numbers 1 … 1024', '1 到 1024 的整数'],
  ['numbers from 0 to less than 1', '从 0 到小于 1 的数'],
  ['at most 28, the length of its input', '至多 28（输入的长度）'],
  ['1 … 96 for this model on this GPU', '此 GPU 上该模型为 1 … 96'],
  ['the adapter gave no device (OperationError: gone)', '适配器没有给出设备'],
  ['forward, backward, both', 'forward, backward, both'],
  ['constructor', 'constructor'],
])('%s', (english, chinese) => {
  expect(phrase(english)).toBe(chinese)
})

it.each([
  ['RangeError: Array buffer allocation failed', '内存不足'],
  ['TypeError: Failed to fetch dynamically imported module: https://x/a.js', '有一个文件没有加载成功'],
  ["TypeError: Cannot read properties of undefined (reading 'x')", '页面的程序出错'],
  ['QuotaExceededError: full', '浏览器的存储空间已满'],
  ['OperationError: Device is lost', 'GPU 或其驱动程序出错'],
  ['the adapter gave no device (OperationError: gone)', 'GPU 或其驱动程序出错'],
  ['Uncaught something', '浏览器给出的原因见原文'],
])('%s: the browser’s, and of a kind that has words', (reason, words) => {
  expect(isForeign(reason)).toBe(true)
  expect(kindOf(reason)).toBe(words)
})

it('a phrase of ours is not the browser’s', () => {
  expect(isForeign('this browser has no WebGPU')).toBe(false)
  expect(isForeign('the server answers 404')).toBe(false)
})
