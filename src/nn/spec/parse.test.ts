import { describe, expect, it } from 'vitest'
import type { SpecPlace } from '../../core/error-details'
import { SpecError } from '../../core/errors'
import { DIGITS } from '../../core/task'
import { LETTERS } from '../../testing/sets/letters'
import { describeModel } from './describe'
import { specFor } from './for-task'
import { inputOf } from './input'
import { parseModelSpec } from './parse'
import { presets } from './presets'
import { layerDefinitions } from './registry'

const rowLstm = {
  version: 1,
  input: inputOf(),
  layers: [
    {
      type: 'lstm',
      units: 128,
      returnSequences: false,
      direction: 'forward',
      kernelInitializer: 'glorotUniform',
      recurrentInitializer: 'orthogonal',
      unitForgetBias: true,
      memorySpan: 0,
    },
    { type: 'dense', units: 10, activation: 'softmax', kernelInitializer: 'glorotUniform' },
  ],
}
/** 21 million parameters. */
const tooMany = Array.from({ length: 3 }, (_, place) => ({ type: 'lstm', units: 1024, returnSequences: place < 2 }))
const digits = { type: 'dense', units: 10, activation: 'softmax' }

function nameOf(where: SpecPlace): string {
  if (where.kind === 'named') return where.name
  if (where.kind !== 'layer') return where.kind
  return `layer ${where.position}${where.type === null ? '' : ` (${where.type})`}`
}

function detailOf(json: unknown): SpecError['detail'] {
  try {
    parseModelSpec(json)
  } catch (error) {
    if (error instanceof SpecError) return error.detail
    throw error
  }
  throw new Error(`${JSON.stringify(json)} was not refused`)
}

