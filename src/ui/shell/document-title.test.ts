import { expect, test } from 'vitest'
import { formatFor } from '../kit/format'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { documentTitle } from './document-title'

await loadMessages('en')
await loadMessages('zh')

const run = { state: 'running', step: 956, totalSteps: 2814, keptStep: null, trouble: null } as const
const title = (change: Partial<Parameters<typeof documentTitle>[0]>, language: 'en' | 'zh' = 'en') =>
  documentTitle({ ...run, ...change }, messagesFor(language).shell, formatFor(language))

test('a tab tells how far the training in it is', () => {
  expect(title({ state: 'idle' })).toMatch(/^Gatelight · ./)
  expect(title({})).toBe('33% trained · Gatelight')
  expect(title({ step: 2813 })).toBe('99% trained · Gatelight')
  expect(title({ step: 0, totalSteps: 0 })).toBe('0% trained · Gatelight')
  expect(title({ state: 'paused' })).toBe('Paused at 33% · Gatelight')
  expect(title({ state: 'finished' })).toBe('Trained · Gatelight')
  expect(title({ state: 'stopped' })).toMatch(/^Gatelight · ./)
  expect(title({}, 'zh')).toMatch(/^已训练 33%/)
})

test('a run that needs somebody says so', () => {
  expect(title({ state: 'failed', keptStep: 900 })).toBe('⚠ Halted at 33% · Gatelight')
  expect(title({ state: 'paused', trouble: { step: 950, from: 900, learningRate: 1, suggested: 0.1 } })).toBe('⚠ Halted at 33% · Gatelight')
})
