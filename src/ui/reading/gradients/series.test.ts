import { expect, it } from 'vitest'
import type { StateGradient } from '../../../nn/engine'
import { presets } from '../../../nn/spec/presets'
import { modelView, type SequenceLayer } from '../layers'
import { expectedSeries, keptSeries, seriesKey, seriesOf } from './series'

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