describe('parseModelSpec', () => {
  it('gives back a complete specification as it is', () => {
    expect(parseModelSpec(rowLstm)).toEqual(rowLstm)
    expect(parseModelSpec(JSON.parse(JSON.stringify(rowLstm)))).toEqual(rowLstm)
  })

  it('fills what is left out with the defaults of the definitions', () => {
    expect(parseModelSpec({ version: 1, layers: [{ type: 'lstm' }, { type: 'dense', activation: 'softmax' }] })).toEqual(rowLstm)
  })

  it('keeps the initialisers that a layer chooses', () => {
    const lstm = { type: 'lstm', kernelInitializer: 'heNormal', recurrentInitializer: 'zeros', unitForgetBias: false }
    const conv1d = { type: 'conv1d', kernelInitializer: 'orthogonal' }
    const { layers } = parseModelSpec({ version: 1, layers: [conv1d, lstm, { ...digits, kernelInitializer: 'glorotNormal' }] })
    expect(layers).toMatchObject([conv1d, lstm, { kernelInitializer: 'glorotNormal' }])
  })

  it('names the layer, the field, the value and what is allowed', () => {
    const layers = [{ type: 'rnn', recurrentInitializer: 'identity' }, digits]
    expect(detailOf({ version: 1, layers })).toEqual({
      where: { kind: 'layer', position: 1, type: 'rnn' },
      field: 'recurrentInitializer',
      value: '"identity"',
      allowed: { kind: 'options', options: ['glorotUniform', 'glorotNormal', 'heUniform', 'heNormal', 'orthogonal', 'zeros'] },
    })
  })

  it('does not change what it was given', () => {
    const given = Object.freeze({ version: 1, layers: Object.freeze([Object.freeze({ type: 'lstm' }), Object.freeze(digits)]) })
    expect(() => parseModelSpec(given)).not.toThrow()
  })

  it('takes stacked layers', () => {
    const layers = [{ type: 'lstm', returnSequences: true }, { type: 'dense', units: 3 }, { type: 'lstm', units: 7 }, digits]
    expect(parseModelSpec({ version: 1, layers }).layers).toHaveLength(4)
  })

  it('takes a convolution inside masked timesteps, which works on each alone', () => {
    const layers = [{ type: 'conv1d', within: 'step' }, { type: 'lstm' }, digits]
    expect(() => parseModelSpec({ version: 1, input: { scan: 'patches', skipBlank: true }, layers })).not.toThrow()
  })

  it.each<[string, unknown, string, string]>([
    ['no object', 'lstm', 'model', 'specification'],
    ['null', null, 'model', 'specification'],
    ['a list', [], 'model', 'specification'],
    ['another version', { ...rowLstm, version: 2 }, 'model', 'version'],
    ['no version', { layers: rowLstm.layers }, 'model', 'version'],
    ['an unknown field', { ...rowLstm, color: 'red' }, 'model', 'color'],
    ['an own __proto__', JSON.parse('{"version":1,"__proto__":{}}'), 'model', '__proto__'],
    ['an input that is no object', { ...rowLstm, input: 'rows' }, 'model', 'input'],
    ['an unknown scan', { ...rowLstm, input: { scan: 'spiral' } }, 'input', 'scan'],
    ['an unknown input field', { ...rowLstm, input: { scan: 'rows', color: 'red' } }, 'input', 'color'],
    ['a patch that does not divide the picture', { ...rowLstm, input: { scan: 'patches', patch: 5 } }, 'input', 'patch'],
    ['masks without timesteps', { ...rowLstm, input: { scan: 'image', skipBlank: true } }, 'input', 'skipBlank'],
    ['no layers', { version: 1 }, 'model', 'layers'],
    ['an empty list of layers', { version: 1, layers: [] }, 'model', 'layers'],
    ['17 layers', { version: 1, layers: Array.from({ length: 17 }, () => digits) }, 'model', 'layers'],
    ['a layer that is no object', { version: 1, layers: [128, digits] }, 'layer 1', 'layer'],
    ['an unknown layer', { version: 1, layers: [{ type: 'attention' }, digits] }, 'layer 1', 'type'],
    ['a layer named like a method', { version: 1, layers: [{ type: 'constructor' }, digits] }, 'layer 1', 'type'],
    ['an unknown layer field', { version: 1, layers: [{ type: 'lstm', peephole: true }, digits] }, 'layer 1 (lstm)', 'peephole'],
    [
      'an initialiser of what a layer does not have',
      { version: 1, layers: [{ type: 'gru', unitForgetBias: true }, digits] },
      'layer 1 (gru)',
      'unitForgetBias',
    ],
    ['softmax inside', { version: 1, layers: [{ type: 'lstm' }, digits, digits] }, 'layer 2 (dense)', 'activation'],
    ['an end without softmax', { version: 1, layers: [{ type: 'lstm' }, { type: 'dense' }] }, 'layer 2 (dense)', 'activation'],
    ['another last layer', { version: 1, layers: [digits, { type: 'lstm' }] }, 'layer 1 (dense)', 'activation'],
    ['an LSTM at the end', { version: 1, layers: [{ type: 'lstm' }] }, 'layer 1 (lstm)', 'type'],
    ['nine classes', { version: 1, layers: [{ type: 'lstm' }, { ...digits, units: 9 }] }, 'layer 2 (dense)', 'units'],
    ['a sequence of answers', { version: 1, layers: [{ type: 'lstm', returnSequences: true }, digits] }, 'model', 'output'],
    ['an LSTM without a sequence', { version: 1, layers: [{ type: 'lstm' }, { type: 'lstm' }, digits] }, 'lstm_1', 'input'],
    [
      'a kernel longer than the sequence',
      { version: 1, layers: [{ type: 'conv1d', kernel: 29 }, { type: 'lstm' }, digits] },
      'conv1d',
      'kernel',
    ],
    [
      'a kernel longer than a patch',
      {
        version: 1,
        input: { scan: 'patches', patch: 4 },
        layers: [{ type: 'conv1d', kernel: 17, within: 'step' }, { type: 'lstm' }, digits],
      },
      'conv1d',
      'kernel',
    ],
    [
      'a window longer than the sequence',
      { version: 1, layers: [{ type: 'maxPool1d', size: 29 }, { type: 'lstm' }, digits] },
      'maxPool1d',
      'size',
    ],
    [
      'a convolution of a picture that is a sequence',
      { version: 1, layers: [{ type: 'conv2d' }, { type: 'flatten' }, digits] },
      'conv2d',
      'input',
    ],
    ['a flattened vector', { version: 1, layers: [{ type: 'lstm' }, { type: 'flatten' }, digits] }, 'flatten', 'input'],
    ['steps of a sequence', { version: 1, layers: [{ type: 'flatten', within: 'step' }, { type: 'lstm' }, digits] }, 'flatten', 'input'],
    [
      'a convolution over masked timesteps',
      { version: 1, input: { skipBlank: true }, layers: [{ type: 'conv1d' }, { type: 'lstm' }, digits] },
      'conv1d',
      'skipBlank',
    ],
    ['too many parameters', { version: 1, layers: [...tooMany, digits] }, 'model', 'parameters'],
  ])('refuses %s', (_, json, where, field) => {
    const detail = detailOf(json)
    expect([nameOf(detail.where), detail.field]).toEqual([where, field])
    expect(detail.allowed.kind).not.toBe('')
  })

  describe.each(Object.values(layerDefinitions).filter(({ fields }) => Object.keys(fields).length > 0))(
    'every field of $type',
    (definition) => {
      it.each(Object.entries(definition.fields))('%s refuses what its definition does not allow', (name, field) => {
        const wrong: unknown[] = [null, '', 'no', {}, [], -1, 1.5, Number.NaN, 1e9]
        if (field.kind !== 'boolean') wrong.push(true)
        for (const value of wrong) {
          const detail = detailOf({ version: 1, layers: [{ type: definition.type, [name]: value }, digits] })
          const where = { kind: 'layer', position: 1, type: definition.type }
          expect(detail).toMatchObject({ where, field: name, value: Number.isNaN(value) ? 'NaN' : JSON.stringify(value) })
        }
      })
    },
  )
})

