import { ceilDiv, roundUp } from '../../../core/tensor'
import { SLICE_ALIGNMENT, type Slice } from '../../../gpu/arena'
import { defineKernel, type Values } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import { storedBytes } from '../../../gpu/stored'
import addWgsl from '../../../../shaders/recurrent/add.wgsl?raw'
import joinWgsl from '../../../../shaders/recurrent/join.wgsl?raw'
import splitWgsl from '../../../../shaders/recurrent/split.wgsl?raw'
import { quadsCost } from '../../operations/gpu/flat'
import { affineForward, affineGradients, affineInputGradient, kernelGradient } from '../../operations/gpu/gemm'
import { rowBlocks } from '../../operations/gpu/gemm-kernels'
import type { CarriedSlices, GpuForward, GpuLayer, LayerBuilder, TraceSource } from '../gpu-layer'
import { FLOAT_BYTES, padded, resizeMatrix, type GpuTensor } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import { joinColumns } from './matrices'
import { openedLayer, packClamps, type NamedSlice, type OpenedReader } from './opened'
import { readersOf, type Reader, type RecurrentSpec } from './spec'
import type { backwardUniforms, forwardUniforms, StepUse } from './step'
import type { PackedParameter } from '../../operations/gpu/parameter-store'

/** One thread makes four columns of 8 rows. */
const quadsOfRows = {
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
} as const

export const join = defineKernel({
  label: 'recurrent/join',
  wgsl: joinWgsl,
  bindings: { left: 'read', right: 'read', out: 'write' },
  uniforms: { M: 'u32', L: 'u32', R: 'u32', left: 'u32', right: 'u32' },
  ...quadsOfRows,
  workgroups: ({ M, L, R }, { WORKGROUP_SIZE }) => [ceilDiv(padded(L + R) / 4, WORKGROUP_SIZE), ...rowBlocks(M)],
  cost: ({ M, L, R }) => quadsCost((M * padded(L + R)) / 4, { touched: 2 }),
})

export const split = defineKernel({
  label: 'recurrent/split',
  wgsl: splitWgsl,
  bindings: { joined: 'read', left: 'write', right: 'write' },
  uniforms: { M: 'u32', L: 'u32', R: 'u32', first: 'u32' },
  ...quadsOfRows,
  workgroups: ({ M, L, R }, { WORKGROUP_SIZE }) => [ceilDiv(padded(Math.max(L, R)) / 4, WORKGROUP_SIZE), ...rowBlocks(M)],
  cost: ({ M, L, R }) => quadsCost((M * padded(L + R)) / 4, { touched: 2 }),
})

export const add = defineKernel({
  label: 'recurrent/add',
  wgsl: addWgsl,
  bindings: { other: 'read', sum: 'write' },
  uniforms: { M: 'u32', N: 'u32' },
  ...quadsOfRows,
  workgroups: ({ M, N }, { WORKGROUP_SIZE }) => [ceilDiv(N, WORKGROUP_SIZE), ...rowBlocks(M)],
  cost: ({ M, N }) => quadsCost(M * N, { touched: 3, flops: 1 }),
})

/** What a cell is given to work in. */
export interface CellMemory {
  readonly plan: PlanBuilder
  readonly T: number
  readonly B: number
  /** Units without and with padding. */
  readonly units: number
  readonly H: number
  /** [T,B,blocks·H] x·W_x + b going in. */
  readonly sums: Slice
  /** [T+1,B,H] */
  readonly h: Slice
  /** Its copy in half precision, where products read that; else h itself. */
  readonly storedH: Slice
  /** As products read it. */
  readonly recurrentKernel: Slice
  /** Second row of the bias, for a kind whose bias has one. */
  readonly recurrentBias: Slice
  /** [T,B], read by variants for models with masks alone. */
  readonly mask: Slice
  /** Which of the kernels' variants are to be taken. */
  readonly use: StepUse
  /** [T,signals,2,H] the values that are held, then 1 where they are and 0 where not, in the definition's order; read by variants alone. */
  readonly clamps: Slice
  /** [T+1,B,H] of another state, zero before the first step. */
  allocateState(name: string): Slice
  /** [B,H] for what the gradient of a state carries from step to step; when opened, [T,B,H] of whole gradients stand behind it. */
  allocateGradient(name: string): Slice
  /** [T,units] of a state of a batch of one, from its copy. */
  readState(copy: Float32Array): Float32Array
}

