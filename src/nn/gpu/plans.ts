import { IMAGE_PIXELS } from '../../core/images'
import type { Slice } from '../../gpu/arena'
import type { Gpu } from '../../gpu/device'
import type { KernelCache } from '../../gpu/kernel'
import { PlanBuilder, type Plan } from '../../gpu/plan'
import type { OptimizerSpec } from '../engine'
import { adam, ADAM_ROW } from '../optimizers/adam/gpu'
import { recordBatch, type GpuDataset } from './batch'
import { CLOCK_BYTES } from './clock'
import type { TraceSource } from './layer'
import { LOG_ENTRY_BYTES } from './log'
import type { Network } from './network'
import { FLOAT_BYTES, type GpuTensor } from './tensor'

/** What every plan of a model is built from. */
export interface PlanContext {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly network: Network
}

function builder({ gpu, kernels }: PlanContext, label: string): PlanBuilder {
  return new PlanBuilder(gpu, kernels, label)
}

export interface TrainingPlan {
  readonly plan: Plan
  readonly clock: Slice
  /** [slots,B] rows of (loss, answer). */
  readonly log: Slice
  readonly batch: number
}

/** Steps whose results the log holds before it must be read. */
export const LOG_SLOTS = 64

/** One training step: gather, scan, forward, loss, backward, optimizer. */
export async function trainingPlan(
  context: PlanContext,
  dataset: GpuDataset,
  batch: number,
  optimizer: Required<OptimizerSpec>,
): Promise<TrainingPlan> {
  const plan = builder(context, 'train')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', LOG_SLOTS * batch * LOG_ENTRY_BYTES)
  const { input, labels } = recordBatch(plan, batch, { dataset, clock, shuffle: true })
  const records = network.forward(plan, batch, input, { clock })
  network.backward(records, network.loss(plan, records.at(-1)!.output, labels, clock, log))
  plan.dispatch(
    adam,
    {
      clock,
      gradients: network.store.buffer('gradients'),
      parameters: network.store.buffer('parameters'),
      firstMoment: network.store.buffer('firstMoment'),
      secondMoment: network.store.buffer('secondMoment'),
    },
    {
      size: network.store.size / 4,
      row: Math.min(network.store.size / 4, ADAM_ROW),
      beta1: optimizer.beta1,
      beta2: optimizer.beta2,
      epsilon: optimizer.epsilon,
    },
  )
  return { plan: await plan.compile(), clock, log, batch }
}

export interface GradientPlan {
  readonly plan: Plan
  readonly clock: Slice
  readonly log: Slice
  readonly images: Slice
  readonly labels: Slice
}

/** Loss and gradients of uploaded images; what training does without its data set and optimizer. */
export async function gradientPlan(context: PlanContext, batch: number): Promise<GradientPlan> {
  const plan = builder(context, 'gradients')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', batch * LOG_ENTRY_BYTES)
  const { images, labels, input } = recordBatch(plan, batch)
  const records = network.forward(plan, batch, input)
  network.backward(records, network.loss(plan, records.at(-1)!.output, labels, clock, log))
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
  const { images, input } = recordBatch(plan, batch)
  const records = context.network.forward(plan, batch, input)
  const probabilities = context.network.probabilities(plan, records.at(-1)!.output)
  return { plan: await plan.compile(), images, probabilities, batch }
}

export interface EvaluationPlan {
  readonly plan: Plan
  readonly clock: Slice
  readonly log: Slice
  readonly batch: number
}

/** Losses and answers of a data set in its own order. */
export async function evaluationPlan(context: PlanContext, dataset: GpuDataset, batch: number): Promise<EvaluationPlan> {
  const plan = builder(context, 'evaluate')
  const { network } = context
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', batch * LOG_ENTRY_BYTES)
  const { input, labels } = recordBatch(plan, batch, { dataset, clock, shuffle: false })
  const records = network.forward(plan, batch, input)
  network.loss(plan, records.at(-1)!.output, labels, clock, log)
  return { plan: await plan.compile(), clock, log, batch }
}

export interface TracePlan {
  readonly plan: Plan
  readonly images: Slice
  /** [T,F] as the network reads it, padded. */
  readonly input: GpuTensor
  readonly sources: readonly TraceSource[]
  /** [T,C] probabilities after every timestep, padded. */
  readonly belief: Slice
  readonly beliefColumns: number
}

/**
 * Every signal of one image. The layers after the last recurrent one are applied to its state after every timestep, which gives the
 * belief; their last row is the model's answer.
 */
export async function tracePlan(context: PlanContext): Promise<TracePlan> {
  const plan = builder(context, 'trace')
  const { network } = context
  const { images, input } = recordBatch(plan, 1)
  const lastRecurrent = network.description.layers.findLastIndex(({ layer }) => layer.type === 'lstm')
  const reading = network.forward(plan, 1, input, { to: lastRecurrent + 1 })
  const answering = network.forward(plan, 1, reading.at(-1)!.sequence!, { from: lastRecurrent + 1 })
  const logits = answering.at(-1)!.output
  const belief = network.probabilities(plan, logits)
  return {
    plan: await plan.compile(),
    images,
    input,
    // The last layer's scores are told as the probabilities they become.
    sources: [...reading, ...answering.slice(0, -1)].map(({ trace }) => trace),
    belief,
    beliefColumns: logits.columns,
  }
}

export const IMAGE_BYTES = IMAGE_PIXELS * FLOAT_BYTES
