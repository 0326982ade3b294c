import { describe, expect, it } from 'vitest'
import { DecodeError } from '../../core/decode'
import { describeModel } from '../../nn/spec/describe'
import { equal, letter, number, sum } from '../../nn/spec/formula'
import { initialParameters } from '../../nn/spec/initializers'
import { presets } from '../../nn/spec/presets'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { modelView } from '../network/layers'
import { FORGET_GATES, halfLife, KERAS_FORGET, parseScientific } from '../explain/figures'
import { ADVERSARY, decodeAdversaryFigures, measures } from '../explain/adversary-figures'
import { cellJacobian, recurrentJacobian } from '../explain/lesson-formulas'
import { shortName, sources } from './sources'
import { STOP_COUNT } from '../tour/button'
import { stops, tourLayer } from '../tour/stops'
import { tryOf } from '../explain/tries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

type Pair = readonly [number, number]

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
    expect(stops).toHaveLength(STOP_COUNT)
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
      const model = modelView(preset.spec)
      for (const layer of model.layers) {
        for (const { name: signal } of layer.signals) {
          const id = tryOf({ kind: layer.kind, signal }, model, layer)
          expect(id).not.toBeNull()
          // What gates are for is tried with gates.
          if (layer.kind === 'lstm' || layer.kind === 'gru') expect(id).not.toBe('compare')
        }
      }
    }
  })
})

describe('what is said of a preset', () => {
  const layersOf = (name: keyof typeof presets) => {
    const model = modelView(presets[name].spec)
    return model.layers.filter(({ recurrence }) => recurrence !== null).map((layer) => ({ model, layer }))
  }
  const triesOfHidden = (name: keyof typeof presets) =>
    layersOf(name).map(({ model, layer }) => tryOf({ kind: layer.kind, signal: 'h' }, model, layer))

  it('is where its answer comes from: the last row only where nothing else goes on', () => {
    expect(triesOfHidden('row-lstm')).toEqual(['tell'])
    expect(triesOfHidden('row-gru')).toEqual(['tell'])
    expect(triesOfHidden('keras')).toEqual(['handOn', 'tell'])
    expect(triesOfHidden('bidirectional')).toEqual(['tellBoth'])
    expect(triesOfHidden('best')).toEqual(['tellBoth'])
  })

  it('is that it decides on the way only if it reads forwards alone', () => {
    const deciding = Object.values(presets)
      .filter(({ spec }) => tryOf('belief', modelView(spec), null) === 'settle')
      .map(({ name }) => name)
    expect(deciding).toEqual([
      'row-lstm',
      'row-rnn',
      'row-gru',
      'keras',
      'row-lstm-mse-sgd',
      'patch-cnn-lstm',
      'pixel-lstm',
      'permuted-lstm',
    ])
  })

  it('names only gates that its layers have', () => {
    const gates = { lstm: ['input', 'forget', 'output'], gru: ['update', 'reset'], rnn: [] } as const
    for (const name of ['row-lstm', 'row-gru', 'row-rnn', 'keras', 'best'] as const) {
      for (const { model, layer } of layersOf(name)) {
        if (layer.kind !== 'lstm' && layer.kind !== 'gru' && layer.kind !== 'rnn') throw new Error(layer.kind)
        const own: readonly string[] = gates[layer.kind]
        for (const { name: signal } of layer.signals) {
          const { text } = messagesFor('en').learn.tries[tryOf({ kind: layer.kind, signal }, model, layer)!]
          for (const [, gate = ''] of text.matchAll(/(\w+) gate\b/g)) expect(own).toContain(gate)
        }
      }
    }
  })

  it('is that `keras` makes 26 steps of 28 rows, three at a time', () => {
    const [first] = modelView(presets.keras.spec).layers
    expect(first).toMatchObject({ form: 'sequence', steps: 26, sight: { size: 3, stride: 1, before: 0 } })
    expect(presets.keras.teaches).toContain('26 steps of the 28 rows')
  })
})

describe('the initial weights', () => {
  it('have forget gates, and no others, begin at 0.73', () => {
    const units = 128
    const bias = initialParameters(describeModel(presets['row-lstm'].spec), 1).get('lstm/bias')!.data
    const gates = (block: number) => [...bias.subarray(block * units, (block + 1) * units)].map((value) => 1 / (1 + Math.exp(-value)))
    expect(new Set(gates(1))).toEqual(new Set([KERAS_FORGET]))
    expect(KERAS_FORGET.toFixed(2)).toBe('0.73')
    for (const other of [0, 3]) expect(new Set(gates(other))).toEqual(new Set([0.5]))
    for (const language of ['en', 'zh'] as const) {
      expect(messagesFor(language).learn.page.forgetting.between).toMatch(/(?:forget gates begin at|遗忘门从) 0\.73/)
    }
  })
})