/** A kind of cell that records its dispatches: all that the recurrent layers do not share. */
export interface GpuCell {
  /** [T,B,blocks·H] the gradients of h·W_h after the way back: `sums` itself, or memory of its own where they differ. */
  readonly recurrentSums: Slice
  /** @param steps  in the order of reading */
  forward(steps: readonly Values<typeof forwardUniforms>[]): void
  /**
   * @param steps    from the last one read to the first
   * @param dHidden  [B,H] what it hands on from step to step of the gradient of h, past the product
   */
  backward(steps: readonly Values<typeof backwardUniforms>[], dOutput: Slice, dHidden: Slice): void
  /** What `allocateGradient` gave for states besides h, once the way back is recorded. */
  stateGradients(): readonly NamedSlice[]
  readonly trace: {
    readonly slices: readonly Slice[]
    /** What a trace shows besides h, in the definition's order: [T,B,units] each. */
    unpack(copies: readonly Float32Array[]): readonly NamedValues[]
  }
}

interface NamedValues {
  readonly name: string
  readonly data: Float32Array
}

/** One kind of recurrent layer on the GPU. */
export interface GpuCellKind {
  /** Sums per unit. */
  readonly blocks: number
  /** `kernel`, `recurrent_kernel` and `bias` in memory. */
  parameters(features: number, units: number): readonly PackedParameter[]
  begin(memory: CellMemory): GpuCell
}

/** A matrix whose columns are `blocks` blocks of `units`, each padded by itself: [rows,blocks,units] → [toRows,blocks,H]. */
export function blockParameter(tensor: string, blocks: number, units: number, rows: number, toRows: number): PackedParameter {
  const H = padded(units)
  return {
    tensor,
    length: toRows * blocks * H,
    pack: (data) => resizeMatrix(data, [rows * blocks, units], [toRows * blocks, H]),
    unpack: (packed) => resizeMatrix(packed, [toRows * blocks, H], [rows * blocks, units]),
  }
}

/** Floats from one row of a bias to the next: each row can be bound by itself. */
export function biasStride(columns: number): number {
  return roundUp(columns, SLICE_ALIGNMENT / FLOAT_BYTES)
}

/** The frame around all kinds of recurrent cells: directions, masks, products over all timesteps. */
export function createRecurrent(described: DescribedLayer, layer: RecurrentSpec, kind: GpuCellKind): GpuLayer {
  const [T = 0, features = 0] = described.input
  const readers = readersOf(layer.direction)
  return {
    parameters: readers.flatMap(({ prefix }) =>
      kind.parameters(features, layer.units).map((parameter) => ({ ...parameter, tensor: `${prefix}${parameter.tensor}` })),
    ),
    forward(builder, input) {
      const signals = described.signals.map((signal) => signal.name)
      const context = { builder, input, layer, kind, T, name: described.name, signals }
      const [first, second] = readers.map((reader) => recordReader(reader, context))
      return second === undefined ? oneReader(first!, context) : twoReaders(first!, second, context)
    },
  }
}

interface RecordingContext {
  readonly builder: LayerBuilder
  readonly input: GpuTensor
  readonly layer: RecurrentSpec
  readonly kind: GpuCellKind
  readonly T: number
  readonly name: string
  /** Names of its signals. */
  readonly signals: readonly string[]
}

/** One direction through time as recorded, with all that its way back needs. */
interface RecordedReader extends OpenedReader {
  /** [T,B,H] the state at every timestep, in the order of time. */
  readonly sequence: GpuTensor
  /** [B,H] the state after the whole sequence. */
  readonly last: GpuTensor
  readonly slices: readonly Slice[]
  unpack(copies: readonly Float32Array[]): readonly NamedValues[]
  /** Its states before the first step and after the last. */
  readonly carried: readonly CarriedSlices[]
  /** Records the way back through time; parameter gradients are overwritten. */
  backward(dOutput: GpuTensor): void
  /** After `backward`. */
  inputGradient(): GpuTensor
}

