import { ROW_RESULT_VALUES } from '../../../operations/cpu/arithmetic/bernoulli'
import type { StepSeed } from '../../../operations/cpu/augmentation'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { InkPictures } from '../../../rows'
import { rowsPixels } from '../../../spec/rows/rows-spec'
import { layPictures } from '../../rows/pictures'
import type { RowsTally } from '../../rows/tally'
import { inPieces, type Piece } from '../generative/pieces'
import type { RowsNetwork } from './network'

/**
 * What a network makes of pictures.
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
  const judge = ({ first, end, mode }: Piece): void => {
    const batch = end - first
    const plan = network.plan(batch)
    layPictures(pictures.subarray(first * size, end * size), { rows: plan.rows, columns: description.width, batch }, description)
    plan.forward(mode)
    plan.judge(1 / count)
    for (let row = 0; row < description.height * batch; row++) {
      nats[first + (row % batch)]! += plan.results[row * ROW_RESULT_VALUES]!
      correct += plan.results[row * ROW_RESULT_VALUES + 1]!
    }
    if (gradients !== null) plan.backward(gradients)
  }
  await inPieces(count, random, judge, onProgress)
  if (gradients !== null) network.hide(gradients)
  return { nats, correct }
}
