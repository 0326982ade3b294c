import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import { LETTERS } from '../../testing/sets/letters'
import { labelsApart } from './ClassLabels'

describe('labels under a belief', () => {
  it('stand at every column where they fit', () => {
    expect(labelsApart(DIGITS, 100)).toBe(1)
    expect(labelsApart(LETTERS, 26 * 10)).toBe(1)
  })

  it('are thinned where they do not', () => {
    expect(labelsApart(DIGITS, 80)).toBe(2)
    expect(labelsApart(LETTERS, 140)).toBe(2)
    expect(labelsApart({ ...DIGITS, classes: DIGITS.classes.map(({ name }) => ({ label: `long ${name}`, name })) }, 80)).toBe(6)
  })
})
