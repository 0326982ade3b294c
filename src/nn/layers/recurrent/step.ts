import type { StoredFormat } from '../../../core/stored-format'
import { ceilDiv, roundUp } from '../../../core/tensor'
import type { Slice } from '../../../gpu/arena'
import {
  defineKernel,
  variant,
  type Bindings,
  type Cost,
  type InHalf,
  type Kernel,
  type KernelFamily,
  type NamesOf,
  type Overrides,
  type Uniforms,
  type Values,
} from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import quadsWgsl from '../../../../shaders/common/quads.wgsl?raw'
import backwardAllWgsl from '../../../../shaders/recurrent/backward_all.wgsl?raw'
import backwardMainWgsl from '../../../../shaders/recurrent/backward_main.wgsl?raw'
import backwardMainQuadsWgsl from '../../../../shaders/recurrent/backward_main_quads.wgsl?raw'
import backwardMainQuadsLargeWgsl from '../../../../shaders/recurrent/backward_main_quads_large.wgsl?raw'
import forwardAllWgsl from '../../../../shaders/recurrent/forward_all.wgsl?raw'
import stateWgsl from '../../../../shaders/recurrent/state.wgsl?raw'
import stateHalfWgsl from '../../../../shaders/recurrent/state_half.wgsl?raw'
import { productCost } from '../../operations/gpu/gemm-kernels'
import { storedQuads, whereHalf } from '../../operations/gpu/stored-quads'
import { FLOAT_BYTES } from '../../operations/gpu/tensor'

/** What all cells are told of a step forward. */
export const forwardUniforms = { B: 'u32', H: 'u32', t: 'u32', before: 'u32', after: 'u32', is_first: 'u32', count: 'u32' } as const

/** And of one back. */
export const backwardUniforms = {
  B: 'u32',
  H: 'u32',
  t: 'u32',
  before: 'u32',
  after: 'u32',
  later: 'u32',
  is_last: 'u32',
  has_output: 'u32',
  output_row: 'u32',
  count: 'u32',
  all_outputs: 'u32',
} as const

/** A cell: what it binds, and how it finishes a step once a frame has computed the product with the state. */
interface Cell<B extends Bindings> {
  readonly label: string
  readonly wgsl: string
  readonly includes?: readonly string[]
  /** Part that reads the recurrent kernel from its buffer, for a cell of which a frame reads it otherwise. */
  readonly weights?: string
  readonly bindings: B
  /** Sums per unit. */
  readonly blocks: number
}

/** How the product is computed, in each arrangement. */
interface Frames {
  readonly registers: string
  readonly quads: string
  /** Rows of one invocation in the arrangement in quads: how many, and how few where the batch has no more. */
  readonly rows: readonly number[]
  /** Units per invocation, likewise. */
  readonly units: 1 | 4
  /** Likewise with `ROWS_OF_LARGE` rows and twice the units, if there is such a frame. */
  readonly large: string | null
  /** Likewise with one row and a unit per invocation, if there is such a frame: its parts, which read the recurrent kernel as a texture. */
  readonly single: readonly string[] | null
  /** Parts of the frame that runs all timesteps in one dispatch. */
  readonly all: readonly string[]
  /** Bytes that frame keeps near a workgroup, and its override constants, for so many quads of sums and of units per row. */
  shape(columns: number, width: number): { readonly bytes: number; readonly slices: number }
}

/** What steps forward have in common, and what steps back. */
interface Direction {
  readonly opening: 'CLAMPED' | 'TRACED'
  /** Of the product of a step, [m,k]·[k,n]. */
  costOf(m: number, k: number, n: number, stored: number): Cost
  /** Parts for the state as products read it. */
  readonly own: readonly string[]
  readonly inHalf: InHalf
}

const FORWARD: Direction = {
  opening: 'CLAMPED',
  costOf: (m, k, n, stored) => productCost(m, k, n, [stored, stored, FLOAT_BYTES]),
  own: [stateWgsl],
  inHalf: { parts: [...whereHalf.inHalf.parts, [stateWgsl, stateHalfWgsl]], bindings: { storedH: 'write' } },
}

const BACKWARD: Direction = {
  opening: 'TRACED',
  costOf: (m, k, n, stored) => productCost(m, k, n, [FLOAT_BYTES, stored, FLOAT_BYTES]),
  own: [],
  ...whereHalf,
}

interface Size {
  readonly B: number
  readonly H: number
}

