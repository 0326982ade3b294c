import { ShaderError } from '../core/errors'
import type { StoredFormat } from '../core/stored-format'
import { withinLimit } from '../core/within-limit'
import type { Arrangement } from './arrangement'
import type { Gpu } from './device'
import { REASON_MS } from './device-health'

export { ARRANGEMENTS, type Arrangement } from './arrangement'

/**
 * `read` is `var<storage, read>`, `write` is `var<storage, read_write>`; `texture` is a copy of the buffer's values of four floats as a `texture_2d<f32>`
 * (`TextureCopy`), as they were before the plan runs.
 */
export type BindingAccess = 'read' | 'write' | 'texture'
export type Scalar = 'u32' | 'f32'
export type Workgroups = readonly [x: number, y: number, z: number]

export type Bindings = Readonly<Record<string, BindingAccess>>
export type Uniforms = Readonly<Record<string, Scalar>>
export type Overrides = Readonly<Record<string, number>>
export type Values<T> = { readonly [K in keyof T]: number }

/** What a dispatch does at least, whatever the kernel does beyond it. */
export interface Cost {
  /** Additions and multiplications of floats. */
  readonly flops: number
  /** Bytes of storage read and written, every value once. */
  readonly bytes: number
}

/** What changes in a kernel where quads are stored in half precision. */
export interface InHalf {
  /** Parts of it by those that they replace. */
  readonly parts: readonly (readonly [part: string, by: string])[]
  /** That come last. */
  readonly bindings?: Bindings
}

/**
 * The TypeScript twin of one WGSL file.
 *
 * Binding 0 is the uniform struct, whose fields stand in the order of `uniforms`; storage bindings follow from 1 in the order of
 * `bindings`. Names here are camelCase, in WGSL snake_case (uniform fields keep their spelling). A test reflects the WGSL and holds the two together.
 */
export interface Kernel<B extends Bindings = Bindings, U extends Uniforms = Uniforms, O extends Overrides = Overrides> {
  readonly label: string
  readonly wgsl: string
  /** Parts that several kernels share, bindings among them, appended after the kernel so that its line numbers stay true. */
  readonly includes: readonly string[]
  /** WGSL extensions that the code is written in: put before its first line, whose number stays true. */
  readonly enables: readonly string[]
  readonly bindings: B
  readonly uniforms: U
  /** Override constants for adapters that are hardware. */
  readonly overrides: O
  /** Those that differ on an adapter emulated on the CPU, where a workgroup is a loop on one core: small ones share the cores better. */
  readonly software: Partial<Values<O>>
  /** Number of workgroups for these uniforms. */
  workgroups(uniforms: Values<U>, overrides: Values<O>): Workgroups
  /**
   * What a dispatch with these uniforms does, for a profile's rates; a kernel without it is told by its time alone.
   *
   * @param storedBytes  of a value that is stored as the plan says; default: 4
   */
  cost?(uniforms: Values<U>, storedBytes?: number): Cost
  /** Of a kernel over quads that are stored as the plan says. */
  readonly inHalf?: InHalf
}

export function defineKernel<const B extends Bindings, const U extends Uniforms, const O extends Overrides>(
  kernel: Omit<Kernel<B, U, O>, 'includes' | 'enables' | 'software'> & Partial<Pick<Kernel<B, U, O>, 'includes' | 'enables' | 'software'>>,
): Kernel<B, U, O> {
  return { includes: [], enables: [], software: {}, ...kernel }
}

/** The same names, whatever the access. */
export type NamesOf<B extends Bindings> = { readonly [Name in keyof B]: BindingAccess }

/** Kernels with the same bindings by name, uniforms and results. Which of them runs depends on the adapter and on the size of the work. */
export interface KernelFamily<B extends Bindings = Bindings, U extends Uniforms = Uniforms> {
  readonly label: string
  /** All of them. */
  readonly kernels: readonly Kernel<NamesOf<B>, U>[]
  /** Arrangements there are kernels for. */
  readonly arrangements: readonly Arrangement[]
  /**
   * @param arrangement  one there is none for gives the kernel in registers
   * @param format       how the plan stores what products read; default: `float32`
   */
  choose(arrangement: Arrangement, uniforms: Values<U>, format?: StoredFormat): Kernel<NamesOf<B>, U>
}

/** A kernel with some override constants changed, compiled by itself. */
export function variant<K extends Kernel>(kernel: K, overrides: { readonly [Name in keyof K['overrides']]?: number }): K {
  return { ...kernel, overrides: { ...kernel.overrides, ...overrides } }
}

