import { Arena, SLICE_ALIGNMENT, type Slice } from './arena'
import type { Gpu } from './device'
import {
  overridesFor,
  packUniforms,
  type Bindings,
  type Kernel,
  type KernelCache,
  type Overrides,
  type Uniforms,
  type Values,
  type Workgroups,
} from './kernel'

interface Recorded {
  readonly kernel: Kernel
  readonly buffers: readonly Slice[]
  readonly workgroups: Workgroups
  readonly uniforms: ArrayBuffer
}

interface Dispatch {
  readonly pipeline: GPUComputePipeline
  readonly bindGroup: GPUBindGroup
  readonly workgroups: Workgroups
}

/** Records what a piece of work dispatches; `compile` turns it into a plan. */
export class PlanBuilder {
  readonly arena: Arena
  private readonly recorded: Recorded[] = []

  constructor(
    private readonly gpu: Gpu,
    private readonly kernels: KernelCache,
    readonly label: string,
  ) {
    this.arena = new Arena(gpu)
  }

  /** A buffer with these values, for tables that kernels read. */
  constant(label: string, values: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): Slice {
    const slice = this.arena.allocate(label, values.byteLength)
    this.gpu.device.queue.writeBuffer(slice.buffer, slice.offset, values)
    return slice
  }

  /** Dispatches recorded so far. */
  get dispatchCount(): number {
    return this.recorded.length
  }

  /** Adds one dispatch after the ones before it; each sees what they wrote. */
  dispatch<B extends Bindings, U extends Uniforms, O extends Overrides>(
    kernel: Kernel<B, U, O>,
    buffers: { readonly [Name in keyof B]: Slice },
    uniforms: Values<U>,
  ): void {
    this.recorded.push({
      kernel,
      buffers: Object.keys(kernel.bindings).map((name) => buffers[name]!),
      workgroups: kernel.workgroups(uniforms, overridesFor(this.gpu, kernel)),
      uniforms: packUniforms(kernel, uniforms),
    })
  }

  /** Waits for every pipeline, then builds the bind groups: a plan only encodes. @throws ShaderError */
  async compile(): Promise<Plan> {
    const uniforms = this.uploadUniforms()
    const dispatches = await Promise.all(
      this.recorded.map(async ({ kernel, buffers, workgroups }, index): Promise<Dispatch> => {
        const { pipeline, layout } = await this.kernels.compile(kernel)
        const bindGroup = this.gpu.device.createBindGroup({
          label: `${this.label}/${kernel.label}`,
          layout,
          entries: [uniforms[index]!, ...buffers].map((resource, binding) => ({ binding, resource })),
        })
        return { pipeline, bindGroup, workgroups }
      }),
    )
    return new Plan(this.label, dispatches, this.arena)
  }

  private uploadUniforms(): Slice[] {
    const { buffer } = this.arena.allocate(
      `${this.label}/uniforms`,
      Math.max(1, this.recorded.length) * SLICE_ALIGNMENT,
      GPUBufferUsage.UNIFORM,
    )
    return this.recorded.map(({ uniforms }, index) => {
      this.gpu.device.queue.writeBuffer(buffer, index * SLICE_ALIGNMENT, uniforms)
      return { buffer, offset: index * SLICE_ALIGNMENT, size: uniforms.byteLength }
    })
  }
}

/** Prepared work: pipelines, bind groups and sizes are fixed, running it only encodes. */
export class Plan {
  constructor(
    readonly label: string,
    private readonly dispatches: readonly Dispatch[],
    private readonly arena: Arena,
  ) {}

  /** One pass with all dispatches, or those from `start` up to, but not including, `end`. */
  encode(encoder: GPUCommandEncoder, start = 0, end = this.dispatches.length): void {
    const pass = encoder.beginComputePass({ label: this.label })
    for (let index = start; index < end; index++) {
      const { pipeline, bindGroup, workgroups } = this.dispatches[index]!
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindGroup)
      pass.dispatchWorkgroups(...workgroups)
    }
    pass.end()
  }

  destroy(): void {
    this.arena.destroy()
  }
}
