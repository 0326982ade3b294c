import { expect, it } from 'vitest'
import type { StateGradient } from '../../../nn/engine'
import { presets } from '../../../nn/spec/presets'
import { modelView, type SequenceLayer } from '../../network/layers'
import { canStandBesideRnn, expectedSeries, keptOnTheWayBack, keptSeries, mainSeries, seriesKey, seriesOf, verdictOn } from './series'

function layerOf(spec: Parameters<typeof modelView>[0]): SequenceLayer {
  const layer = modelView(spec).layers.find((each): each is SequenceLayer => each.form === 'sequence')
  if (layer === undefined) throw new Error('no layer over time')
  return layer
}

const stateOf = (layer: string, signal: string, steps: number): StateGradient => {
  return { layer, signal, direction: 'forward', norms: new Float32Array(steps) }
}
const ofLstm = [stateOf('lstm', 'h', 28), stateOf('lstm', 'c', 28)]

it('has one curve for every state and direction', () => {
  expect(expectedSeries(layerOf(presets['row-lstm'].spec)).map(seriesKey)).toEqual(['c-forward', 'h-forward'])
  expect(expectedSeries(layerOf(presets['row-rnn'].spec)).map(seriesKey)).toEqual(['h-forward'])
  expect(expectedSeries(layerOf(presets.bidirectional.spec)).map(seriesKey)).toEqual(['c-forward', 'c-backward', 'h-forward', 'h-backward'])
})

it('takes those of the layer, and none of another model', () => {
  expect(seriesOf(ofLstm, layerOf(presets['row-lstm'].spec))).toHaveLength(2)
  expect(seriesOf(ofLstm, layerOf(presets['row-rnn'].spec))).toEqual([])
  expect(seriesOf([stateOf('lstm', 'h', 26)], layerOf(presets['row-lstm'].spec))).toEqual([])
})

it('lays the kept curves of an LSTM beside an RNN of as many steps', () => {
  expect(keptSeries(ofLstm, layerOf(presets['row-rnn'].spec))).toHaveLength(2)
  expect(keptSeries([stateOf('lstm', 'h', 26)], layerOf(presets['row-rnn'].spec))).toEqual([])
  expect(keptSeries([], layerOf(presets['row-rnn'].spec))).toEqual([])
})

it('lays the RNN beside what reads row by row from the top with gates, and beside nothing else', () => {
  const canStand = (name: keyof typeof presets): boolean => {
    const model = modelView(presets[name].spec)
    return model.layers.some((layer) => layer.form === 'sequence' && canStandBesideRnn(model, layer))
  }
  expect((['row-lstm', 'row-gru', 'bidirectional'] as const).map(canStand)).toEqual([true, true, true])
  for (const other of ['row-rnn', 'keras', 'pixel-lstm', 'patch-cnn-lstm', 'best'] as const) expect(canStand(other)).toBe(false)
})

it('tells by the cell, else by h, how much of a gradient came back to the first step', () => {
  const lstm = layerOf(presets['row-lstm'].spec)
  expect(mainSeries(ofLstm, lstm)?.signal).toBe('c')
  expect(mainSeries([stateOf('rnn', 'h', 28)], lstm)?.signal).toBe('h')
  expect(mainSeries([stateOf('rnn', 'h', 28)], layerOf(presets['row-rnn'].spec))?.signal).toBe('h')
  expect(mainSeries([], lstm)).toBeNull()
  const norms = Float32Array.of(0.25, 3, 0.5)
  expect(keptOnTheWayBack({ norms, direction: 'forward' })).toBe(0.5)
  expect(keptOnTheWayBack({ norms, direction: 'backward' })).toBe(2)
  expect(keptOnTheWayBack({ norms: Float32Array.of(1, 0), direction: 'forward' })).toBeNaN()
})

it('tells networks apart by what is more than a difference between two digits', () => {
  expect([verdictOn(0.1, 1), verdictOn(0.5, 1), verdictOn(2, 1), verdictOn(4, 1)]).toEqual(['less', 'alike', 'alike', 'more'])
  expect(verdictOn(Number.NaN, 1)).toBe('alike')
})
