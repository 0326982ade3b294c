import type { StepSeed } from '../../../operations/cpu/augmentation'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import { mayBeShortened } from '../../../spec/writing/writer-spec'
import { layDrawings, pointsOf, stepsFor, type Drawing } from '../../writing/drawings'
import { NO_POINTS, withResults, type WriterTally } from '../../writing/tally'
import { inPieces, type Piece } from '../generative/pieces'
import type { WriterNetwork } from './network'

/** Timesteps of a plan are a multiple of it. */
const GRAIN = 4

/**
 * What a network makes of drawings; a point may be written between two pieces.
 *
 * @param drawings   the longest first: those of a piece are then about as long as each other
 * @param gradients  where those of the mean over all points are added; null where nobody wants them
 * @param random     of a training step; null for the network as it writes
 */
export async function judgeDrawings(
  network: WriterNetwork,
  drawings: readonly Drawing[],
  gradients: ParameterSet | null,
  random: StepSeed | null,
  onProgress: (done: number) => void = () => {},
): Promise<WriterTally> {
  const { spec, inputs: columns } = network.description
  const mayShorten = mayBeShortened(spec)
  const points = drawings.reduce((sum, drawing) => sum + pointsOf(drawing), 0)
  let tally = NO_POINTS
  const judge = ({ first, end, mode }: Piece): void => {
    const piece = drawings.slice(first, end)
    const plan = network.plan(piece.length, stepsFor(spec, piece, GRAIN, mayShorten))
    const { input, targets, batch } = plan
    layDrawings(piece, { input, columns, targets, batch, spec })
    plan.forward(mode)
    plan.judge(1 / Math.max(1, points))
    tally = withResults(tally, plan.results)
    if (gradients !== null) plan.backward(gradients)
  }
  await inPieces(drawings.length, random, judge, onProgress)
  return { ...tally, points }
}
