import { integer, list, nullable, record } from '../../core/decode'
import { spreadIndex } from '../../core/spread-index'
import { decodeAugmentation } from '../../nn/spec/augmentation'
import { decodeSeed } from '../values/models'
import { decodePicture } from '../values/pictures'
import type { Answer } from './definition'

/** Most pictures of one look. */
const MAX_PREVIEW = 64

/** Training pictures from everywhere in the set, as this step (1-based) of a run of this seed would meet them, in 0…1; null while there are no data. */
export const previewAugmentation = {
  params: record({ augment: decodeAugmentation, seed: decodeSeed, step: integer(1), count: integer(1, MAX_PREVIEW) }),
  result: nullable(record({ pictures: list(decodePicture, MAX_PREVIEW) })),
}

export const answerPreviewAugmentation: Answer<typeof previewAugmentation> = async ({ augment, seed, step, count }, host) => {
  const train = host.data.current?.dataset.train
  if (train === undefined) return null
  const total = train.labels.length
  const shown = Math.min(count, total)
  // In a mixture, the sets lie one behind the other.
  const indices = Array.from({ length: shown }, (_, place) => spreadIndex(place, shown, total))
  return { pictures: await Promise.all(indices.map((index) => host.deformPicture(train, index, augment, { seed, step }))) }
}
