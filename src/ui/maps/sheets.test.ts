import { describe, expect, it } from 'vitest'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { describeModel } from '../../nn/spec/describe'
import { parseModelSpec } from '../../nn/spec/parse'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { findSignal, viewOfModel } from '../network/layers'
import { mapValues, sheetAxes, sheetCaption, sheetOfSignal } from './sheets'
import { sheetOf, sheetSize } from './tiles'
import { signalWords } from '../network/words'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const room = { width: 600, height: 400, ratio: 2 }

/** How much each step looks at each other one: a shape that no layer of today has. */
const attention: SignalDeclaration = { name: 'attention', symbol: 'A', role: 'probability', shape: [28, 28], axes: ['time', 'time'] }

const model = parseModelSpec({
  version: 1,
  layers: [{ type: 'layerNorm' }, { type: 'lstm', units: 3 }, { type: 'dense', units: 10, activation: 'softmax' }],
})

/** A model whose first layer has these signals before its own. */
function withSignals(added: readonly SignalDeclaration[], own: readonly SignalDeclaration[] | null = null) {
  const description = describeModel(model)
  const layers = description.layers.map((layer, index) =>
    index === 0 ? { ...layer, signals: [...added, ...(own ?? layer.signals)] } : layer,
  )
  return viewOfModel({ ...description, layers })
}

describe('a layer with a [T,T] signal', () => {
  it('keeps its maps over time and gets a sheet for the other one', () => {
    const [layer] = withSignals([attention]).layers
    expect(layer).toMatchObject({ form: 'sequence', steps: 28, units: 28 })
    expect(layer?.signals.map(({ name }) => name)).toEqual(['output'])
    expect(layer?.others).toEqual([attention])
  })

  it('is all sheets where it has no other signal', () => {
    const [layer] = withSignals([attention], []).layers
    expect(layer).toMatchObject({ form: 'sheets', signals: [], others: [attention] })
  })

  it('is found in a trace', () => {
    const [layer] = withSignals([attention]).layers
    const recorded = { layer: 'layerNorm', name: 'attention', shape: [28, 28], data: new Float32Array(784) }
    const trace = {
      input: { shape: [28, 28], data: new Float32Array(784) },
      signals: [recorded],
      belief: { shape: [1, 10], data: new Float32Array(10) },
      probabilities: new Float32Array(10),
    }
    expect(findSignal(trace, layer!, 'attention')).toBe(recorded)
  })

  it('is one matrix, step by step, with words in both languages', () => {
    const { set, layout } = sheetOfSignal(attention, room)
    expect(set).toEqual({ map: { height: 28, width: 28 }, count: 1 })
    expect(sheetSize(layout, set.map)).toEqual({ width: 28, height: 28 })
    expect(layout.cell).toBe(16)
    expect(sheetCaption(messagesFor('en'), attention)).toBe('28 steps from top to bottom, 28 steps from left to right')
    expect(sheetCaption(messagesFor('zh'), attention)).toBe('自上而下 28 个时间步，自左向右 28 个时间步')
    expect(signalWords(messagesFor('en'), 'layerNorm', attention).full).toBe('A')
  })
})

describe('other axes', () => {
  it('are told apart: places make maps, the others count them', () => {
    expect(sheetAxes(['units'])).toEqual({ map: null, along: [0] })
    expect(sheetAxes(['units', 'time', 'time'])).toEqual({ map: [1, 2], along: [0] })
    expect(sheetAxes(['height', 'width', 'channels'])).toEqual({ map: [0, 1], along: [2] })
    expect(sheetAxes(['time', 'units', 'features'])).toEqual({ map: [1, 2], along: [0] })
    expect(sheetAxes(['units', 'time', 'time', 'features'])).toEqual({ map: [1, 2], along: [0, 3] })
  })

  it('are named', () => {
    const caption = (shape: readonly number[], axes: SignalDeclaration['axes']) => sheetCaption(messagesFor('en'), { shape, axes })
    expect(caption([7], ['units'])).toBe('7 units')
    expect(caption([4, 28, 28], ['units', 'time', 'time'])).toBe(
      '4 units, one map for each: 28 steps from top to bottom, 28 steps from left to right',
    )
  })

  it('come to their places on the sheet', () => {
    // [2,2,3]: two heads, two steps that look at three.
    const signal = { shape: [2, 2, 3], axes: ['units', 'time', 'time'] } as const
    const values = Float32Array.from({ length: 12 }, (_, place) => place)
    const { axes, set, layout } = sheetOfSignal(signal, room)
    expect(layout).toMatchObject({ columns: 2, rows: 1, gap: 1 })
    const sheet = sheetOf(layout, set, mapValues(signal, axes, values))
    expect([...sheet]).toEqual([0, 1, 2, Number.NaN, 6, 7, 8, 3, 4, 5, Number.NaN, 9, 10, 11])
  })

  it('of single values are a row of them', () => {
    const { set, layout } = sheetOfSignal({ shape: [7], axes: ['units'] }, room)
    expect([set.count, layout.columns, layout.gap]).toEqual([7, 7, 0])
  })
})