function oneReader(reader: RecordedReader, context: RecordingContext): GpuForward {
  const { layer, name, T } = context
  return {
    opened: openedLayer([reader], context),
    carried: reader.carried,
    output: layer.returnSequences ? reader.sequence : reader.last,
    sequence: reader.sequence,
    trace: {
      slices: reader.slices,
      unpack: (copies) => reader.unpack(copies).map((values) => ({ layer: name, shape: [T, layer.units], ...values })),
    },
    backward(dOutput, needsInput) {
      reader.backward(dOutput)
      return needsInput ? reader.inputGradient() : null
    },
  }
}

function twoReaders(first: RecordedReader, second: RecordedReader, context: RecordingContext): GpuForward {
  const { layer, name, T } = context
  const { plan } = context.builder
  const { units } = layer
  const joined = (left: GpuTensor, right: GpuTensor): GpuTensor => {
    const columns = padded(2 * units)
    const slice = plan.arena.scratch(`${name}/joined`, left.rows * columns * FLOAT_BYTES)
    plan.dispatch(
      join,
      { left: left.slice, right: right.slice, out: slice },
      { M: left.rows, L: units, R: units, left: left.firstRow, right: right.firstRow },
    )
    return { slice, firstRow: 0, rows: left.rows, columns }
  }
  const output = layer.returnSequences ? joined(first.sequence, second.sequence) : joined(first.last, second.last)
  return {
    opened: openedLayer([first, second], context),
    output,
    get sequence() {
      return layer.returnSequences ? output : joined(first.sequence, second.sequence)
    },
    trace: joinedTrace(first, second, { name, T, units }),
    backward(dOutput, needsInput) {
      const part = (): GpuTensor => {
        const columns = padded(units)
        const slice = plan.arena.scratch(`${name}/d_output`, dOutput.rows * columns * FLOAT_BYTES)
        return { slice, firstRow: 0, rows: dOutput.rows, columns }
      }
      const [left, right] = [part(), part()]
      plan.dispatch(
        split,
        { joined: dOutput.slice, left: left.slice, right: right.slice },
        { M: dOutput.rows, L: units, R: units, first: dOutput.firstRow },
      )
      first.backward(left)
      second.backward(right)
      if (!needsInput) return null
      const dInput = first.inputGradient()
      plan.dispatch(add, { other: second.inputGradient().slice, sum: dInput.slice }, { M: dInput.rows, N: dInput.columns / 4 })
      return dInput
    },
  }
}

/** Each signal of both readers side by side: [T,2·units]. */
function joinedTrace(
  first: RecordedReader,
  second: RecordedReader,
  { name, T, units }: { readonly name: string; readonly T: number; readonly units: number },
): TraceSource {
  return {
    slices: [...first.slices, ...second.slices],
    unpack(copies) {
      const right = second.unpack(copies.slice(first.slices.length))
      return first.unpack(copies.slice(0, first.slices.length)).map((left, index) => {
        const data = joinColumns(new Float32Array(2 * left.data.length), left.data, right[index]!.data, units)
        return { layer: name, name: left.name, shape: [T, 2 * units], data }
      })
    },
  }
}

/**
 * Records one direction.
 *
 * The input's product of all timesteps is one dispatch before the recurrence, those of the weights' gradients after it; in between each
 * timestep is one dispatch, in the order of reading (Appleyard et al. 2016, arXiv:1604.01946).
 */
