import { dropoutStream, dropoutThreshold } from '../../../../core/dropout'
import { pcg4d } from '../../../../core/random'
import { primitive, type Values } from './primitive'

/** What a dropout's random numbers depend on: nothing else, so that any engine and any size of piece drops the same values. */
export interface DropoutDraw {
  readonly rate: number
  readonly seed: number
  /** The optimizer's, 1-based. */
  readonly step: number
  /** Place of the layer in the model. */
  readonly layer: number
  /** Place of the first example in the step's whole batch. */
  readonly firstExample: number
  readonly batch: number
  /** Timesteps, pixels, or 1. */
  readonly positions: number
  readonly features: number
}

export const dropout = {
  /** out = values / (1 - rate) where a value is kept, else 0; `values` and `out` are [positions,batch,features]. */
  dropout: primitive({
    kernel: (out, values, { rate, seed, step, layer, firstExample, batch, positions, features }) => [
      out,
      values,
      positions,
      batch,
      features,
      firstExample,
      dropoutThreshold(rate),
      1 / (1 - rate),
      seed,
      step,
      dropoutStream(layer),
    ],
    float64(out: Values, values: Values, { rate, seed, step, layer, firstExample, batch, positions, features }: DropoutDraw) {
      const threshold = dropoutThreshold(rate)
      const stream = dropoutStream(layer)
      const factor = 1 / (1 - rate)
      const quads = Math.ceil(features / 4)
      for (let position = 0, row = 0; position < positions; position++) {
        for (let example = firstExample; example < firstExample + batch; example++, row++) {
          for (let quad = 0; quad < quads; quad++) {
            const words = pcg4d((example * positions + position) * quads + quad, seed, step, stream)
            const first = row * features + 4 * quad
            const lanes = Math.min(4, features - 4 * quad)
            for (let lane = 0; lane < lanes; lane++) {
              out[first + lane] = words[lane]! >>> 8 >= threshold ? factor * values[first + lane]! : 0
            }
          }
        }
      }
    },
  }),
}
