import { expect, it } from 'vitest'
import { clip } from './gatelight-error'
import { printable } from './printable'

it.each([
  ['t10k-labels.gz', 't10k-labels.gz'],
  ['  训练集 ', '训练集'],
  ['a\u202Eb\u0000c\nd\u2028e', 'abcde'],
  ['\u0007', '?'],
  ['', '?'],
])('%j is shown as %s', (name, shown) => {
  expect(printable(name)).toBe(shown)
})

it('a long name ends in dots, and no character is cut in two', () => {
  expect(printable('x'.repeat(300_000))).toBe(`${'x'.repeat(59)}…`)
  expect(printable('🙂'.repeat(300))).toMatch(/^(🙂)+…$/u)
  expect(clip('🙂🙂', 3)).toBe('🙂…')
  expect(clip('🙂🙂', 4)).toBe('🙂🙂')
})
