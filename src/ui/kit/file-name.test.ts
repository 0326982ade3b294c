import { expect, test } from 'vitest'
import { fileName } from './file-name'

test.each([
  [['row-lstm', 'curves'], 'row-lstm-curves.csv'],
  [['my model', '曲线'], 'my-model-曲线.csv'],
  [['../../etc/passwd', 'curves'], 'etc-passwd-curves.csv'],
  [['a\u202Eb\u0000c'], 'abc.csv'],
  [['CON: "x" <y>'], 'CON-x-y.csv'],
  [['...'], 'gatelight.csv'],
  [[''], 'gatelight.csv'],
])('%j', (words, name) => {
  expect(fileName(words, 'csv')).toBe(name)
})
