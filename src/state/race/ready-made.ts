import { inputOf } from '../../nn/spec/input'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { presets } from '../../nn/spec/presets'
import type { RunInput } from '../../nn/spec/training'

/** How a network of a race learns, beside what all of a race have in common. */
export type Learning = Pick<RunInput, 'loss' | 'optimizer' | 'schedule'>

/** A network of a race before it is known how long it goes. */
export interface Racer {
  /** The name that its run and its file begin with. */
  readonly name: string
  readonly spec: ModelSpec
  readonly learning: Learning
}

/** As the presets learn. */
const USUAL: Learning = { optimizer: { type: 'adam' }, schedule: { learningRate: 1e-3 } }

const lstm = racer('lstm', presets['row-lstm'].spec)
const rnn = racer('rnn', presets['row-rnn'].spec)
const gru = racer('gru', presets['row-gru'].spec)
const cnn = racer('cnn', presets.cnn.spec)

/** The questions of the article that this project comes from, two to four networks each. */
export const readyMadeRaces = {
  'lstm-rnn': [lstm, rnn],
  'lstm-cnn': [lstm, cnn],
  cells: [lstm, gru, rnn, cnn],
  dropout: [lstm, racer('lstm-dropout', withDropout(0.5))],
  scans: [
    { ...lstm, name: 'rows' },
    racer('columns', { ...lstm.spec, input: inputOf({ scan: 'columns' }) }),
    racer('patches', { ...lstm.spec, input: inputOf({ scan: 'patches', patch: 4 }) }),
  ],
  losses: [
    { ...lstm, name: 'cross-entropy' },
    { ...lstm, name: 'squared-error', learning: { ...USUAL, loss: { type: 'meanSquaredError' } } },
  ],
  optimizers: [
    { ...lstm, name: 'adam' },
    { ...lstm, name: 'sgd', learning: { optimizer: { type: 'sgd' }, schedule: { learningRate: 0.3 } } },
    { ...lstm, name: 'sgd-momentum', learning: { optimizer: { type: 'sgd', momentum: 0.9 }, schedule: { learningRate: 0.1 } } },
  ],
} as const satisfies Record<string, readonly Racer[]>

export type RaceName = keyof typeof readyMadeRaces

export const raceNames = Object.keys(readyMadeRaces).filter((name): name is RaceName => name in readyMadeRaces)

function racer(name: string, spec: ModelSpec, learning: Learning = USUAL): Racer {
  return { name, spec, learning }
}

/** The LSTM with its last state thinned out before the answer. */
function withDropout(rate: number): ModelSpec {
  const { layers, ...others } = presets['row-lstm'].spec
  const [reader, answer] = layers
  return { ...others, layers: [reader, { type: 'dropout', rate }, answer] }
}
