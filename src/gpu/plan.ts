import type { StoredFormat } from '../core/stored-format'
import { SLICE_ALIGNMENT, type Slice } from './arena'
import type { Gpu } from './device'
import {
  overridesFor,
  packUniforms,
  type Arrangement,
  type BindingAccess,
  type Bindings,
  type Cost,
  type Kernel,
  type KernelCache,
  type KernelFamily,
  type NamesOf,
  type Overrides,
  type Uniforms,
  type Values,
  type Workgroups,
} from './kernel'
import { takeMemory } from './memory'
import { PlanArena } from './plan-arena'
import { storedIn } from './stored'
import type { TextureCopy } from './texture-copy'

interface Recorded {
  readonly kernel: Kernel
  readonly bound: readonly (Slice | TextureCopy)[]
  readonly workgroups: Workgroups
  readonly uniforms: ArrayBuffer
  readonly cost: Cost | null
}

interface Dispatch {
  readonly pipeline: GPUComputePipeline
  readonly bindGroup: GPUBindGroup
  readonly workgroups: Workgroups
  readonly label: string
  readonly cost: Cost | null
}

export interface PlanOptions {
  /** Tensors whose times do not meet share memory; only where nothing but what `allocate` gave is looked at after a run. */
  readonly isSharing?: boolean
  /** How weights and activations are stored where products read them; default: `float32`. */
  readonly format?: StoredFormat
}

/** Records what a piece of work dispatches; `compile` turns it into a plan. Recording takes no GPU memory and compiles nothing. */
export class PlanBuilder {
  readonly arena: PlanArena
  readonly format: StoredFormat
  private readonly recorded: Recorded[] = []
  private readonly constants: { readonly slice: Slice; readonly values: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> }[] = []

  constructor(
    private readonly gpu: Gpu,
    private readonly kernels: KernelCache,
    readonly label: string,
    { isSharing = false, format = 'float32' }: PlanOptions = {},
  ) {
    this.arena = new PlanArena(gpu, isSharing)
    this.format = format
  }

  /** A buffer with these values, for tables that kernels read. */
  constant(label: string, values: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): Slice {
    const slice = this.arena.allocate(label, values.byteLength)
    this.constants.push({ slice, values })
    return slice
  }

  /** How a family of kernels is arranged here. */
  arrangement(label: string): Arrangement {
    return this.gpu.arrangement(label)
  }

  /** Memory near a workgroup. */
  get workgroupBytes(): number {
    return this.gpu.device.limits.maxComputeWorkgroupStorageSize
  }

  /** Dispatches recorded so far. */
  get dispatchCount(): number {
    return this.recorded.length
  }

  /** Adds one dispatch after the ones before it; each sees what they wrote. */
  dispatch<B extends Bindings, U extends Uniforms, O extends Overrides>(
    what: Kernel<B, U, O> | KernelFamily<B, U>,
    buffers: { readonly [Name in keyof B]: Slice },
    uniforms: Values<U>,
  ): void {
    const chosen: Kernel<NamesOf<B>, U> = 'choose' in what ? what.choose(this.gpu.arrangement(what.label), uniforms, this.format) : what
    const kernel = storedIn(chosen, this.format)
    const bound = Object.entries(kernel.bindings).map(([name, access]: [string, BindingAccess]) => {
      const slice = buffers[name]!
      if (access === 'texture') return this.arena.texture(name, slice)
      this.arena.noteUse(slice, this.recorded.length)
      return slice
    })
    this.recorded.push({
      kernel,
      bound,
      workgroups: kernel.workgroups(uniforms, overridesFor(this.gpu, kernel)),
      uniforms: packUniforms(kernel, uniforms),
      cost: kernel.cost?.(uniforms) ?? null,
    })
  }

  /** Compiles the kernels and nothing else, one after another: for a time when others want the processor too. @throws ShaderError */
  async compileKernels(): Promise<void> {
    for (const kernel of new Set(this.recorded.map((dispatch) => dispatch.kernel))) await this.kernels.compile(kernel)
  }

  /**
   * Takes the memory and waits for every pipeline, then builds the bind groups: a plan only encodes.
   *
   * @throws ShaderError, GpuMemoryError, GpuValidationError; whatever it took is given back then
   */
  async compile(): Promise<Plan> {
    // All at once, while the memory is taken: browsers compile in parallel and off this thread.
    const compiling = Promise.all(this.recorded.map(({ kernel }) => this.kernels.compile(kernel)))
    compiling.catch(() => undefined)
    try {
      this.arena.settle()
      const uniforms = this.arena.allocate(`${this.label}/uniforms`, this.recorded.length * SLICE_ALIGNMENT, GPUBufferUsage.UNIFORM)
      await takeMemory(this.gpu, this.label, this.arena.bytes, () => this.fillMemory(uniforms))
      const compiled = await compiling
      return new Plan(
        this.label,
        this.recorded.map(({ kernel, bound, workgroups, uniforms: { byteLength }, cost }, index): Dispatch => {
          const { pipeline, layout } = compiled[index]!
          const all = [{ ...uniforms, offset: index * SLICE_ALIGNMENT, size: byteLength }, ...bound]
          const bindGroup = this.gpu.device.createBindGroup({
            label: `${this.label}/${kernel.label}`,
            layout,
            entries: all.map((one, binding) => ({ binding, resource: resourceOf(one) })),
          })
          return { pipeline, bindGroup, workgroups, label: kernel.label, cost }
        }),
        copiesOf(this.recorded),
        this.arena,
      )
    } catch (error) {
      this.arena.destroy()
      throw error
    }
  }

