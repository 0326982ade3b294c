import { choice, integer, list, record, text, within, type Decoded } from '../core/decode'
import { presets } from '../nn/spec/presets'
import index from './trained-models.json'

/** The trained models in `public/models/`, known before one is loaded. `npm run ship-models` writes the list, a test holds it to the files. */

const decodeTrainedModel = record({
  preset: choice(...Object.values(presets).map(({ name }) => name)),
  bytes: integer(1),
  /** Of its content. */
  version: text,
  epochs: integer(1),
  /** Of MNIST's test digits, 0…1. */
  testAccuracy: within(0, 1),
})

export type TrainedModel = Decoded<typeof decodeTrainedModel>

export const trainedModels = list(decodeTrainedModel)(index, 'trained-models.json')

/** The trained model of a preset; null where the page comes with none. */
export function findTrained(name: string): TrainedModel | null {
  return trainedModels.find(({ preset }) => preset === name) ?? null
}