/** The kernels of one step. */
export interface StepFamily<B extends Bindings, U extends Uniforms> extends KernelFamily<B, U> {
  /**
   * Records timesteps in this order: each by itself, or all in one dispatch where that is how the adapter likes it.
   *
   * @param buffers  among them the copy of the state that a step forward leaves in half precision, `storedH`
   */
  record(
    plan: PlanBuilder,
    buffers: { readonly [Name in keyof B]: Slice } & { readonly storedH?: Slice },
    steps: readonly Values<U>[],
  ): void
}

/** What the kernels of a layer are for. */
export interface StepUse {
  /** A trace that holds signals, or wants gradients of states. */
  readonly isOpened: boolean
  /** A model that skips blank timesteps. */
  readonly isMasked: boolean
}

/** The kernels of one step for each use: what is not wanted is not in them, because the software adapter runs both sides of every branch. */
export interface StepKernels<B extends Bindings, U extends Uniforms> {
  readonly plain: StepFamily<B, U>
  of(use: StepUse): StepFamily<B, U>
}

const ROWS_IN_REGISTERS = 8
const ROWS_OF_LARGE = 32
/** Of a workgroup that runs all timesteps: invocations, and rows of the batch. */
const INVOCATIONS = 256
const ROWS_TOGETHER = 2
const QUAD_BYTES = 4 * FLOAT_BYTES

function defineStep<const B extends Bindings, const U extends Uniforms & Record<keyof Size | 'count', 'u32'>>(
  { label, wgsl, includes: parts = [], weights, bindings, blocks }: Cell<B>,
  uniforms: U,
  { opening, costOf, own, inHalf }: Direction,
  frames: Frames,
): StepKernels<B, U> {
  const cost = ({ B: batch, H, count }: Size & { readonly count: number }, stored = FLOAT_BYTES): Cost => {
    const { flops, bytes } = costOf(batch, H, blocks * H, stored)
    return { flops: count * flops, bytes: count * bytes }
  }
  const includes = [...(weights === undefined ? [] : [weights]), ...parts, storedQuads, ...own]
  const inRegisters = defineKernel({
    label,
    wgsl,
    includes: [frames.registers, ...includes],
    inHalf,
    bindings,
    uniforms,
    overrides: { WORKGROUP_SIZE: 32, [opening]: 0, MASKED: 0 },
    software: { WORKGROUP_SIZE: 8 },
    workgroups: ({ B: batch, H }: Size, { WORKGROUP_SIZE }) => [ceilDiv(H / 4, WORKGROUP_SIZE), ceilDiv(batch, ROWS_IN_REGISTERS), 1],
    cost,
  })
  /** @param lanes  invocations along the units of a row */
  const inQuads = (
    name: string,
    frame: readonly string[],
    rows: number,
    lanes: (H: number) => number,
    { texture = null, overrides = {} }: { readonly texture?: NamesOf<B> | null; readonly overrides?: Overrides } = {},
  ) =>
    defineKernel({
      label: `${label} in ${name}`,
      wgsl,
      includes: [...frame, quadsWgsl],
      // Weights in half precision come from their buffer alone.
      ...(texture === null && { inHalf }),
      enables: ['subgroups'],
      bindings: texture ?? bindings,
      uniforms,
      overrides: { WORKGROUP_SIZE: 32, [opening]: 0, MASKED: 0, ...overrides },
      software: { WORKGROUP_SIZE: frames.units === 1 ? 8 : 4 },
      workgroups: ({ B: batch, H }: Size, { WORKGROUP_SIZE }) => [ceilDiv(lanes(H), WORKGROUP_SIZE), ceilDiv(batch, rows), 1],
      cost,
    })
  const { single, large } = frames
  const smallFrames = frames.rows.map((rows) => ({
    rows,
    frame: inQuads('quads', [frames.quads, ...includes], rows, (H) => H / frames.units, { overrides: { ROWS: rows } }),
  }))
  if (single !== null) {
    const texture: NamesOf<B> = { ...bindings, recurrentKernel: 'texture' }
    smallFrames.push({ rows: 1, frame: inQuads('single quads', [...single, ...parts, ...own], 1, (H) => H / 4, { texture }) })
  }
  const largeFrame =
    large === null ? null : inQuads('large quads', [large, ...includes], ROWS_OF_LARGE, (H) => (4 * ceilDiv(H, 8)) / frames.units)
  const ofAllSteps = defineKernel({
    label: `${label} of all timesteps`,
    wgsl,
    includes: [...frames.all, ...includes],
    inHalf,
    bindings,
    uniforms,
    overrides: { WORKGROUP_SIZE: INVOCATIONS, COLUMNS: 128, WIDTH: 32, SLICES: 2, [opening]: 0, MASKED: 0 },
    workgroups: ({ B: batch }: Size) => [ceilDiv(batch, ROWS_TOGETHER), 1, 1],
    cost,
  })
  const family = (overrides: Readonly<Record<string, number>>, isLarge: boolean): StepFamily<B, U> => {
    const registers = variant<Kernel<NamesOf<B>, U>>(inRegisters, overrides)
    const quads = smallFrames.map(({ rows, frame }) => ({ rows, kernel: variant<Kernel<NamesOf<B>, U>>(frame, overrides) }))
    const large = largeFrame === null || !isLarge ? null : variant<Kernel<NamesOf<B>, U>>(largeFrame, overrides)
    const chooseQuads = (batch: number, format?: StoredFormat): Kernel<NamesOf<B>, U> => {
      const fitting = quads.filter(({ kernel }) => format !== 'float16' || kernel.inHalf !== undefined)
      const { rows, kernel } = fitting.findLast((one) => one.rows >= batch) ?? quads[0]!
      return large !== null && roundUp(batch, ROWS_OF_LARGE) <= roundUp(batch, rows) ? large : kernel
    }
    const allByUnits = new Map<number, Kernel<B, U>>()
    const ofAll = (H: number, slices: number): Kernel<B, U> => {
      const kernel =
        allByUnits.get(H) ?? variant<Kernel<B, U>>(ofAllSteps, { ...overrides, COLUMNS: (blocks * H) / 4, WIDTH: H / 4, SLICES: slices })
      allByUnits.set(H, kernel)
      return kernel
    }
    const stepFamily: StepFamily<B, U> = {
      label,
      kernels: [registers, ...quads.map(({ kernel }) => kernel), ...(large === null ? [] : [large]), ofAllSteps],
      arrangements: ['registers', 'quads', 'staged'],
      choose: (arrangement, { B: batch }: Size, format) => (arrangement === 'quads' ? chooseQuads(batch, format) : registers),
      record(plan, buffers, steps) {
        const [first] = steps
        if (first === undefined) return
        const { H }: Size = first
        const { bytes, slices } = frames.shape((blocks * H) / 4, H / 4)
        if (plan.arrangement(label) === 'staged' && bytes <= plan.workgroupBytes) {
          plan.dispatch(ofAll(H, slices), buffers, { ...first, count: steps.length })
        } else {
          for (const step of steps) plan.dispatch(stepFamily, buffers, step)
        }
      },
    }
    return stepFamily
  }
  const families = new Map<string, StepFamily<B, U>>()
  const of = ({ isOpened, isMasked }: StepUse): StepFamily<B, U> => {
    const overrides = { [opening]: Number(isOpened), MASKED: Number(isMasked) }
    const key = JSON.stringify(overrides)
    // Traces are of one picture: they have no use for large frames.
    const known = families.get(key) ?? family(overrides, !isOpened)
    families.set(key, known)
    return known
  }
  return { plain: of({ isOpened: false, isMasked: false }), of }
}

