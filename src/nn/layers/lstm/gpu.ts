import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import activationsWgsl from '../../../../shaders/common/activations.wgsl?raw'
import backwardWgsl from '../../../../shaders/lstm/backward_step.wgsl?raw'
import forwardWgsl from '../../../../shaders/lstm/forward_step.wgsl?raw'
import { affineForward, affineGradients, affineInputGradient, kernelGradient } from '../../gpu/gemm'
import type { GpuForward, GpuLayer, LayerBuilder, PackedParameter, TraceSource } from '../../gpu/layer'
import { FLOAT_BYTES, padded, resizeMatrix, type GpuTensor } from '../../gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { LstmSpec } from '../../spec/model-spec'

const ROWS_PER_THREAD = 8
const GATES = 4

export const lstmForwardStep = defineKernel({
  label: 'lstm/forward_step',
  wgsl: forwardWgsl,
  includes: [activationsWgsl],
  bindings: { recurrentKernel: 'read', gates: 'write', c: 'write', h: 'write' },
  uniforms: { B: 'u32', H: 'u32', t: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ B, H }, { WORKGROUP_SIZE }) => [ceilDiv(H / 4, WORKGROUP_SIZE), ceilDiv(B, ROWS_PER_THREAD), 1],
})

export const lstmBackwardStep = defineKernel({
  label: 'lstm/backward_step',
  wgsl: backwardWgsl,
  includes: [activationsWgsl],
  bindings: { recurrentKernel: 'read', c: 'read', dOutput: 'read', gates: 'write', dCell: 'write' },
  uniforms: { B: 'u32', H: 'u32', t: 'u32', is_last: 'u32', has_output: 'u32', output_row: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ B, H }, { WORKGROUP_SIZE }) => [ceilDiv(H / 4, WORKGROUP_SIZE), ceilDiv(B, ROWS_PER_THREAD), 1],
})

/**
 * Keras's column blocks i | f | c | o of a [rows,4H] matrix become interleaved (i,f,g,o) per unit: [rows',H',4], padded with zeros.
 * A padded unit has zero weights, so its cell and hidden state stay 0.
 */
export function interleaveGates(data: Float32Array, rows: number, units: number, toRows: number): Float32Array<ArrayBuffer> {
  const columns = padded(units)
  const packed = new Float32Array(toRows * columns * GATES)
  for (let row = 0; row < rows; row++) {
    for (let gate = 0; gate < GATES; gate++) {
      for (let unit = 0; unit < units; unit++) {
        packed[(row * columns + unit) * GATES + gate] = data[(row * GATES + gate) * units + unit]!
      }
    }
  }
  return packed
}

/** The inverse of `interleaveGates`. */
export function separateGates(packed: Float32Array, rows: number, units: number): Float32Array {
  const columns = padded(units)
  const data = new Float32Array(rows * GATES * units)
  for (let row = 0; row < rows; row++) {
    for (let gate = 0; gate < GATES; gate++) {
      for (let unit = 0; unit < units; unit++) {
        data[(row * GATES + gate) * units + unit] = packed[(row * columns + unit) * GATES + gate]!
      }
    }
  }
  return data
}

function gateParameter(tensor: string, rows: number, units: number, toRows: number): PackedParameter {
  return {
    tensor,
    length: toRows * padded(units) * GATES,
    pack: (data) => interleaveGates(data, rows, units, toRows),
    unpack: (packed) => separateGates(packed, rows, units),
  }
}

export function createLstm(described: DescribedLayer, layer: LstmSpec): GpuLayer {
  const [steps, features] = described.input as [number, number]
  const { units } = layer
  return {
    parameters: [
      gateParameter('kernel', features, units, padded(features)),
      gateParameter('recurrent_kernel', units, units, padded(units)),
      gateParameter('bias', 1, units, 1),
    ],
    forward: (builder, input) => recordForward(builder, input, { name: described.name, steps, units, layer }),
  }
}

interface LstmShape {
  readonly name: string
  readonly steps: number
  readonly units: number
  readonly layer: LstmSpec
}

function recordForward(builder: LayerBuilder, input: GpuTensor, shape: LstmShape): GpuForward {
  const { plan, batch: B } = builder
  const { steps: T, name } = shape
  const H = padded(shape.units)
  const gates = plan.arena.allocate(`${name}/gates`, T * B * H * GATES * FLOAT_BYTES)
  const c = plan.arena.allocate(`${name}/c`, (T + 1) * B * H * FLOAT_BYTES)
  const h = plan.arena.allocate(`${name}/h`, (T + 1) * B * H * FLOAT_BYTES)
  const kernel = builder.parameter('kernel')
  const recurrentKernel = builder.parameter('recurrent_kernel')

  affineForward(plan, input, { kernel, bias: builder.parameter('bias') }, gates, GATES * H)
  for (let t = 0; t < T; t++) plan.dispatch(lstmForwardStep, { recurrentKernel, gates, c, h }, { B, H, t })

  const sequence: GpuTensor = { slice: h, firstRow: B, rows: T * B, columns: H }
  const last: GpuTensor = { slice: h, firstRow: T * B, rows: B, columns: H }
  return {
    output: shape.layer.returnSequences ? sequence : last,
    sequence,
    trace: traceSource(shape, [gates, c, h]),
    backward(dOutput, needsInput) {
      const dCell = plan.arena.allocate(`${name}/d_cell`, B * H * FLOAT_BYTES)
      for (let t = T - 1; t >= 0; t--) {
        const isLast = t === T - 1
        plan.dispatch(
          lstmBackwardStep,
          { recurrentKernel, c, dOutput: dOutput.slice, gates, dCell },
          {
            B,
            H,
            t,
            is_last: Number(isLast),
            has_output: Number(isLast || shape.layer.returnSequences),
            output_row: dOutput.firstRow + (shape.layer.returnSequences ? t * B : 0),
          },
        )
      }
      // From here on `gates` holds the gradients of the four sums.
      const outputs = GATES * H
      affineGradients(plan, input, gates, { kernel: builder.gradient('kernel'), bias: builder.gradient('bias') }, outputs)
      kernelGradient(plan, { slice: h, firstRow: 0, rows: T * B, columns: H }, gates, builder.gradient('recurrent_kernel'), outputs)
      return needsInput ? affineInputGradient(plan, input, gates, kernel, outputs) : null
    },
  }
}

function traceSource({ name, steps, units }: LstmShape, slices: TraceSource['slices']): TraceSource {
  const H = padded(units)
  const signal = (signalName: string, data: Float32Array) => ({ layer: name, name: signalName, shape: [steps, units], data })
  return {
    slices,
    unpack([gates, c, h]) {
      const gate = (index: number) => {
        const data = new Float32Array(steps * units)
        for (let t = 0; t < steps; t++) {
          for (let unit = 0; unit < units; unit++) data[t * units + unit] = gates![(t * H + unit) * GATES + index]!
        }
        return data
      }
      const state = (values: Float32Array) => resizeMatrix(values.subarray(H), [steps, H], [steps, units])
      return [
        signal('i', gate(0)),
        signal('f', gate(1)),
        signal('o', gate(3)),
        signal('g', gate(2)),
        signal('c', state(c!)),
        signal('h', state(h!)),
      ]
    },
  }
}
