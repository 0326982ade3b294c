import { sliceExamples, type LabelledImages } from '../../src/core/images'
import { DIGITS } from '../../src/core/task'
import type { Engine } from '../../src/nn/engine'
import { inputOf, inputShape } from '../../src/nn/spec/input'
import type { InputSpec, LstmSpec, RnnSpec } from '../../src/nn/spec/model-spec'
import { measureFlows, type Flow } from './flow'

/** What untrained readers of long sequences pass back: nothing but how their weights begin tells them apart. */

const UNITS = 128
const SEED = 1

interface Sequence {
  readonly title: string
  readonly input: InputSpec
  /** Test images that take a few seconds. */
  readonly images: number
}

const SEQUENCES: readonly Sequence[] = [
  { title: 'patches of 4 × 4: 49 timesteps', input: inputOf({ scan: 'patches', patch: 4 }), images: 50 },
  { title: 'pixels: 784 timesteps', input: inputOf({ scan: 'pixels' }), images: 10 },
]

/** A way to begin, by what a picture tells it by. */
export interface FreshModel {
  readonly key: 'rnn-orthogonal' | 'rnn-glorot' | 'rnn-he' | 'lstm' | 'lstm-span'
  readonly title: string
}

const sizes = { units: UNITS, returnSequences: false, direction: 'forward' } as const

function readersFor(steps: number): readonly (FreshModel & { readonly layer: RnnSpec | LstmSpec })[] {
  return [
    { key: 'rnn-orthogonal', title: 'RNN, orthogonal recurrent weights (Keras)', layer: { type: 'rnn', ...sizes } },
    {
      key: 'rnn-glorot',
      title: 'RNN, Glorot uniform recurrent weights',
      layer: { type: 'rnn', ...sizes, recurrentInitializer: 'glorotUniform' },
    },
    { key: 'rnn-he', title: 'RNN, He uniform recurrent weights', layer: { type: 'rnn', ...sizes, recurrentInitializer: 'heUniform' } },
    { key: 'lstm', title: 'LSTM, forget bias 1 (Keras)', layer: { type: 'lstm', ...sizes } },
    { key: 'lstm-span', title: 'LSTM, memorySpan = timesteps', layer: { type: 'lstm', ...sizes, memorySpan: steps } },
  ]
}

export interface FreshSequence {
  readonly title: string
  readonly images: number
  readonly flows: readonly (FreshModel & Flow)[]
}

/** The gradients of h in RNNs and of C in LSTMs, over the first test images. */
export async function measureFresh(engine: Engine, test: LabelledImages): Promise<FreshSequence[]> {
  const measured: FreshSequence[] = []
  for (const { title, input, images } of SEQUENCES) {
    const flows: (FreshModel & Flow)[] = []
    for (const { key, title: name, layer } of readersFor(inputShape({ input })[0]!)) {
      const layers = [layer, { type: 'dense', units: DIGITS.classes.length, activation: 'softmax' } as const]
      const model = await engine.createModel({ version: 1, input, layers }, { seed: SEED })
      // Of an LSTM, h comes first and C second: the one that carries its memory.
      const flow = (await measureFlows(model, sliceExamples(test, 0, images))).at(-1)!
      flows.push({ ...flow, key, title: name })
      model.dispose()
    }
    measured.push({ title, images, flows })
  }
  return measured
}