const slicesOf = (items: number) => Math.max(1, Math.floor(INVOCATIONS / items))

interface ForwardFrames extends Pick<Frames, 'registers' | 'quads' | 'rows' | 'units' | 'large' | 'single'> {
  /** Part that hands the products of all timesteps' frame to the cell. */
  readonly row: string
}

/** @param frames  of this cell, whose blocks of sums decide what an invocation can hold */
export function defineForwardStep<const B extends Bindings>(
  cell: Cell<B>,
  { row, ...frames }: ForwardFrames,
): StepKernels<B, typeof forwardUniforms> {
  return defineStep(cell, forwardUniforms, FORWARD, {
    ...frames,
    all: [forwardAllWgsl, row],
    shape(columns, width) {
      const slices = slicesOf(columns)
      return { slices, bytes: ROWS_TOGETHER * (width + slices * columns) * QUAD_BYTES }
    },
  })
}

export function defineBackwardStep<const B extends Bindings>(cell: Cell<B>): StepKernels<B, typeof backwardUniforms> {
  return defineStep(cell, backwardUniforms, BACKWARD, {
    registers: backwardMainWgsl,
    quads: backwardMainQuadsWgsl,
    rows: [16, 4],
    units: 4,
    large: backwardMainQuadsLargeWgsl,
    single: null,
    all: [backwardAllWgsl],
    shape(columns, width) {
      const slices = slicesOf(4 * width)
      return { slices, bytes: ROWS_TOGETHER * (columns + slices * width) * QUAD_BYTES }
    },
  })
}
