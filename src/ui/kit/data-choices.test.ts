import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import type { DataInfo } from '../../worker/protocol'
import { choiceInUse, choiceLabel, dataChoices, describeShares, firstCount, requestFor } from './data-choices'
import { formatFor } from './format'
import { loadMessages, messagesFor } from './messages/dictionaries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const alone: DataInfo = { kind: 'mnist', task: DIGITS, origin: 'page', trainCount: 60_000, testCount: 10_000 }
const mixture: DataInfo = { ...alone, trainCount: 75_000, also: [{ kind: 'built-in', origin: 'generator', trainCount: 15_000 }] }

describe('what there is to learn from', () => {
  it('is every set, and MNIST with built-in digits mixed in', () => {
    expect(dataChoices.map((choice) => [choiceLabel(choice, messagesFor('en')), choiceLabel(choice, messagesFor('zh'))])).toEqual([
      ['MNIST', 'MNIST'],
      ['Built-in', '内置'],
      ['Mixed', '混合'],
    ])
    expect(dataChoices.map((choice) => requestFor(choice, 5000))).toEqual([
      { kind: 'mnist' },
      { kind: 'built-in' },
      { kind: 'mnist', also: [{ kind: 'built-in', train: 5000 }] },
    ])
  })

  it('is known by what is in use', () => {
    expect(choiceInUse(null)).toBeNull()
    expect(choiceInUse(alone)).toBe(dataChoices[0])
    expect(choiceInUse({ ...alone, kind: 'built-in' })).toBe(dataChoices[1])
    expect(choiceInUse(mixture)).toBe(dataChoices[2])
  })

  it('is told set by set', () => {
    expect([firstCount(alone), firstCount(mixture)]).toEqual([60_000, 60_000])
    const tell = (language: 'en' | 'zh') => describeShares(mixture, messagesFor(language), formatFor(language).integer)
    expect([tell('en'), tell('zh')]).toEqual(['60,000 of MNIST’s and 15,000 built-in', 'MNIST 60,000 个和内置数字 15,000 个'])
  })
})