/** The override constants a kernel gets on this adapter. */
export function overridesFor<O extends Overrides>(gpu: Gpu, kernel: Kernel<Bindings, Uniforms, O>): O {
  return gpu.isSoftware ? { ...kernel.overrides, ...kernel.software } : kernel.overrides
}

/** A kernel compiled for a device. */
export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline
  readonly layout: GPUBindGroupLayout
}

/** Compiles each kernel once per device, in parallel and off the calling thread. */
export class KernelCache {
  private readonly compiled = new Map<Kernel, Promise<CompiledKernel>>()

  constructor(private readonly gpu: Gpu) {}

  /** @throws ShaderError with every message and its line of source; DeviceLostError */
  compile(kernel: Kernel): Promise<CompiledKernel> {
    let entry = this.compiled.get(kernel)
    if (entry === undefined) {
      entry = compileKernel(this.gpu, kernel, overridesFor(this.gpu, kernel))
      this.compiled.set(kernel, entry)
      entry.catch(() => this.compiled.delete(kernel))
    }
    return entry
  }
}

/** The module that is compiled. */
export function sourceOf({ enables, wgsl, includes }: Kernel): string {
  return [enables.map((name) => `enable ${name}; `).join('') + wgsl, ...includes].join('\n')
}

async function compileKernel(gpu: Gpu, kernel: Kernel, overrides: Overrides): Promise<CompiledKernel> {
  const { device } = gpu
  const code = sourceOf(kernel)
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ label: kernel.label, code })
  const layout = device.createBindGroupLayout({ label: kernel.label, entries: layoutEntries(kernel) })
  const compiling = device.createComputePipelineAsync({
    label: kernel.label,
    layout: device.createPipelineLayout({ label: kernel.label, bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main', constants: overrides },
  })
  // Rejects with the device, which others tell.
  const scope = device.popErrorScope().catch(() => null)
  const pipeline = await gpu.answered(
    compiling.catch(async (cause: unknown) => {
      throw await refusal(kernel.label, cause, withinLimit(Promise.all([compilationListing(module, code), scope]), WORDS_MS, noWords))
    }),
  )
  return { pipeline, layout }
}

/** Milliseconds for what a compiler has to say about a shader that it has refused already. */
const WORDS_MS = 2_000
const noWords = (): Error => new Error('no words')

/** What a pipeline that did not come is to be blamed on: the shader, or else `cause` itself. */
async function refusal(label: string, cause: unknown, words: Promise<[listing: string, validation: GPUError | null]>): Promise<unknown> {
  const [listing, validation] = await words.catch((): [string, null] => ['', null])
  const original = listing || validation?.message
  if (original !== undefined && original !== '') return new ShaderError({ label, original })
  if (!(cause instanceof DOMException) || cause.name !== 'GPUPipelineError') return cause
  // Nobody has anything against the shader: it may be the device that is gone, which is told a little later.
  await new Promise((resolve) => setTimeout(resolve, REASON_MS))
  return new ShaderError({ label, original: String(cause) })
}

function layoutEntries(kernel: Kernel): GPUBindGroupLayoutEntry[] {
  const bound = Object.values(kernel.bindings).map((access, index): GPUBindGroupLayoutEntry => ({
    binding: index + 1,
    visibility: GPUShaderStage.COMPUTE,
    ...(access === 'texture'
      ? { texture: { sampleType: 'unfilterable-float' } }
      : { buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' } }),
  }))
  return [{ binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'uniform' } }, ...bound]
}

async function compilationListing(module: GPUShaderModule, code: string): Promise<string> {
  const { messages } = await module.getCompilationInfo()
  const lines = code.split('\n')
  return messages
    .map(({ type, lineNum, linePos, message }) => `${type} ${lineNum}:${linePos} ${message}\n  ${lines[lineNum - 1] ?? ''}`)
    .join('\n')
}

/** The uniform struct as bytes: four per field, rounded up to 16 as WGSL's uniform address space wants. */
export function packUniforms(kernel: Kernel, values: Readonly<Record<string, number>>): ArrayBuffer {
  const fields = Object.entries(kernel.uniforms)
  const buffer = new ArrayBuffer(Math.max(16, Math.ceil(fields.length / 4) * 16))
  const view = new DataView(buffer)
  fields.forEach(([name, scalar], index) => {
    const value = values[name]
    if (value === undefined) throw new TypeError(`${kernel.label}: uniform ${name} is missing`)
    if (scalar === 'u32') view.setUint32(4 * index, value, true)
    else view.setFloat32(4 * index, value, true)
  })
  return buffer
}
