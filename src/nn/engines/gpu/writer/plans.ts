import type { Slice } from '../../../../gpu/arena'
import { PlanBuilder } from '../../../../gpu/plan'
import { recordOptimizer } from '../../../optimizers/gpu-registry'
import { CLOCK_BYTES } from '../../../operations/gpu/clock'
import { QUAD_BYTES } from '../../../operations/gpu/tensor'
import type { BatchPlan, GenerativeContext, GenerativeWork } from '../generative/batches'
import type { GpuWriterNetwork } from './network'

export type WriterContext = GenerativeContext<GpuWriterNetwork>

export interface BatchSize {
  readonly batch: number
  readonly steps: number
}

export interface WriterPlan extends BatchPlan {
  /** [T,B,F] padded */
  readonly input: Slice
  /** [T,B,4] */
  readonly targets: Slice
}

/** @throws ShaderError, GpuMemoryError */
export async function writerPlan({ gpu, kernels, network }: WriterContext, size: BatchSize, work: GenerativeWork): Promise<WriterPlan> {
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
  return { plan: await plan.compile(), clock, input: input.slice, targets, log }
}
