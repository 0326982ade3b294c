import type { ModelSpec } from '../../nn/spec/model-spec'
import { modelView } from '../network/layers'

/**
 * How much of the picture a model has read when it is asked after each timestep, in rows: of a scan of patches or pixels, as many rows as these would fill.
 *
 * @returns [T] rows of the picture, rising; null for a model that cannot be asked on the way, or has one half of its units read from the end
 */
export function rowsRead(spec: ModelSpec): readonly number[] | null {
  const { task, layers, belief, steps } = modelView(spec)
  const directions = layers.map((layer) => (layer.form === 'sequence' && layer.recurrence !== null ? layer.direction : 'forward'))
  if (belief === null || belief.direction !== 'forward' || directions.some((direction) => direction !== 'forward')) return null
  const { size, stride, before } = belief.sight
  return Array.from({ length: belief.steps }, (_, step) => {
    const seen = Math.min(steps, Math.max(0, step * stride - before + size))
    return (seen / steps) * task.input.height
  })
}
