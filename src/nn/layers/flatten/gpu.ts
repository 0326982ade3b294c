import { elementCount } from '../../../core/tensor'
import { flatten, unflatten } from '../../operations/gpu/flatten'
import type { GpuLayer } from '../gpu-layer'
import type { DescribedLayer } from '../../spec/describe'
import type { FlattenSpec } from '../../spec/model-spec'

/** [T,B,F] or [H,W,B,C] to [B,T·F] or [B,H·W·C], or to [H,B,W·C] where rows stay apart. */
export function createFlatten({ name, input: shape }: DescribedLayer, { within }: FlattenSpec): GpuLayer {
  const channels = shape.at(-1)!
  const steps = within === 'step' ? shape[0]! : 1
  const positions = elementCount(shape) / channels / steps
  return {
    parameters: [],
    forward({ plan, batch }, input) {
      const flat = { steps, positions, channels, examples: batch, isExampleMajor: false }
      return {
        output: flatten(plan, `${name}/output`, input, flat),
        sequence: null,
        trace: { slices: [], unpack: () => [] },
        backward: (dOutput, needsInput) => (needsInput ? unflatten(plan, `${name}/d_input`, dOutput, flat) : null),
      }
    },
  }
}