  /** Makes every buffer of the plan and writes what it knows already. */
  private fillMemory(uniforms: Slice): void {
    const { queue } = this.gpu.device
    const packed = new Uint8Array(uniforms.size)
    this.recorded.forEach((dispatch, index) => packed.set(new Uint8Array(dispatch.uniforms), index * SLICE_ALIGNMENT))
    queue.writeBuffer(uniforms.buffer.native, 0, packed)
    for (const { slice, values } of this.constants) queue.writeBuffer(slice.buffer.native, slice.offset, values)
    // Asking for a buffer makes it: here, where it is heard when there is no memory for it.
    for (const { bound } of this.recorded) for (const one of bound) void ('buffer' in one ? one.buffer : one).native
  }
}

function resourceOf(one: Slice | TextureCopy): GPUBindingResource {
  if (!('buffer' in one)) return one.native.createView()
  const { buffer, offset, size } = one
  return { buffer: buffer.native, offset, size }
}

/** A texture, and the first and the last dispatch that read it. */
interface TextureUse {
  readonly copy: TextureCopy
  readonly first: number
  last: number
}

function copiesOf(recorded: readonly Recorded[]): TextureUse[] {
  const uses = new Map<TextureCopy, TextureUse>()
  recorded.forEach(({ bound }, index) => {
    for (const one of bound) {
      if ('buffer' in one) continue
      const use = uses.get(one)
      if (use === undefined) uses.set(one, { copy: one, first: index, last: index })
      else use.last = index
    }
  })
  return [...uses.values()]
}

/** Dispatches of one kernel that stand behind one another. */
export interface KernelRun {
  readonly kernel: string
  /** First dispatch, and the first that is no longer part of it. */
  readonly start: number
  readonly end: number
  /** Of all its dispatches together; null for a kernel that does not tell. */
  readonly cost: Cost | null
}

/** Of a dispatch beside its operations, in operations: what tells a plan of many small ones from one of few. */
const DISPATCH_COST = 1e5

/** Prepared work: pipelines, bind groups and sizes are fixed, running it only encodes. */
export class Plan {
  constructor(
    readonly label: string,
    private readonly dispatches: readonly Dispatch[],
    private readonly textures: readonly TextureUse[],
    private readonly arena: PlanArena,
  ) {}

  /** Bytes of the memory that is the plan's own. */
  get bytes(): number {
    return this.arena.bytes
  }

  /**
   * One pass with all dispatches, or those from `start` up to, but not including, `end`, and before it the copies that they read as textures.
   *
   * @param timestampWrites  where the GPU notes when the pass begins and ends
   */
  encode(
    encoder: GPUCommandEncoder,
    start = 0,
    end = this.dispatches.length,
    timestampWrites: GPUComputePassTimestampWrites | null = null,
  ): void {
    for (const { copy, first, last } of this.textures) if (first < end && last >= start) copy.encode(encoder)
    const pass = encoder.beginComputePass({ label: this.label, ...(timestampWrites && { timestampWrites }) })
    let set: GPUComputePipeline | null = null
    for (let index = start; index < end; index++) {
      const { pipeline, bindGroup, workgroups } = this.dispatches[index]!
      if (pipeline !== set) pass.setPipeline(pipeline)
      set = pipeline
      pass.setBindGroup(0, bindGroup)
      pass.dispatchWorkgroups(...workgroups)
    }
    pass.end()
  }

  /** Ranges of dispatches, in order, that take about equally long: as many as wanted, or as there are dispatches for. */
  pieces(count: number): { readonly start: number; readonly end: number }[] {
    if (count === 1) return [{ start: 0, end: this.dispatches.length }]
    const costs = this.dispatches.map(({ cost }) => DISPATCH_COST + (cost?.flops ?? 0))
    const share = costs.reduce((total, cost) => total + cost, 0) / count
    const pieces: { start: number; end: number }[] = []
    let done = 0
    let start = 0
    costs.forEach((cost, index) => {
      done += cost
      const isLast = index === costs.length - 1
      if (!isLast && done < (pieces.length + 1) * share) return
      pieces.push({ start, end: index + 1 })
      start = index + 1
    })
    return pieces
  }

  /** The plan as runs of one kernel each, in order. */
  kernelRuns(): KernelRun[] {
    const runs: KernelRun[] = []
    this.dispatches.forEach(({ label, cost }, index) => {
      const last = runs.at(-1)
      if (last?.kernel === label) runs[runs.length - 1] = { ...last, end: index + 1, cost: sum(last.cost, cost) }
      else runs.push({ kernel: label, start: index, end: index + 1, cost })
    })
    return runs
  }

  destroy(): void {
    this.arena.destroy()
  }
}

function sum(a: Cost | null, b: Cost | null): Cost | null {
  return a && b && { flops: a.flops + b.flops, bytes: a.bytes + b.bytes }
}
