import { expect, it } from 'vitest'
import { classifyOriginal } from './classify-original'

it.each([
  ['RangeError: Array buffer allocation failed', 'memory'],
  ['TypeError: Failed to fetch dynamically imported module: https://x/a.js', 'file'],
  ["TypeError: Cannot read properties of undefined (reading 'x')", 'page'],
  ['QuotaExceededError: full', 'storage'],
  ['OperationError: Device is lost', 'gpu'],
  ['AbortError: The user aborted a request', 'aborted'],
  ['Uncaught something', 'other'],
])('%s: %s', (original, kind) => {
  expect(classifyOriginal(original)).toBe(kind)
})