describe('the task of a model', () => {
  const ofLetters = specFor(presets['row-lstm'].spec, LETTERS)

  it('is left out where it is digits, however it came', () => {
    const { spec } = presets['row-lstm']
    expect(JSON.stringify(parseModelSpec({ ...spec, task: structuredClone(DIGITS) }))).toBe(JSON.stringify(parseModelSpec(spec)))
    expect(parseModelSpec(specFor(ofLetters, DIGITS))).toEqual(parseModelSpec(spec))
  })

  it('decides what is read and how many answers there are', () => {
    const parsed = parseModelSpec(structuredClone(ofLetters))
    expect(parsed.task).toEqual(LETTERS)
    expect(describeModel(parsed).layers.at(-1)?.output).toEqual([26])
    const wide = specFor(ofLetters, { ...LETTERS, input: { height: 6, width: 9 } })
    expect(describeModel(parseModelSpec(wide)).input).toEqual([6, 9])
    expect(describeModel(parseModelSpec({ ...wide, input: { scan: 'columns' } })).input).toEqual([9, 6])
  })

  it.each([
    ['another number of answers', { ...ofLetters, layers: presets['row-lstm'].spec.layers }, 'classCount (count 26)'],
    [
      'a patch that does not divide the pictures',
      specFor({ ...ofLetters, input: inputOf({ scan: 'patches' }) }, { ...LETTERS, input: { height: 8, width: 20 } }),
      'patches (height 8, width 20, sides [4])',
    ],
    ['what is no task', { ...ofLetters, task: { id: 'letters' } }, 'task.classes'],
  ])('refuses %s', (_, spec, words) => {
    expect(() => parseModelSpec(spec)).toThrow(SpecError)
    expect(() => parseModelSpec(spec)).toThrow(words)
  })
})
