import { type RunSettings, trainingRanges } from './training'

/** Batches that keep a GPU busy, and what a learning rate becomes with them. */
export const LARGE_BATCHES = [512, 1024, 2048, 4096] as const
export type LargeBatch = (typeof LARGE_BATCHES)[number]

/** Steps in which a rate that was scaled up climbs at least: at full height the first steps would go too far. */
const WARM_UP = 20

/**
 * The same training with another batch: what a step learns from k times as many examples is nearer to the truth, so it may be longer.
 *
 * Plain gradient descent takes k times the rate, methods that divide by the size of gradients √k times. A warm-up keeps its number of examples.
 *
 * Sources: Goyal et al. 2017, "Accurate, Large Minibatch SGD" (linear, warm-up); Malladi et al. 2022, "On the SDEs and Scaling Rules for
 * Adaptive Gradient Algorithms" (square root).
 */
export function scaledToBatch<S extends Pick<RunSettings, 'batchSize' | 'optimizer' | 'schedule'>>(settings: S, batchSize: number): S {
  const { schedule, optimizer } = settings
  const growth = batchSize / settings.batchSize
  const scaled = schedule.learningRate * (optimizer.type === 'sgd' ? growth : Math.sqrt(growth))
  const { min, max } = trainingRanges.learningRate
  const kept = Math.round(schedule.warmup / growth)
  return {
    ...settings,
    batchSize,
    schedule: {
      ...schedule,
      learningRate: Number(Math.min(max, Math.max(min, scaled)).toPrecision(4)),
      warmup: growth > 1 ? Math.max(WARM_UP, kept) : kept,
    },
  }
}
