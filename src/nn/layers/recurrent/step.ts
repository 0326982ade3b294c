import { ceilDiv } from '../../../core/tensor'
import { defineKernel, variant, type Bindings, type Cost, type Kernel, type KernelFamily, type Uniforms } from '../../../gpu/kernel'
import quadsWgsl from '../../../../shaders/common/quads.wgsl?raw'
import backwardMainWgsl from '../../../../shaders/recurrent/backward_main.wgsl?raw'
import backwardMainQuadsWgsl from '../../../../shaders/recurrent/backward_main_quads.wgsl?raw'
import { productCost } from '../../gpu/gemm-kernels'

/** What all cells are told of a step forward. */
export const forwardUniforms = { B: 'u32', H: 'u32', t: 'u32', before: 'u32', after: 'u32', is_masked: 'u32' } as const

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
  is_masked: 'u32',
} as const

/** A cell: what it binds, and how it finishes a step once a frame has computed the product with the state. */
interface Cell<B extends Bindings> {
  readonly label: string
  readonly wgsl: string
  readonly includes?: readonly string[]
  readonly bindings: B
  /** Sums per unit. */
  readonly blocks: number
}

/** How the product is computed, in each arrangement. */
interface Frame {
  readonly registers: string
  readonly quads: string
  /** Row quads of one invocation in the arrangement in quads. */
  readonly rowQuads: number
  /** Units per invocation, likewise. */
  readonly units: 1 | 4
}

/** The kernels of one step: as training takes them, and with what a trace wants on top. */
export interface StepKernels<B extends Bindings, U extends Uniforms> {
  readonly plain: KernelFamily<B, U>
  readonly opened: KernelFamily<B, U>
}

const ROWS_IN_REGISTERS = 8
/** Rows up to which kernels in quads compute four rows. */
const FEW_ROWS = 4

interface Size {
  readonly B: number
  readonly H: number
}

function defineStep<const B extends Bindings, const U extends Uniforms & Record<keyof Size, 'u32'>>(
  { label, wgsl, includes = [], bindings, blocks }: Cell<B>,
  uniforms: U,
  opening: 'CLAMPED' | 'TRACED',
  frame: Frame,
): StepKernels<B, U> {
  const cost = ({ B: batch, H }: Size): Cost => productCost(batch, H, blocks * H)
  const inRegisters = defineKernel({
    label,
    wgsl,
    includes: [frame.registers, ...includes],
    bindings,
    uniforms,
    overrides: { WORKGROUP_SIZE: 32, [opening]: 0 },
    software: { WORKGROUP_SIZE: 8 },
    workgroups: ({ B: batch, H }: Size, { WORKGROUP_SIZE }) => [ceilDiv(H / 4, WORKGROUP_SIZE!), ceilDiv(batch, ROWS_IN_REGISTERS), 1],
    cost,
  })
  const inQuads = defineKernel({
    label: `${label} in quads`,
    wgsl,
    includes: [frame.quads, quadsWgsl, ...includes],
    enables: ['subgroups'],
    bindings,
    uniforms,
    overrides: { WORKGROUP_SIZE: 32, ROW_QUADS: frame.rowQuads, [opening]: 0 },
    software: { WORKGROUP_SIZE: frame.units === 1 ? 8 : 4 },
    workgroups: ({ B: batch, H }: Size, { WORKGROUP_SIZE, ROW_QUADS }) => [
      ceilDiv(H / frame.units, WORKGROUP_SIZE!),
      ceilDiv(batch, 4 * ROW_QUADS!),
      1,
    ],
    cost,
  })
  const family = (overrides: Readonly<Record<string, number>>): KernelFamily<B, U> => {
    const registers = variant<Kernel<B, U>>(inRegisters, overrides)
    const quads = variant<Kernel<B, U>>(inQuads, overrides)
    const quadsOfFew = variant<Kernel<B, U>>(inQuads, { ...overrides, ROW_QUADS: 1 })
    return {
      label,
      kernels: [registers, quads, quadsOfFew],
      arrangements: ['registers', 'quads'],
      choose: (arrangement, { B: batch }: Size) => (arrangement === 'quads' ? (batch <= FEW_ROWS ? quadsOfFew : quads) : registers),
    }
  }
  return { plain: family({}), opened: family({ [opening]: 1 }) }
}

/** @param frame  of this cell, whose blocks of sums decide what an invocation can hold */
export function defineForwardStep<const B extends Bindings>(cell: Cell<B>, frame: Frame): StepKernels<B, typeof forwardUniforms> {
  return defineStep(cell, forwardUniforms, 'CLAMPED', frame)
}

export function defineBackwardStep<const B extends Bindings>(cell: Cell<B>): StepKernels<B, typeof backwardUniforms> {
  return defineStep(cell, backwardUniforms, 'TRACED', {
    registers: backwardMainWgsl,
    quads: backwardMainQuadsWgsl,
    rowQuads: 4,
    units: 4,
  })
}
