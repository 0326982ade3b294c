import { describe, expect, it } from 'vitest'
import type { Trace } from '../../../nn/engine'
import { presets } from '../../../nn/spec/presets'
import { formatFor } from '../../kit/format'
import { loadMessages, messagesFor } from '../../kit/messages/dictionaries'
import { modelView } from '../../network/layers'
import { readingInWords } from './in-words'
import { saliencyTable } from '../gradients/saliency-table'
import { readingTable } from './reading-table'
import { sheetTable } from './sheet-table'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const model = modelView(presets['row-lstm'].spec)
const layer = model.layers.find((each) => each.form === 'sequence')!
const { steps, units } = layer

/** Read as 3 from step 19 on, before as 8; the forget gate is 0.5, and 0.9 at step 5. */
function traceOf(): Trace {
  const belief = new Float32Array(steps * 10)
  for (let step = 0; step < steps; step++) belief[step * 10 + (step < 18 ? 8 : 3)] = 0.75
  const signal = (name: string, at: (step: number) => number) => ({
    layer: layer.name,
    name,
    shape: [steps, units],
    data: Float32Array.from({ length: steps * units }, (_, place) => at(Math.floor(place / units))),
  })
  return {
    input: { shape: [28, 28], data: new Float32Array(784) },
    probabilities: Float32Array.from({ length: 10 }, (_, digit) => (digit === 3 ? 0.98 : 0.02 / 9)),
    belief: { shape: [steps, 10], data: belief },
    signals: [
      signal('f', (step) => (step === 4 ? 0.9 : 0.5)),
      signal('i', () => 0.25),
      signal('o', () => 0),
      signal('c', (step) => (step % 2 === 0 ? -0.5 : 0.5)),
    ],
  }
}

describe('the reading in words', () => {
  it('is the answer, when it was decided, and which gates were open', () => {
    const [answer, decided, gates] = readingInWords(traceOf(), model, layer, messagesFor('en'), formatFor('en'))
    expect(answer).toBe('The answer is 3, with a probability of 98.0%.')
    expect(decided).toBe('It was decided at row 19 and did not change after that.')
    expect(gates).toContain('51% open, most at row 5 (90%)')
    expect(gates).toContain('25% open, most at row 1 (25%)')
  })

  it('is as much in Chinese', () => {
    const said = readingInWords(traceOf(), model, layer, messagesFor('zh'), formatFor('zh'))
    expect(said).toHaveLength(3)
    expect(said.join('')).toMatch(/3.*98\.0%.*第 19 行.*51%.*第 5 行/)
  })

  it('says that nothing was read', () => {
    expect(readingInWords(null, model, layer, messagesFor('en'), formatFor('en'))).toEqual(['Nothing has been read yet.'])
  })
})

it('is a row for every step: the answer so far, and the mean of every signal, of those of both signs their size', () => {
  const { head, rows } = readingTable(traceOf(), model, layer, messagesFor('en'), formatFor('en'))
  expect(head).toEqual([
    'Row',
    'mean ink',
    'Answer so far',
    'Probability',
    'mean i',
    'mean f',
    'mean o',
    'mean |C̃|',
    'mean |C|',
    'mean |h|',
  ])
  expect(rows).toHaveLength(steps)
  expect(rows[4]).toEqual(['5', '0.000', '8', '75.0%', '0.250', '0.900', '0.000', '–', '0.500', '–'])
  expect(rows[18]?.slice(0, 4)).toEqual(['19', '0.000', '3', '75.0%'])
})

it('is of a saliency a row for every row of the picture: what more ink takes from the loss, what it adds, and where most', () => {
  const saliency = { shape: [2, 3], data: Float32Array.of(0.5, -2, 0.25, 0, 0, 0) }
  const { head, rows } = saliencyTable(saliency, messagesFor('en'), formatFor('en'))
  expect(head).toEqual(['Row', 'lowers it by', 'raises it by', 'strongest pixel', 'in column'])
  expect(rows).toEqual([
    ['1', '2', '0.75', '−2', '2'],
    ['2', '0', '0', '0', '1'],
  ])
  expect(saliencyTable(null, messagesFor('en'), formatFor('en')).rows).toEqual([])
})

describe('a signal of other axes', () => {
  const [messages, format] = [messagesFor('en'), formatFor('en')]

  it('is a row for every value of one axis', () => {
    const { head, rows } = sheetTable({ shape: [3], axes: ['units'] }, Float32Array.of(1, 2, 3), messages, format)
    expect(head).toEqual(['Place', 'Value'])
    expect(rows).toEqual([
      ['1', '1.000'],
      ['2', '2.000'],
      ['3', '3.000'],
    ])
  })

  it('is a row for every row of one map', () => {
    const { head, rows } = sheetTable({ shape: [2, 3], axes: ['time', 'features'] }, Float32Array.of(1, 5, 3, 0, 0, 6), messages, format)
    expect(head).toEqual(['Row of the map', 'Mean', 'Largest value', 'at column'])
    expect(rows).toEqual([
      ['1', '3.000', '5.000', '2'],
      ['2', '2.000', '6.000', '3'],
    ])
  })

  it('is a row for every one of several maps', () => {
    // [H,W,C]: the second map is the first times ten.
    const values = Float32Array.of(1, 10, 2, 20, 3, 30, 2, 20)
    const { head, rows } = sheetTable({ shape: [2, 2, 2], axes: ['height', 'width', 'channels'] }, values, messages, format)
    expect(head).toEqual(['Map', 'Mean', 'Largest value', 'at row', 'at column'])
    expect(rows).toEqual([
      ['1', '2.000', '3.000', '2', '1'],
      ['2', '20.000', '30.000', '2', '1'],
    ])
    expect(sheetTable({ shape: [2, 2, 2], axes: ['height', 'width', 'channels'] }, null, messages, format).rows).toEqual([])
  })
})
