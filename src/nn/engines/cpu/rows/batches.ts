import { yieldToEvents } from '../../../../core/yield-to-events'
import { STILL } from '../../../layers/cpu-layer'
import { ROW_RESULT_VALUES } from '../../../operations/cpu/arithmetic/bernoulli'
import type { StepSeed } from '../../../operations/cpu/augmentation'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { InkPictures } from '../../../rows'
import { rowsPixels } from '../../../spec/rows/rows-spec'
import { layPictures } from '../../rows/pictures'
import type { RowsTally } from '../../rows/tally'
import type { RowsNetwork } from './network'

/** Pictures computed at once: activations stay in the cache. */
const PIECE = 32

/**
 * What a network makes of pictures, piece by piece; events come through between pieces.
 *
 * @param gradients  where those of the mean over all pictures are added; null where nobody wants them
 * @param random     of a training step; null for the network as it draws
 */
export async function judgePictures(
  network: RowsNetwork,
  pictures: InkPictures,
  gradients: ParameterSet | null,
  random: StepSeed | null,
  onProgress: (done: number) => void = () => {},
): Promise<RowsTally> {
  const { description } = network
  const size = rowsPixels(description)
  const count = pictures.length / size
  const nats = new Float64Array(count)
  let correct = 0
  for (let first = 0; first < count; first += PIECE) {
    if (first > 0) await yieldToEvents()
    const piece = pictures.subarray(first * size, (first + PIECE) * size)
    const batch = piece.length / size
    const plan = network.plan(batch)
    layPictures(piece, { rows: plan.rows, columns: description.width, batch }, description)
    plan.forward(random === null ? STILL : { training: true, ...random, firstExample: first })
    plan.judge(1 / count)
    for (let row = 0; row < description.height * batch; row++) {
      nats[first + (row % batch)]! += plan.results[row * ROW_RESULT_VALUES]!
      correct += plan.results[row * ROW_RESULT_VALUES + 1]!
    }
    if (gradients !== null) plan.backward(gradients)
    onProgress(first + batch)
  }
  if (gradients !== null) network.hide(gradients)
  return { nats, correct }
}
