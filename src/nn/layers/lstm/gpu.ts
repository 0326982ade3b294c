import activationsWgsl from '../../../../shaders/common/activations.wgsl?raw'
import backwardWgsl from '../../../../shaders/lstm/backward_step.wgsl?raw'
import forwardMainWgsl from '../../../../shaders/lstm/forward_main.wgsl?raw'
import forwardMainQuadsWgsl from '../../../../shaders/lstm/forward_main_quads.wgsl?raw'
import forwardMainQuadsLargeWgsl from '../../../../shaders/lstm/forward_main_quads_large.wgsl?raw'
import forwardMainQuadsSingleWgsl from '../../../../shaders/lstm/forward_main_quads_single.wgsl?raw'
import forwardRowWgsl from '../../../../shaders/lstm/forward_row.wgsl?raw'
import forwardWgsl from '../../../../shaders/lstm/forward_step.wgsl?raw'
import weightsWgsl from '../../../../shaders/lstm/weights.wgsl?raw'
import weightsTextureWgsl from '../../../../shaders/lstm/weights_texture.wgsl?raw'
import type { GpuLayer } from '../gpu-layer'
import { padded } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { LstmSpec } from '../../spec/model-spec'
import { createRecurrent, type GpuCellKind } from '../recurrent/gpu'
import { defineBackwardStep, defineForwardStep } from '../recurrent/step'
import { recurrentTrials } from '../recurrent/trials'
import type { PackedParameter } from '../../operations/gpu/parameter-store'

const GATES = 4

export const lstmForward = defineForwardStep(
  {
    label: 'lstm/forward_step',
    wgsl: forwardWgsl,
    includes: [activationsWgsl],
    weights: weightsWgsl,
    bindings: { recurrentKernel: 'read', mask: 'read', clamps: 'read', gates: 'write', c: 'write', h: 'write' },
    blocks: GATES,
  },
  {
    registers: forwardMainWgsl,
    quads: forwardMainQuadsWgsl,
    rows: [16, 4],
    units: 1,
    large: forwardMainQuadsLargeWgsl,
    single: [forwardMainQuadsSingleWgsl, weightsTextureWgsl],
    row: forwardRowWgsl,
  },
)

export const lstmBackward = defineBackwardStep({
  label: 'lstm/backward_step',
  wgsl: backwardWgsl,
  includes: [activationsWgsl],
  bindings: {
    recurrentKernel: 'read',
    c: 'read',
    dOutput: 'read',
    mask: 'read',
    clamps: 'read',
    gates: 'write',
    dCell: 'write',
    dHidden: 'write',
  },
  blocks: GATES,
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

const lstmCell: GpuCellKind = {
  blocks: GATES,
  parameters: (features, units) => [
    gateParameter('kernel', features, units, padded(features)),
    gateParameter('recurrent_kernel', units, units, padded(units)),
    gateParameter('bias', 1, units, 1),
  ],
  begin({ plan, T, B, units, H, sums: gates, h, storedH, recurrentKernel, mask, use, clamps, allocateState, allocateGradient, readState }) {
    const c = allocateState('c')
    let dCell: ReturnType<typeof allocateState> | null = null
    return {
      recurrentSums: gates,
      forward: (steps) => lstmForward.of(use).record(plan, { recurrentKernel, mask, clamps, gates, c, h, storedH }, steps),
      backward(steps, dOutput, dHidden) {
        dCell ??= allocateGradient('d_cell')
        lstmBackward.of(use).record(plan, { recurrentKernel, c, dOutput, mask, clamps, gates, dCell, dHidden }, steps)
      },
      stateGradients: () => (dCell === null ? [] : [{ name: 'c', slice: dCell }]),
      trace: {
        slices: [gates, c],
        unpack([gateCopy, stateCopy]) {
          const gate = (name: string, lane: number) => {
            const data = new Float32Array(T * B * units)
            for (let row = 0; row < T * B; row++) {
              for (let unit = 0; unit < units; unit++) data[row * units + unit] = gateCopy![(row * H + unit) * GATES + lane]!
            }
            return { name, data }
          }
          return [gate('i', 0), gate('f', 1), gate('o', 3), gate('g', 2), { name: 'c', data: readState(stateCopy!) }]
        },
      },
    }
  },
}

export function createLstm(described: DescribedLayer, layer: LstmSpec): GpuLayer {
  return createRecurrent(described, layer, lstmCell)
}

export const lstmTrials = recurrentTrials(lstmForward, lstmBackward)