function recordReader({ direction, prefix }: Reader, context: RecordingContext): RecordedReader {
  const { builder, input, layer, kind, T, name, signals } = context
  const { plan, batch: B, isOpened } = builder
  const { units } = layer
  const H = padded(units)
  const columns = kind.blocks * H
  const label = `${name}/${prefix}`
  const isForward = direction === 'forward'
  const order = Array.from({ length: T }, (_, index) => (isForward ? index : T - 1 - index))
  // Row block of a state before and after timestep t; the block that no step writes is the initial state.
  const before = (t: number) => (isForward ? t : t + 1)
  const after = (t: number) => (isForward ? t + 1 : t)
  const allocate = (tensor: string, floats: number) => plan.arena.allocate(`${label}${tensor}`, floats * FLOAT_BYTES)

  const sums = plan.arena.scratch(`${label}sums`, T * B * columns * FLOAT_BYTES)
  const h = allocate('h', (T + 1) * B * H)
  const storedH = plan.format === 'float16' ? plan.arena.allocate(`${label}stored_h`, (T + 1) * B * H * storedBytes(plan.format)) : h
  const kernel = builder.weights(`${prefix}kernel`)
  const bias = builder.parameter(`${prefix}bias`)
  const clamps = allocate('clamps', isOpened ? T * signals.length * 2 * H : 1)
  const allocateGradient = (tensor: string) => allocate(tensor, (isOpened ? T + 1 : 1) * B * H)
  const carriedStates: Slice[] = [h]
  const allocateState = (tensor: string) => {
    const state = allocate(tensor, (T + 1) * B * H)
    carriedStates.push(state)
    return state
  }
  /** [B,H] one of the blocks of a state. */
  const blockOf = (state: Slice, block: number): Slice => {
    const size = B * H * FLOAT_BYTES
    return { ...state, offset: state.offset + block * size, size }
  }
  /** [blocks·B,H] of h from a block on. */
  const states = (block: number, blocks: number): GpuTensor => ({
    slice: h,
    firstRow: block * B,
    stored: { slice: storedH, firstRow: block * B },
    rows: blocks * B,
    columns: H,
  })
  const readState = (copy: Float32Array) => resizeMatrix(copy.subarray(after(0) * B * H), [T * B, H], [T * B, units])
  const cell = kind.begin({
    plan,
    T,
    B,
    units,
    H,
    sums,
    h,
    storedH,
    recurrentKernel: builder.weights(`${prefix}recurrent_kernel`),
    recurrentBias: secondRow(bias, columns),
    mask: builder.mask ?? allocate('no_mask', 1),
    use: { isOpened, isMasked: builder.mask !== null },
    clamps,
    allocateState,
    allocateGradient,
    readState,
  })
  let dHidden: Slice | null = null

  affineForward(plan, input, { kernel, bias }, sums, columns)
  cell.forward(
    order.map((t, index) => ({
      B,
      H,
      t,
      before: before(t),
      after: after(t),
      is_first: Number(index === 0 && builder.isCarrying !== true),
      count: 1,
    })),
  )

  return {
    sequence: states(after(0), T),
    last: states(after(order.at(-1)!), 1),
    slices: [...cell.trace.slices, h],
    unpack: (copies) => [...cell.trace.unpack(copies.slice(0, -1)), { name: 'h', data: readState(copies.at(-1)!) }],
    carried: carriedStates.map((state) => ({ before: blockOf(state, before(order[0]!)), after: blockOf(state, after(order.at(-1)!)) })),
    direction,
    hold: (held) => ({ slice: clamps, values: packClamps(held, signals, T, units) }),
    stateGradients: () => (dHidden === null ? [] : [{ name: 'h', slice: dHidden }, ...cell.stateGradients()]),
    backward(dOutput) {
      const carried = (dHidden = allocateGradient('d_hidden'))
      const all_outputs = Number(layer.returnSequences)
      const steps = order.map((t, index) => {
        const isLast = index === T - 1
        return {
          B,
          H,
          t,
          before: before(t),
          after: after(t),
          later: isLast ? t : order[index + 1]!,
          is_last: Number(isLast),
          has_output: Number(isLast || layer.returnSequences),
          output_row: dOutput.firstRow + (layer.returnSequences ? t * B : 0),
          count: 1,
          all_outputs,
        }
      })
      cell.backward(steps.toReversed(), dOutput.slice, carried)
      // From here on the sums are their gradients.
      const dBias = builder.gradient(`${prefix}bias`)
      affineGradients(plan, input, sums, { kernel: builder.gradient(`${prefix}kernel`), bias: dBias }, columns)
      const recurrent = { kernel: builder.gradient(`${prefix}recurrent_kernel`), bias: secondRow(dBias, columns) }
      if (cell.recurrentSums === sums) {
        // The state before the first step is zero and adds nothing.
        kernelGradient(plan, states(1, T - 1), { slice: sums, firstRow: isForward ? B : 0 }, recurrent.kernel, columns)
      } else {
        affineGradients(plan, states(before(0), T), cell.recurrentSums, recurrent, columns)
      }
    },
    inputGradient: () => affineInputGradient(plan, input, sums, kernel, columns),
  }
}

/** The second row of a bias; the whole of one that has no other. */
function secondRow(bias: Slice, columns: number): Slice {
  const start = biasStride(columns) * FLOAT_BYTES
  return start < bias.size ? { ...bias, offset: bias.offset + start, size: bias.size - start } : bias
}