describe('the product of Jacobians', () => {
  /** W·h of two units. */
  const weighted = ([a, b]: Pair): Pair => [0.9 * a - 1.3 * b, 0.4 * a + 0.7 * b]
  const step = (h: Pair): Pair => {
    const [a, b] = weighted(h)
    return [Math.tanh(a), Math.tanh(b)]
  }
  const steps = 4
  const states = Array.from({ length: steps }).reduce<Pair[]>((past) => [...past, step(past.at(-1)!)], [[0.5, -0.2]])

  /** diag(1 − h_k²)·W·v */
  const factor = (k: number, v: Pair): Pair => {
    const [a, b] = weighted(v)
    return [(1 - states[k]![0] ** 2) * a, (1 - states[k]![1] ** 2) * b]
  }

  it('written from k = T to t + 1 is the derivative, and in the other order it is not', () => {
    const ε = 1e-6
    const moved = Array.from({ length: steps }).reduce<Pair>((h) => step(h), [0.5 + ε, -0.2])
    const derivative = [0, 1].map((unit) => (moved[unit]! - states[steps]![unit]!) / ε)
    // What stands first in a product of matrices is applied last.
    const applied = (order: readonly number[]) => order.toReversed().reduce<Pair>((v, k) => factor(k, v), [1, 0])
    const written = Array.from({ length: steps }, (_, place) => steps - place)
    for (const [unit, value] of applied(written).entries()) expect(value).toBeCloseTo(derivative[unit]!, 4)
    expect(Math.abs(applied(written.toReversed())[0] - derivative[0]!)).toBeGreaterThan(0.01)
  })

  it.each([recurrentJacobian.right, cellJacobian.right.is === 'sum' ? cellJacobian.right.terms[0]! : cellJacobian.right])(
    'is written so',
    (formula) => {
      expect(formula).toMatchObject({
        is: 'over',
        operator: '∏',
        under: equal(letter('k'), letter('T')),
        above: sum(letter('t'), number(1)),
      })
    },
  )
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

describe('the figures of the adversary', () => {
  const { courses, seeds } = ADVERSARY

  it('are of courses that begin alike, and each measure is there at every step', () => {
    expect(seeds.length).toBeGreaterThan(0)
    expect(courses.map(({ way }) => way)).toContain('likelihood')
    for (const course of courses) {
      for (const measure of measures) {
        expect(course[measure]).toHaveLength(course.steps.length)
        expect(course[measure][0]).toEqual(courses[0]![measure][0])
        for (const { low, mean, high } of course[measure]) expect(low <= mean && mean <= high).toBe(true)
      }
    }
  })

  it('are as the text says', () => {
    const [likelihood, slow, fast] = courses
    const end = (course: (typeof courses)[number] | undefined, measure: (typeof measures)[number]) => course![measure].at(-1)!.mean
    const start = (measure: (typeof measures)[number]) => likelihood![measure][0]!.mean
    expect(courses.map(({ way }) => way)).toEqual(['likelihood', 'adversary', 'adversary'])
    expect(fast!.learningRate / slow!.learningRate).toBeCloseTo(10)
    expect(end(likelihood, 'nats')).toBeLessThan(start('nats'))
    expect(end(slow, 'nats')).toBeGreaterThan(start('nats'))
    expect(Math.abs(end(slow, 'read') - end(likelihood, 'read'))).toBeLessThan(0.05)
    expect(end(slow, 'spread')).toBeLessThan(end(likelihood, 'spread'))
    expect(end(slow, 'spread')).toBeGreaterThan(1)
    expect(slow!.freshTold.mean).toBeLessThan(likelihood!.freshTold.mean + 0.02)
    expect(end(fast, 'nats')).toBeGreaterThan(start('nats') + 2)
    expect(end(fast, 'read')).toBeLessThan(start('read') - 0.05)
    expect(end(fast, 'told')).toBeGreaterThan(start('told') + 0.05)
  })

  it('are decoded, not believed', () => {
    expect(() => decodeAdversaryFigures({ ...ADVERSARY, courses: [{ ...courses[0], way: 'luck' }] }, 'figures')).toThrow(DecodeError)
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
