import { SpecError } from '../../core/errors'
import type { DescribedParameter, ModelDescription } from './describe'

/** Layers that a run leaves as they are, what Keras calls `trainable: false`: their parameters keep every bit, and their gradients clip nothing. */

/** Layers that have something to learn, in their order. */
export function learningLayers({ layers }: Pick<ModelDescription, 'layers'>): readonly string[] {
  return layers.filter(({ parameters }) => parameters.length > 0).map(({ name }) => name)
}

/** Of the layers named, those that this model has: settings outlive the network that they were made for. */
export function frozenIn(description: Pick<ModelDescription, 'layers'>, frozen: readonly string[]): readonly string[] {
  return learningLayers(description).filter((name) => frozen.includes(name))
}

/** @throws SpecError for a layer that the model does not have, and where nothing is left to learn */
export function requireFrozen(description: Pick<ModelDescription, 'layers'>, frozen: readonly string[]): void {
  if (frozen.length === 0) return
  const known = learningLayers(description)
  const unknown = frozen.find((name) => !known.includes(name))
  const refused = unknown ?? (known.every((name) => frozen.includes(name)) ? frozen.join(', ') : null)
  if (refused === null) return
  throw new SpecError({ where: { kind: 'training' }, field: 'frozen', value: refused, allowed: { kind: 'someLayers', names: [...known] } })
}

/** A run of values, from `start` to `end`, that an optimizer may change. */
export interface LearningRange {
  readonly start: number
  readonly end: number
}

/**
 * Where a flat buffer learns, as few ranges as possible.
 *
 * @param places  of every parameter in the buffer, in order; padding lies between them
 * @param size    values of the buffer
 */
export function learningRanges(
  places: readonly { readonly described: DescribedParameter; readonly offset: number }[],
  size: number,
  frozen: readonly string[],
): readonly LearningRange[] {
  const ranges: LearningRange[] = []
  for (const [index, { described, offset: start }] of places.entries()) {
    if (frozen.includes(described.layer)) continue
    const end = places[index + 1]?.offset ?? size
    const last = ranges.at(-1)
    if (last?.end === start) ranges[ranges.length - 1] = { start: last.start, end }
    else ranges.push({ start, end })
  }
  return frozen.length === 0 ? [{ start: 0, end: size }] : ranges
}
