import { describe, expect, it } from 'vitest'
import { inputFields } from './input'
import { lossDefinitions } from './losses'
import { optimizerDefinitions } from './optimizers'
import { layerDefinitions } from './registry'
import type { FieldTable } from './fields'

/** What an editor of networks and of training makes its controls of, for every kind there is. */

const tables: readonly (readonly [string, FieldTable])[] = [
  ['input', inputFields],
  ...[...Object.values(layerDefinitions), ...Object.values(lossDefinitions), ...Object.values(optimizerDefinitions)].map(
    ({ type, fields }) => [type, fields] as const,
  ),
]

const sentences = /^[A-Za-z0-9].*\.$/

describe.each(tables)('fields of %s', (_type, fields) => {
  it('have a sentence of help and a default within their range', () => {
    for (const field of Object.values(fields)) {
      expect(field.help).toMatch(sentences)
      switch (field.kind) {
        case 'integer':
          expect(field.default).toBeGreaterThanOrEqual(field.min)
          expect(field.default).toBeLessThanOrEqual(field.max)
          break
        case 'number':
          expect(field.default).toBeGreaterThanOrEqual(field.min)
          expect(field.default).toBeLessThan(field.below)
          break
        case 'choice':
          expect(field.options).toContain(field.default)
          expect(new Set(field.options).size).toBe(field.options.length)
          break
        case 'boolean':
          break
        default:
          field satisfies never
      }
    }
  })
})

describe.each([...Object.values(lossDefinitions), ...Object.values(optimizerDefinitions)])('$type', ({ formula, help }) => {
  it('has a formula and says what it does', () => {
    expect(formula).not.toBe('')
    expect(help).toMatch(sentences)
  })
})
