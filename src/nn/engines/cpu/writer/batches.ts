import { yieldToEvents } from '../../../../core/yield-to-events'
import { STILL } from '../../../layers/cpu-layer'
import type { StepSeed } from '../../../operations/cpu/augmentation'
import type { ParameterSet } from '../../../operations/cpu/parameter-set'
import { mayBeShortened } from '../../../spec/writing/writer-spec'
import { layDrawings, pointsOf, stepsFor, type Drawing } from '../../writing/drawings'
import { NO_POINTS, withResults, type WriterTally } from '../../writing/tally'
import type { WriterNetwork } from './network'

/** Drawings computed at once: those of a piece are about as long as each other, and activations stay in the cache. */
const PIECE = 32
/** Timesteps of a plan are a multiple of it. */
const GRAIN = 4

/**
 * What a network makes of drawings, piece by piece; events come through between pieces, and a point may be written then.
 *
 * @param drawings   the longest first, for their order decides what is computed together
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
  const { spec } = network.description
  const mayShorten = mayBeShortened(spec)
  const points = drawings.reduce((sum, drawing) => sum + pointsOf(drawing), 0)
  let tally = NO_POINTS
  for (let first = 0; first < drawings.length; first += PIECE) {
    if (first > 0) await yieldToEvents()
    const piece = drawings.slice(first, first + PIECE)
    const plan = network.plan(piece.length, stepsFor(spec, piece, GRAIN, mayShorten))
    const { input, targets, batch } = plan
    layDrawings(piece, { input, columns: network.description.inputs, targets, batch, spec })
    plan.forward(random === null ? STILL : { training: true, ...random, firstExample: first })
    plan.judge(1 / Math.max(1, points))
    tally = withResults(tally, plan.results)
    if (gradients !== null) plan.backward(gradients)
    onProgress(first + piece.length)
  }
  return { ...tally, points }
}
