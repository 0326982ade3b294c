import { describe, expect, it, test } from 'vitest'
import { DIGITS } from '../core/task'
import { newLayer, insertLayer } from '../nn/spec/compose/edit'
import { presets } from '../nn/spec/presets'
import { defaultRunSettings } from '../nn/spec/training'
import { beginAnew, beginningOf, edited, redone, undone, type Composition, type Draft, type OnPage } from './composition'

const page: OnPage = { model: null, task: DIGITS, settings: { ...defaultRunSettings, epochs: 9 } }

const empty = beginAnew(null, beginningOf('empty', page))
const withUnits = (composition: Composition, name: string, edit: string | null) => edited(composition, { name }, edit)
const nameOf = ({ draft }: Composition) => draft.name

describe('a beginning', () => {
  test('from a preset has its network and its settings', () => {
    expect(beginningOf('best', page)).toEqual({ name: 'best', spec: presets.best.spec, settings: presets.best.training })
  })

  test('from the network on the page has its settings too', () => {
    const model = { spec: presets['row-gru'].spec, name: 'mine' }
    expect(beginningOf('current', { ...page, model })).toEqual({ name: 'mine', spec: model.spec, settings: page.settings })
  })

  test('from nothing is a picture and what answers, for the classes of the data', () => {
    const task = { id: 'letters', classes: ['a', 'b', 'c'].map((label) => ({ label, name: label })), input: { height: 28, width: 28 } }
    const { spec } = beginningOf('empty', { ...page, task })
    expect(spec.layers).toMatchObject([{ type: 'dense', units: 3 }])
  })
})

describe('undo and redo', () => {
  it('goes back and forth through edits', () => {
    const two = withUnits(withUnits(empty, 'one', null), 'two', null)
    expect(nameOf(undone(two))).toBe('one')
    expect(nameOf(undone(undone(two)))).toBe(empty.draft.name)
    expect(nameOf(redone(undone(two)))).toBe('two')
  })

  it('takes what is typed in one field as one edit', () => {
    const typed = ['o', 'on', 'one'].reduce((so, name) => withUnits(so, name, 'name'), empty)
    expect(undone(typed).draft).toEqual(empty.draft)
    const other = edited(typed, { spec: insertLayer(typed.draft.spec, 0, newLayer('lstm')) }, 'add')
    expect(nameOf(undone(other))).toBe('one')
  })

  it('does not run two edits of one field together that an undo came between', () => {
    const again = withUnits(undone(withUnits(withUnits(empty, 'one', 'name'), 'two', null)), 'three', 'name')
    expect(nameOf(undone(again))).toBe('one')
  })

  it('forgets what was undone once something else is edited', () => {
    const other = withUnits(undone(withUnits(empty, 'one', null)), 'other', null)
    expect(redone(other)).toEqual(other)
  })

  it('stays where it is at either end', () => {
    expect(undone(empty)).toEqual(empty)
    expect(redone(empty)).toEqual(empty)
  })

  it('gives back what a new beginning replaced', () => {
    const draft: Draft = beginningOf('best', page)
    expect(undone(beginAnew(withUnits(empty, 'mine', null), draft)).draft.name).toBe('mine')
  })
})
