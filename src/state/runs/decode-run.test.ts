import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRunSettings } from '../../nn/spec/training'
import { decodeRun, recordOf } from './decode-run'
import { curveOf, epochOf, keptRun } from './kept-run.fixture'
import { MOST_POINTS } from './thin-curve'

const run = keptRun('lw8x-1', {
  name: 'a run',
  group: { id: 'g-1', name: 'five of them' },
  settings: { ...defaultRunSettings, earlyStopping: { monitor: 'val_loss', minDelta: 0, patience: 2, restoreBestWeights: true } },
  data: { kind: 'mnist', trainCount: 80_000, testCount: 10_000, also: [{ kind: 'built-in', trainCount: 20_000 }] },
})
const stored = (change: object = {}): unknown => structuredClone({ ...(recordOf(run) as object), ...change })
const decode = (value: unknown) => decodeRun(value, 'run')

describe('decodeRun', () => {
  it('gives back what was stored', () => {
    expect(decode(stored())).toEqual(run)
  })

  it('knows that a run has ended whose page was closed', () => {
    expect(decode(stored({ outcome: 'running' })).outcome).toBe('left')
  })

  it('takes values that are no numbers where a loss has none', () => {
    const epochs = [{ ...epochOf(0, 0.1), testLoss: NaN }]
    expect(decode(stored({ epochs })).epochs[0]?.testLoss).toBeNaN()
  })

  it('takes out of names what would disturb the text around them', () => {
    expect(decode(stored({ name: 'a\u202Eb\nc' })).name).toBe('abc')
    expect(decode(stored({ name: 'x'.repeat(1e5) })).name.length).toBeLessThanOrEqual(60)
  })

  it.each<[string, object]>([
    ['another version', { version: 2 }],
    ['an id that is none', { id: '../../x' }],
    ['a colour that there is not', { colour: 99 }],
    ['a date that is none', { began: Infinity }],
    ['a network that does not fit together', { spec: { version: 1, layers: [{ type: 'lstm' }] } }],
    ['a network of a billion units', { spec: { version: 1, layers: [{ type: 'dense', units: 1e9, activation: 'softmax' }] } }],
    ['settings out of their range', { settings: { ...defaultRunSettings, epochs: 1e9 } }],
    ['a set that there is not', { data: { kind: 'faces', trainCount: 1, testCount: 1 } }],
    ['an engine that there is not', { engine: { kind: 'quantum', adapter: '' } }],
    ['an outcome that there is not', { outcome: 'won' }],
    ['steps that are a text', { steps: '6' }],
    ['seconds without an end', { seconds: Infinity }],
    ['more epochs than a run has', { epochs: Array.from({ length: 1001 }, (_, epoch) => epochOf(epoch, 0.9)) }],
    ['a curve without an end', { curve: curveOf(MOST_POINTS + 1) }],
    ['a curve of lists', { curve: { steps: [1], seconds: [1], loss: [1], accuracy: [1] } }],
    ['a curve whose parts are of different lengths', { curve: { ...curveOf(4), loss: new Float32Array(3) } }],
    ['a curve that goes back', { curve: { ...curveOf(2), steps: Uint32Array.of(2, 1) } }],
    ['a curve that begins before its first step', { curve: { ...curveOf(2), steps: Uint32Array.of(0, 1) } }],
  ])('refuses %s', (_, change) => {
    expect(() => decode(stored(change))).toThrow()
  })

  it('refuses whatever else there is, with an error of its own', () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withNullPrototype: true }), (value) => {
        expect(() => decode(value)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(decode|spec)$/) }))
      }),
    )
  })

  it('refuses a record of which any part is something else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(stored() as object)), fc.constantFrom({}, [], -1.5, true), (field, value) => {
        // A run may end before its first epoch.
        if (field !== 'epochs' || !Array.isArray(value)) expect(() => decode(stored({ [field]: value }))).toThrow()
      }),
    )
  })
})
