import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import { PlanBuilder, type Plan } from '../../../../gpu/plan'
import type { KernelCache } from '../../../../gpu/kernel'
import { recordOptimizer } from '../../../optimizers/gpu-registry'
import type { ResolvedOptimizer } from '../../../optimizers/definition'
import { CLOCK_BYTES } from '../../../operations/gpu/clock'
import { QUAD_BYTES } from '../../../operations/gpu/tensor'
import type { GpuWriterNetwork } from './network'

export interface WriterContext {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly network: GpuWriterNetwork
}

export interface BatchSize {
  readonly batch: number
  readonly steps: number
}

/** What is done with a batch of drawings. */
export type WriterWork =
  | { readonly kind: 'evaluate' }
  /** Leaves the gradients of the mean over all points in the store. */
  | { readonly kind: 'gradients' }
  | { readonly kind: 'train'; readonly optimizer: ResolvedOptimizer }

export interface WriterPlan extends BatchSize {
  readonly plan: Plan
  readonly clock: Slice
  /** [T,B,F] padded */
  readonly input: Slice
  /** [T,B,4] */
  readonly targets: Slice
  /** [1,B,4] sums over the points of each drawing */
  readonly log: Slice
}

/** Values of a row of the log. */
export const LOG_VALUES = QUAD_BYTES / 4

/** @throws ShaderError, GpuMemoryError */
export async function writerPlan({ gpu, kernels, network }: WriterContext, size: BatchSize, work: WriterWork): Promise<WriterPlan> {
  const { batch, steps } = size
  const plan = new PlanBuilder(gpu, kernels, `writer ${work.kind}`, { isSharing: true })
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const input = network.allocateInput(plan, batch * steps)
  const targets = plan.arena.allocate('targets', batch * steps * QUAD_BYTES)
  const log = plan.arena.allocate('log', batch * QUAD_BYTES)
  const records = network.forward(plan, batch, steps, input, { clock: work.kind === 'train' ? clock : null })
  const { dSums } = network.judge(plan, size, records.at(-1)!.output, { clock, targets, log })
  if (work.kind !== 'evaluate') network.backward(records, dSums)
  if (work.kind === 'train') recordOptimizer(plan, work.optimizer, network.store, clock, [])
  return { ...size, plan: await plan.compile(), clock, input: input.slice, targets, log }
}
