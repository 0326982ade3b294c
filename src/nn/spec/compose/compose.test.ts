import { describe, expect, it, test } from 'vitest'
import { describeModel } from '../describe'
import { inputOf } from '../input'
import type { LayerSpec, ModelSpec } from '../model-spec'
import { presets } from '../presets'
import { parseModelSpec } from '../parse'
import { costsOf } from './costs'
import { hasRoom, insertLayer, layerKinds, moveLayer, newLayer, removeLayer, setField } from './edit'
import { EMPTY_NETWORK } from './empty-network'
import { examine } from './examine'
import { mendings } from './mend'
import { layerDefinitions } from '../registry'

const answer: LayerSpec = { type: 'dense', units: 10, activation: 'softmax' }
const network = (layers: readonly LayerSpec[], input: Partial<ModelSpec['input']> = {}): ModelSpec => ({
  version: 1,
  input: inputOf(input),
  layers: [...layers, answer],
})
const lstm = newLayer('lstm')
const conv2d = newLayer('conv2d')
const rows: LayerSpec = { type: 'flatten', within: 'step' }
/** 21 million parameters. */
const tooLarge = network([true, true, false].map((returnSequences) => ({ ...lstm, units: 1024, returnSequences }) as LayerSpec))

describe('examining', () => {
  test.each(Object.values(presets))('finds nothing wrong with $name', ({ spec }) => {
    const { problem, layers, description } = examine(parseModelSpec(spec))
    expect(problem).toBeNull()
    expect(layers).toEqual(description!.layers)
  })

  it('describes what stands before the problem, and where the problem is', () => {
    const { input, layers, problem, description } = examine(network([newLayer('conv1d'), lstm, lstm]))
    expect(input).toEqual([28, 28])
    expect(layers.map((layer) => layer?.output ?? null)).toEqual([[26, 32], [128], null, null])
    expect(problem).toMatchObject({ place: 2, field: 'input' })
    expect(description).toBeNull()
  })

  it.each([
    ['a patch that is none', network([lstm], { scan: 'patches', patch: 5 as 7 }), 'input'],
    ['too many parameters', tooLarge, 'model'],
    ['a sequence for an answer', EMPTY_NETWORK, 'model'],
    ['blank steps that a convolution cannot skip', network([newLayer('conv1d'), lstm], { skipBlank: true }), 0],
  ] as const)('names the place of %s', (_name, spec, place) => {
    expect(examine(spec).problem?.place).toBe(place)
  })
})

describe('editing', () => {
  test.each(layerKinds)('a new %s has its defaults and is in range', (kind) => {
    expect(Object.keys(newLayer(kind)).toSorted()).toEqual(['type', ...Object.keys(layerDefinitions[kind].fields)].toSorted())
  })

  test('every kind is on the menu', () => {
    expect([...layerKinds].toSorted()).toEqual(Object.keys(layerDefinitions).toSorted())
  })

  test('layers are put in, moved and taken out, and the spec before stays as it was', () => {
    const before = network([lstm])
    const both = insertLayer(before, 0, newLayer('conv1d'))
    expect(both.layers.map(({ type }) => type)).toEqual(['conv1d', 'lstm', 'dense'])
    expect(moveLayer(both, 0, 1).layers.map(({ type }) => type)).toEqual(['lstm', 'conv1d', 'dense'])
    expect(removeLayer(both, 1).layers.map(({ type }) => type)).toEqual(['conv1d', 'dense'])
    expect(before.layers).toHaveLength(2)
  })

  test('no layer moves behind the one that answers, nor does that one move', () => {
    const both = network([lstm, newLayer('dropout')])
    expect(moveLayer(both, 0, 2)).toEqual(moveLayer(both, 0, 1))
    expect(moveLayer(both, 2, 0)).toBe(both)
  })

  test('a field takes what it allows and refuses the rest', () => {
    expect(setField(network([lstm]), 0, 'units', 7).layers[0]).toMatchObject({ units: 7 })
    expect(() => setField(network([lstm]), 0, 'units', 0)).toThrow(/units/)
  })

  test('a model has room for as many layers as the parser takes', () => {
    expect(hasRoom(network(Array.from({ length: 14 }, () => lstm)))).toBe(true)
    expect(hasRoom(network(Array.from({ length: 15 }, () => lstm)))).toBe(false)
  })
})

