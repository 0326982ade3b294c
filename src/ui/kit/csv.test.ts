import { expect, test } from 'vitest'
import { csvOf, float32Digits } from './csv'

const textOf = (...given: Parameters<typeof csvOf>) => new TextDecoder().decode(csvOf(...given))

test('a table is lines of cells', () => {
  expect(
    textOf(
      ['step', 'loss'],
      [
        [1, 2.5],
        [2, 1e-7],
      ],
    ),
  ).toBe('step,loss\r\n1,2.5\r\n2,1e-7\r\n')
})

test('what is unknown or no number is empty', () => {
  expect(textOf(['a', 'b', 'c'], [[null, NaN, Infinity]])).toBe('a,b,c\r\n,,\r\n')
})

test('names keep their signs, and are no formulas', () => {
  expect(textOf(['run'], [['a, "b"'], ['two\nlines'], ['=1+1'], ['第一次']])).toBe(
    'run\r\n"a, ""b"""\r\n"two\nlines"\r\n\'=1+1\r\n第一次\r\n',
  )
})

test('a 32-bit float has no digits that it does not know', () => {
  expect(float32Digits(Math.fround(0.1))).toBe(0.1)
  expect(float32Digits(Math.fround(2.317))).toBe(2.317)
})
