import { pixelCount, type Task } from '../../../core/task'
import type { Slice } from '../../../gpu/arena'
import type { Gpu } from '../../../gpu/device'
import type { KernelCache } from '../../../gpu/kernel'
import { PlanBuilder, type Plan, type PlanOptions } from '../../../gpu/plan'
import { recordOptimizer } from '../../optimizers/gpu-registry'
import { activeAugmentation } from '../../spec/augmentation'
import type { ResolvedLoss } from '../../spec/losses'
import type { StepSettings } from '../../spec/training'
import { recordBatch, type GpuDataset } from '../../operations/gpu/batch'
import { CLOCK_BYTES } from '../../operations/gpu/clock'
import { padded } from '../../operations/gpu/tensor'
import { LOG_ENTRY_BYTES } from './log'
import type { Network } from './network'

/** What every plan of a model is built from. */
export interface PlanContext {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly network: Network
  /** Measures once how kernels are best arranged; plans recorded later are. */
  readonly tune?: () => Promise<void>
}

/** Begins a plan. @param options  by default its tensors share memory where they can: only what `allocate` gave is there after a run */
export function builder({ gpu, kernels, network }: PlanContext, label: string, options: PlanOptions = { isSharing: true }): PlanBuilder {
  return new PlanBuilder(gpu, kernels, label, { format: network.format, ...options })
}

/** Makes of the parameters what products read, after they were set; null where products read the parameters themselves. */
export async function copyPlan(context: PlanContext): Promise<Plan | null> {
  if (context.network.format === 'float32') return null
  const plan = builder(context, 'copy')
  context.network.store.recordCopies(plan)
  return plan.compile()
}

export interface TrainingPlan {
  readonly plan: Plan
  readonly clock: Slice
  /** [slots,B] rows of (loss, answer). */
  readonly log: Slice
  readonly batch: number
  /** Where each step's examples are uploaded to; null where they are gathered from a set on the GPU. */
  readonly fed: GpuDataset | null
}

/** Steps whose results the log holds before it must be read. */
export const LOG_SLOTS = 64

/** One training step: gather, scan, forward, loss, backward, optimizer. @throws ShaderError, GpuMemoryError */
export async function trainingPlan(context: PlanContext, dataset: GpuDataset | null, settings: StepSettings): Promise<TrainingPlan> {
  const { builder: plan, clock, log, source } = recordTraining(context, dataset, settings)
  return { plan: await plan.compile(), clock, log, batch: settings.batchSize, fed: dataset === null ? source : null }
}

/** Compiles the kernels of a training step, one after another, and takes no memory for it. @throws ShaderError */
export async function compileTraining(context: PlanContext, settings: StepSettings): Promise<void> {
  await recordTraining(context, null, settings).builder.compileKernels()
}

/**
 * Records a training step.
 *
 * @param dataset  null where the examples of each step are uploaded as they come, in their order; also for a step that is only counted or compiled
 */
export function recordTraining(
  context: PlanContext,
  dataset: GpuDataset | null,
  { batchSize: batch, loss, optimizer, augment, frozen }: StepSettings,
): { readonly builder: PlanBuilder; readonly clock: Slice; readonly log: Slice; readonly source: GpuDataset } {
  const plan = builder(context, 'train')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', LOG_SLOTS * batch * LOG_ENTRY_BYTES)
  const source = dataset ?? batchOnGpu(plan, batch, network.description.task)
  const { input, mask, labels } = recordBatch(plan, batch, network.description.spec, {
    dataset: source,
    clock,
    shuffle: dataset !== null,
    augmentation: activeAugmentation(augment),
  })
  const records = network.forward(plan, batch, input, { clock, mask })
  network.backward(records, network.loss(plan, loss, records.at(-1)!.output, labels, clock, log))
  recordOptimizer(plan, optimizer, network.store, clock, frozen)
  network.store.recordCopies(plan)
  return { builder: plan, clock, log, source }
}

/** A set of one batch, in the plan's own memory. */
function batchOnGpu({ arena }: PlanBuilder, batch: number, task: Task): GpuDataset {
  const bytes = batch * padded(pixelCount(task.input))
  return { id: -1, count: batch, pixels: arena.allocate('batch/pixels', bytes), classes: arena.allocate('batch/classes', batch) }
}

export interface GradientPlan {
  readonly plan: Plan
  readonly clock: Slice
  readonly log: Slice
  readonly images: Slice
  readonly labels: Slice
}

/** Loss and gradients of uploaded images; what training does without its data set and optimizer. */
export async function gradientPlan(context: PlanContext, batch: number, loss: ResolvedLoss): Promise<GradientPlan> {
  const plan = builder(context, 'gradients')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', batch * LOG_ENTRY_BYTES)
  const { images, labels, input, mask } = recordBatch(plan, batch, network.description.spec)
  const records = network.forward(plan, batch, input, { mask })
  network.backward(records, network.loss(plan, loss, records.at(-1)!.output, labels, clock, log))
  return { plan: await plan.compile(), clock, log, images, labels }
}

export interface PredictionPlan {
  readonly plan: Plan
  readonly images: Slice
  /** [B,columns] */
  readonly probabilities: Slice
  readonly batch: number
}

/** Probabilities of uploaded images. */
export async function predictionPlan(context: PlanContext, batch: number): Promise<PredictionPlan> {
  const plan = builder(context, 'predict')
  const { network } = context
  const { images, input, mask } = recordBatch(plan, batch, network.description.spec)
  const records = network.forward(plan, batch, input, { mask })
  const probabilities = network.probabilities(plan, records.at(-1)!.output)
  return { plan: await plan.compile(), images, probabilities, batch }
}

export interface EvaluationPlan {
  readonly plan: Plan
  readonly clock: Slice
  readonly log: Slice
  readonly batch: number
}

/** Losses and answers of a data set in its own order. */
export async function evaluationPlan(
  context: PlanContext,
  dataset: GpuDataset,
  batch: number,
  loss: ResolvedLoss,
): Promise<EvaluationPlan> {
  const plan = builder(context, 'evaluate')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', batch * LOG_ENTRY_BYTES)
  const { input, mask, labels } = recordBatch(plan, batch, network.description.spec, { dataset, clock, shuffle: false })
  const records = network.forward(plan, batch, input, { mask })
  network.loss(plan, loss, records.at(-1)!.output, labels, clock, log)
  return { plan: await plan.compile(), clock, log, batch }
}
