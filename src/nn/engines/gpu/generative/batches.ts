import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { KernelCache } from '../../../../gpu/kernel'
import type { Plan } from '../../../../gpu/plan'
import { ReadbackRing } from '../../../../gpu/readback'
import { writeClock, type ClockTime } from '../../../operations/gpu/clock'
import { FLOAT_BYTES, QUAD_BYTES } from '../../../operations/gpu/tensor'
import type { ResolvedOptimizer } from '../../../optimizers/definition'

export interface GenerativeContext<Network> {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly network: Network
}

/** What is done with a batch of examples. */
export type GenerativeWork =
  | { readonly kind: 'evaluate' }
  /** Leaves the gradients of the mean in the store. */
  | { readonly kind: 'gradients' }
  | { readonly kind: 'train'; readonly optimizer: ResolvedOptimizer }

/** When a batch is computed: of a training step its own time. */
export type BatchTime = Omit<ClockTime, 'examples' | 'start' | 'logSlot'>

/** Of what is no training step. */
export const STILL_TIME: BatchTime = { step: 1, epoch: 0, seed: 0, learningRate: 0 }

/** Values of a row of the log. */
export const LOG_VALUES = QUAD_BYTES / FLOAT_BYTES

/** A plan for batches of one size. */
export interface BatchPlan {
  readonly plan: Plan
  readonly clock: Slice
  /** [1,B,4] sums of each example */
  readonly log: Slice
}

/** What a batch came to, when it is there, and what else was asked for. */
export interface Submitted<Tally> {
  readonly arriving: Promise<{ readonly tally: Tally; readonly also: Float32Array }>
}

/** A batch that is to be computed. */
interface Filling<Tally> {
  readonly time: BatchTime
  /** What its mean is over. */
  readonly count: number
  /** What is brought back besides the log: the same for all batches of a size. */
  readonly also: readonly Slice[]
  /** @param log  [B,4] */
  tallyOf(log: Float32Array): Tally
}

/** Plans kept for each kind of work. */
const PLANS_KEPT = 8

/** Plans of one kind of work, by their sizes, with what brings their results back. */
export abstract class GenerativeBatches<Size extends object, P extends BatchPlan> {
  /** Least recently used first. */
  private readonly kept = new Map<string, Promise<{ readonly plan: P; readonly ring: ReadbackRing }>>()

  /** @param name  of what it brings back, for messages */
  constructor(
    protected readonly gpu: Gpu,
    private readonly name: string,
  ) {}

  destroy(): void {
    for (const key of this.kept.keys()) this.forget(key)
  }

  /** @throws ShaderError, GpuMemoryError */
  protected abstract build(size: Size): Promise<P>

  /** Submits a batch. @param fill  writes the examples to where the plan reads them */
  protected async send<Tally>(size: Size, fill: (plan: P) => void, batch: Filling<Tally>): Promise<Submitted<Tally>> {
    const { time, count, also, tallyOf } = batch
    const { plan: prepared, ring } = await this.planFor(size, also)
    const { plan, clock, log } = prepared
    fill(prepared)
    writeClock(this.gpu, clock, { ...time, examples: count, start: 0, logSlot: 0 })
    const encoder = this.gpu.device.createCommandEncoder({ label: plan.label })
    plan.encode(encoder)
    const readback = ring.copy(encoder, [log, ...also])
    this.gpu.device.queue.submit([encoder.finish()])
    const read = async () => {
      const values = new Float32Array(await readback.read())
      const logged = log.size / FLOAT_BYTES
      return { tally: tallyOf(values.subarray(0, logged)), also: values.subarray(logged) }
    }
    return { arriving: read() }
  }

  private planFor(size: Size, also: readonly Slice[]) {
    const key = JSON.stringify(Object.values(size))
    const known = this.kept.get(key) ?? this.prepare(size, also)
    this.kept.delete(key)
    this.kept.set(key, known)
    known.catch(() => this.kept.delete(key))
    const [oldest] = this.kept.keys()
    if (oldest !== undefined && this.kept.size > PLANS_KEPT) this.forget(oldest)
    return known
  }

  private async prepare(size: Size, also: readonly Slice[]) {
    const plan = await this.build(size)
    const bytes = [plan.log, ...also].reduce((sum, slice) => sum + slice.size, 0)
    return { plan, ring: new ReadbackRing(this.gpu, this.name, bytes) }
  }

  private forget(key: string): void {
    const known = this.kept.get(key)
    this.kept.delete(key)
    void known?.then(
      ({ plan: { plan }, ring }) => {
        ring.destroy()
        plan.destroy()
      },
      () => undefined,
    )
  }
}
