import { describe, expect, it } from 'vitest'
import { presets } from '../../nn/spec/presets'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { modelView } from '../network/layers'
import { FORGET_GATES, halfLife, parseScientific } from '../explain/figures'
import { shortName, sources } from './sources'
import { stops, tourLayer } from '../tour/stops'
import { tryOf } from '../explain/tries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

describe('the guided reading', () => {
  it('follows a trained LSTM that reads row by row, and no other model', () => {
    const layerOf = (name: keyof typeof presets): string | undefined => tourLayer(modelView(presets[name].spec), true)?.name
    expect(layerOf('row-lstm')).toBe('lstm')
    for (const other of ['row-rnn', 'row-gru', 'bidirectional', 'keras', 'pixel-lstm', 'cnn'] as const)
      expect(layerOf(other)).toBeUndefined()
    expect(tourLayer(modelView(presets['row-lstm'].spec), false)).toBeNull()
    expect(tourLayer(null, true)).toBeNull()
  })

  it.each(['en', 'zh'] as const)('says something at every stop in %s, with numbers and without', (language) => {
    const { tour } = messagesFor(language).learn
    const none = { units: '128', forgetAbove: null, forgetBelow: null, candidateAbove: null, candidateWithin: null, mind: null }
    const all = {
      units: '128',
      forgetAbove: '0.75',
      forgetBelow: '0.79',
      candidateAbove: '0.02',
      candidateWithin: '0.4',
      mind: { row: '22', digit: '3', percent: '99.9%', before: '2' },
    }
    for (const { id } of stops) {
      for (const numbers of [none, all]) {
        expect(tour.stops[id].text(numbers)).toMatch(/[.。？?]$/)
        expect(tour.stops[id].text(numbers)).not.toMatch(/null|undefined|false/)
      }
    }
    expect(tour.stops.mind.text(all)).toMatch(/22.*3.*2/)
  })
})

describe('something to try', () => {
  it('is there for every signal of every preset', () => {
    for (const preset of Object.values(presets)) {
      for (const layer of modelView(preset.spec).layers) {
        for (const { name: signal } of layer.signals) {
          const id = tryOf({ kind: layer.kind, signal }, layer)
          expect(id).not.toBeNull()
          // What gates are for is tried with gates.
          if (layer.kind === 'lstm' || layer.kind === 'gru') expect(id).not.toBe('compare')
        }
      }
    }
  })
})

describe('the figures', () => {
  it('of how long a cell lasts halve it', () => {
    for (const forget of FORGET_GATES) expect(forget ** halfLife(forget)).toBeCloseTo(0.5)
  })

  it('are taken apart into mantissa and power', () => {
    expect(parseScientific('1.5e-9')).toEqual({ bound: null, mantissa: '1.5', exponent: '−9' })
    expect(parseScientific('3.3e+25')).toEqual({ bound: null, mantissa: '3.3', exponent: '25' })
    expect(parseScientific('0.77')).toEqual({ bound: null, mantissa: '0.77', exponent: null })
    expect(parseScientific('>1e38')).toEqual({ bound: '>', mantissa: '1', exponent: '38' })
  })
})

describe('a source', () => {
  it('is cited by one name, by two, or by the first of many', () => {
    expect(shortName(sources.elman1990)).toBe('Elman 1990')
    expect(shortName(sources.hochreiter1997)).toBe('Hochreiter & Schmidhuber 1997')
    expect(shortName(sources.gers2000)).toBe('Gers et al. 2000')
    expect(shortName(sources.cho2014)).toBe('Cho et al. 2014')
  })
})
