import type { DescribedLayer } from '../spec/describe'
import type { TraceSource } from './gpu-layer'
import { FLOAT_BYTES, resizeMatrix, type GpuTensor } from '../operations/gpu/tensor'

/** A trace's signal `output`: what a layer gives, without padding. */
export function outputTrace({ name, output: shape }: DescribedLayer, { slice, firstRow, rows, columns }: GpuTensor): TraceSource {
  return {
    slices: [{ buffer: slice.buffer, offset: slice.offset + firstRow * columns * FLOAT_BYTES, size: rows * columns * FLOAT_BYTES }],
    unpack: ([values]) => {
      const data = resizeMatrix(values!, [rows, columns], [rows, shape.at(-1)!])
      return [{ layer: name, name: 'output', shape, data }]
    },
  }
}