describe('mending', () => {
  it.each<[string, ModelSpec, string]>([
    ['an LSTM behind a last state', network([lstm, lstm]), 'everyStep'],
    ['an LSTM for a picture', network([lstm], { scan: 'image' }), 'scan'],
    ['an LSTM behind a picture', network([conv2d, lstm], { scan: 'image' }), 'rowsAsSteps'],
    ['an LSTM behind a flat picture', network([conv2d, newLayer('flatten'), newLayer('dropout'), lstm], { scan: 'image' }), 'rowsAsSteps'],
    ['an LSTM behind the last state of one behind a picture', network([conv2d, rows, lstm, lstm], { scan: 'image' }), 'everyStep'],
    ['rows of a picture for an answer', network([conv2d, rows], { scan: 'image' }), 'addLstm'],
    ['rows of a sequence', network([{ ...lstm, returnSequences: true } as LayerSpec, rows]), 'addFlatten'],
    ['a 2-D convolution for a sequence', network([conv2d, newLayer('flatten')]), 'scan'],
    ['nothing that reads', EMPTY_NETWORK, 'addLstm'],
    ['a sequence of states', network([{ ...lstm, returnSequences: true } as LayerSpec]), 'lastStep'],
    ['a picture for an answer', network([conv2d], { scan: 'image' }), 'addFlatten'],
    ['nothing that looks at a picture', { ...EMPTY_NETWORK, input: inputOf({ scan: 'image' }) }, 'addFlatten'],
    [
      'states of the rows of a picture',
      network([conv2d, rows, { ...lstm, returnSequences: true } as LayerSpec], { scan: 'image' }),
      'lastStep',
    ],
    ['rows of a sequence that an LSTM reads', network([rows, lstm]), 'scan'],
    [
      'a window longer than what it sees',
      network([{ ...newLayer('conv1d'), kernel: 5 } as LayerSpec, lstm], { scan: 'patches', patch: 14 }),
      'value',
    ],
    ['a patch that is none', network([lstm], { scan: 'patches', patch: 5 as 7 }), 'value'],
    ['a mask before a convolution', network([newLayer('conv1d'), lstm], { skipBlank: true }), 'readBlank'],
    ['a mask on a picture', network([conv2d, newLayer('flatten')], { scan: 'image', skipBlank: true }), 'readBlank'],
  ])('%s', (_name, spec, kind) => {
    const examination = examine(spec)
    const [first] = mendings(spec, examination, examination.problem!)
    expect(first?.mend.kind).toBe(kind)
    expect(examine(first!.spec).problem).toBeNull()
  })

  it('offers rows as timesteps behind convolutions, beside what does without them', () => {
    const waysOf = (spec: ModelSpec) => {
      const examination = examine(spec)
      return mendings(spec, examination, examination.problem!)
    }
    const ways = (spec: ModelSpec) => waysOf(spec).map(({ mend }) => mend.kind)
    expect(ways(network([lstm], { scan: 'image' }))).toEqual(['scan', 'rowsAsSteps'])
    expect(ways(network([conv2d, lstm], { scan: 'image' }))).toEqual(['rowsAsSteps', 'scan'])
    expect(ways(network([conv2d], { scan: 'image' }))).toEqual(['addFlatten', 'readRows'])
    expect(ways(network([conv2d, rows, { ...lstm, returnSequences: true } as LayerSpec], { scan: 'image' }))).toEqual([
      'lastStep',
      'addFlatten',
    ])
    const pooled = network([conv2d, newLayer('maxPool2d')], { scan: 'image' })
    const [, read] = waysOf(pooled)
    expect(examine(read!.spec).layers.map((layer) => layer?.output)).toEqual([[26, 26, 32], [13, 13, 32], [13, 416], [128], [10]])
  })

  it('offers nothing where a choice is the visitor’s', () => {
    const examination = examine(tooLarge)
    expect(mendings(tooLarge, examination, examination.problem!)).toEqual([])
  })
})

describe('costs', () => {
  const first = (layer: LayerSpec, input: Partial<ModelSpec['input']> = {}, more: readonly LayerSpec[] = []) =>
    costsOf(describeModel(network([layer, ...more], input)).layers[0]!)

  it('counts an LSTM by hand', () => {
    // Four gates, each of 28 inputs and 128 states and a bias; kept are i f g o c h of 28 steps.
    expect(first(lstm)).toEqual({
      parameters: 4 * 128 * (28 + 128 + 1),
      activations: 6 * 28 * 128,
      multiplyAdds: 28 * 4 * 128 * (28 + 128),
    })
  })

  it('counts both directions', () => {
    const both = first({ ...lstm, direction: 'both' } as LayerSpec)
    expect(both.multiplyAdds).toBe(2 * first(lstm).multiplyAdds)
  })

  it('counts a convolution at every place, and nothing for what has no weights', () => {
    const costs = first({ ...conv2d, filters: 8, kernel: 3, padding: 'valid', stride: 1 } as LayerSpec, { scan: 'image' }, [
      newLayer('flatten'),
    ])
    expect(costs).toEqual({ parameters: 8 * 9 + 8, activations: 26 * 26 * 8, multiplyAdds: 26 * 26 * 8 * 9 })
    expect(first(newLayer('dropout'), {}, [lstm]).multiplyAdds).toBe(0)
  })

  it('counts a dense layer once for every timestep', () => {
    expect(first({ type: 'dense', units: 5, activation: 'relu' }, {}, [lstm]).multiplyAdds).toBe(28 * 28 * 5)
  })

  it('agrees with the description about parameters', () => {
    for (const { spec } of Object.values(presets)) {
      const { layers, parameterCount } = describeModel(parseModelSpec(spec))
      expect(layers.reduce((sum, layer) => sum + costsOf(layer).parameters, 0)).toBe(parameterCount)
    }
  })
})
