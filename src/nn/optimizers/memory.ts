import { ShapeError } from '../../core/errors'
import type { OptimizerState } from '../fit'
import { requireTensors } from '../spec/require-tensors'
import type { DescribedParameter } from '../spec/describe'

/**
 * Holds an optimizer's memory from outside against the optimizer and the model that are to go on with it.
 *
 * @throws ShapeError for the first tensor or slot that is missing, unknown, misshapen or not finite
 */
export function requireMemory(slots: readonly string[], described: readonly DescribedParameter[], { slots: given }: OptimizerState): void {
  for (const slot of slots) requireTensors(described, given.get(slot) ?? new Map(), `optimizer/${slot}/`)
  for (const slot of given.keys()) {
    if (slots.includes(slot)) continue
    throw new ShapeError({ tensor: `optimizer/${slot}`, misfit: { kind: 'unknownSlot', known: slots } })
  }
}
