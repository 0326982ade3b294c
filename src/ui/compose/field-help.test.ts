import { expect, test } from 'vitest'
import { inputFields } from '../../nn/spec/input'
import { optimizerDefinitions } from '../../nn/spec/optimizers'
import { layerDefinitions } from '../../nn/spec/registry'
import { compose as english } from '../kit/messages/en/compose'
import { compose as chinese } from '../kit/messages/zh/compose'
import type { FieldTable } from '../../nn/spec/fields'
import { helpOf, labelOf } from './field-help'

const owners: readonly (readonly [string, FieldTable])[] = [
  ['input', inputFields],
  ...Object.entries({ ...layerDefinitions, ...optimizerDefinitions }).map(([name, { fields }]) => [name, fields] as const),
]

test('every field of a specification has its help in both languages, and no help is of a field that is gone', () => {
  const keys = new Set<string>()
  for (const [owner, fields] of owners) {
    for (const [name, field] of Object.entries(fields)) {
      expect(helpOf(english.help, owner, name, field)).toBe(field.help)
      expect(helpOf(chinese.help, owner, name, field), `${owner}.${name}`).toMatch(/\p{Script=Han}/u)
      keys.add(name).add(`${owner}.${name}`)
    }
  }
  expect(Object.keys(chinese.help).filter((key) => !keys.has(key))).toEqual([])
})

test('every field has a label in words in both languages, and no label or choice is of one that is gone', () => {
  const keys = new Set<string>()
  const choices = new Set<string>()
  for (const [owner, fields] of owners) {
    for (const [name, field] of Object.entries(fields)) {
      expect(labelOf(english.fields, owner, name), `${owner}.${name}`).toMatch(/^[A-Z][a-z]+( [a-z]+)*$/)
      expect(labelOf(chinese.fields, owner, name), `${owner}.${name}`).toMatch(/\p{Script=Han}/u)
      keys.add(name).add(`${owner}.${name}`)
      if (field.kind === 'choice') for (const option of field.options) choices.add(`${name}.${option}`).add(`${owner}.${name}.${option}`)
    }
  }
  for (const compose of [english, chinese]) {
    expect(Object.keys(compose.fields).filter((key) => !keys.has(key))).toEqual([])
    expect(Object.keys(compose.options).filter((key) => !choices.has(key))).toEqual([])
  }
})
