import { describe, expect, it } from 'vitest'
import { DecodeError } from './decode'
import { decodeTask, DIGITS, isSameTask, pixelCount, requireSameTask, TaskError, TASK_LIMITS, taskOf, type Task } from './task'

const letters: Task = {
  id: 'letters',
  classes: [
    { label: 'A', name: 'capital A' },
    { label: 'B', name: 'capital B' },
  ],
  input: { height: 9, width: 7 },
}

describe('a task', () => {
  it('is of digits where nothing says otherwise', () => {
    expect(taskOf({})).toBe(DIGITS)
    expect(taskOf({ task: letters })).toBe(letters)
    expect(DIGITS.classes.map(({ label }) => label).join('')).toBe('0123456789')
    expect(pixelCount(DIGITS.input)).toBe(784)
  })

  it('is the same by what its pictures and labels mean, not by its words', () => {
    expect(isSameTask(letters, structuredClone(letters))).toBe(true)
    expect(isSameTask(letters, { ...letters, classes: letters.classes.map(({ label }) => ({ label, name: label })) })).toBe(true)
    expect(isSameTask(letters, { ...letters, id: 'other' })).toBe(false)
    expect(isSameTask(letters, { ...letters, input: { height: 7, width: 9 } })).toBe(false)
    expect(isSameTask(letters, { ...letters, classes: letters.classes.toReversed() })).toBe(false)
    expect(isSameTask(letters, { ...letters, classes: letters.classes.slice(1) })).toBe(false)
  })

  it('of a model and data must be one', () => {
    expect(() => requireSameTask(DIGITS, structuredClone(DIGITS))).not.toThrow()
    expect(() => requireSameTask(DIGITS, letters)).toThrow(new TaskError({ model: 'digits', data: 'letters' }))
  })
})

describe('decodeTask', () => {
  it('gives back what it understands', () => {
    expect(decodeTask(structuredClone(letters), 'task')).toEqual(letters)
    expect(decodeTask({ ...structuredClone(DIGITS), more: 1 }, 'task')).toEqual(DIGITS)
  })

  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ label: String(index), name: 'x' }))
  it.each([
    ['nothing', null],
    ['no id', { ...letters, id: '' }],
    ['an id without end', { ...letters, id: 'x'.repeat(TASK_LIMITS.id + 1) }],
    ['one class', { ...letters, classes: many(1) }],
    ['more classes than a byte tells apart', { ...letters, classes: many(TASK_LIMITS.classes + 1) }],
    ['two classes of one label', { ...letters, classes: [letters.classes[0], letters.classes[0]] }],
    ['a long label', { ...letters, classes: [...letters.classes, { label: 'x'.repeat(TASK_LIMITS.label + 1), name: 'x' }] }],
    ['a long name', { ...letters, classes: [...letters.classes, { label: 'x', name: 'x'.repeat(TASK_LIMITS.name + 1) }] }],
    ['a label of control characters', { ...letters, classes: [...letters.classes, { label: '\u0000', name: 'x' }] }],
    ['a picture without width', { ...letters, input: { height: 1, width: 0 } }],
    ['an endless picture', { ...letters, input: { height: TASK_LIMITS.side + 1, width: 1 } }],
    ['half a pixel', { ...letters, input: { height: 1.5, width: 2 } }],
  ])('refuses %s', (_, value) => {
    expect(() => decodeTask(value, 'task')).toThrow(DecodeError)
  })

  it('takes as many classes as a byte tells apart', () => {
    expect(decodeTask({ ...letters, classes: many(TASK_LIMITS.classes) }, 'task').classes).toHaveLength(256)
  })
})
