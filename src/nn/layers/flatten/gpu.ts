import { elementCount } from '../../../core/tensor'
import { flatten, unflatten } from '../../operations/gpu/flatten'
import type { GpuLayer } from '../gpu-layer'
import type { DescribedLayer } from '../../spec/describe'

/** [T,B,F] or [H,W,B,C] to [B,T·F] or [B,H·W·C]. */
export function createFlatten({ name, input: shape }: DescribedLayer): GpuLayer {
  const channels = shape.at(-1)!
  const positions = elementCount(shape) / channels
  return {
    parameters: [],
    forward({ plan, batch }, input) {
      const flat = { positions, channels, examples: batch, isExampleMajor: false }
      return {
        output: flatten(plan, `${name}/output`, input, flat),
        sequence: null,
        trace: { slices: [], unpack: () => [] },
        backward: (dOutput, needsInput) => (needsInput ? unflatten(plan, `${name}/d_input`, dOutput, flat) : null),
      }
    },
  }
}
