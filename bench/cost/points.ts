import { DIGITS } from '../../src/core/task'
import { describeModel } from '../../src/nn/spec/describe'
import type { ModelSpec } from '../../src/nn/spec/model-spec'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { operationsOf, productsOf } from '../limits/products'

/** Which networks are timed: one that is changed in one respect at a time. */

export const SWEEPS = ['units', 'batch', 'timesteps', 'layers', 'threads'] as const
export type Sweep = (typeof SWEEPS)[number]

/** One network, and how it is trained. */
export type Point = Readonly<Record<Sweep, number>>

/** In the middle of what people build; on one thread, so that a limit of one thread stands beside it. */
export const BASE: Point = { units: 128, batch: 64, timesteps: 28, layers: 1, threads: 1 }

const VALUES: Readonly<Record<Exclude<Sweep, 'threads'>, readonly number[]>> = {
  units: [16, 32, 64, 128, 256, 512, 1024],
  batch: [1, 2, 4, 8, 16, 64, 256, 1024],
  timesteps: [7, 14, 28, 56, 112, 224, 784],
  layers: [1, 2, 3, 4],
}
const QUICK: typeof VALUES = {
  units: [16, 64, 128, 512],
  batch: [1, 8, 64, 256],
  timesteps: [7, 28, 784],
  layers: [1, 3],
}

export interface SweepOptions {
  readonly isQuick: boolean
  /** Threads that a page may have here; the engine on the GPU has none. */
  readonly threads: number | null
  /** What is not swept; default: `BASE`. */
  readonly base?: Point
}

/** The points of a sweep, rising. */
export function pointsOf(sweep: Sweep, { isQuick, threads, base = BASE }: SweepOptions): readonly Point[] {
  const values = sweep === 'threads' ? counts(threads ?? 0) : (isQuick ? QUICK : VALUES)[sweep]
  return values.map((value) => ({ ...base, [sweep]: value }))
}

function counts(threads: number): readonly number[] {
  return Array.from({ length: threads }, (_, index) => index + 1)
}

/** Most timesteps that are rows; longer sequences are read pixel by pixel. */
const MOST_ROWS = 256
/** Of an MNIST picture: width of a row, and all pixels. */
const SIDE = 28

/** LSTMs over rows of 28 pixels, of as many rows as there are timesteps; the 784 pixels of a digit where there are more than a picture has rows. */
export function specOf({ units, timesteps, layers }: Point): ModelSpec {
  const isPixels = timesteps > MOST_ROWS
  if (isPixels && timesteps !== SIDE ** 2) throw new RangeError(`${timesteps} timesteps: neither rows nor the pixels of a digit`)
  const height = isPixels ? SIDE : timesteps
  return parseModelSpec({
    version: 1,
    task: { ...DIGITS, id: 'cost', input: { height, width: SIDE } },
    input: { scan: isPixels ? 'pixels' : 'rows' },
    layers: [
      // Orthogonal weights of 1,024 units take seconds to draw, and compute as fast as any.
      ...Array.from({ length: layers }, (_, index) => ({
        type: 'lstm',
        units,
        returnSequences: index < layers - 1,
        recurrentInitializer: 'glorotUniform',
      })),
      { type: 'dense', units: DIGITS.classes.length, activation: 'softmax' },
    ],
  })
}

/**
 * Multiplications and additions that a training step needs, each counted, in products alone. The state before the first timestep is zero, so that the
 * first step forward and the last one back have no product with the recurrent weights.
 */
export function operationsIn(point: Point): number {
  const products = productsOf(describeModel(specOf(point)), point.batch)
  return operationsOf(products.filter(({ t }) => t !== 0))
}
