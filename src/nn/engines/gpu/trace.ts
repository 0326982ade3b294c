import type { Slice } from '../../../gpu/arena'
import type { Plan, PlanBuilder } from '../../../gpu/plan'
import { beliefLayer } from '../../spec/belief'
import type { ResolvedLoss } from '../../spec/losses'
import { recordBatch } from '../../operations/gpu/batch'
import { CLOCK_BYTES } from '../../operations/gpu/clock'
import type { GpuForward, OpenedLayer, StateGradientSource, TraceSource } from '../../layers/gpu-layer'
import { LOG_ENTRY_BYTES } from './log'
import type { Network } from './network'
import { builder, type PlanContext } from './plans'
import { recordScanGradient } from '../../operations/gpu/scan'
import { resizeMatrix, type GpuTensor } from '../../operations/gpu/tensor'

export interface TracePlan {
  readonly plan: Plan
  /** The dispatches before this one go forward, the others back: what is traced must be copied between them, for the way back overwrites it. */
  readonly turn: number
  readonly images: Slice
  /** What the network reads, padded: [T,F], or [H,W,C] as [H·W,C]. */
  readonly input: GpuTensor
  /** Signals of all layers but the last, whose scores are told as the probabilities they become. */
  readonly sources: readonly TraceSource[]
  /** [1,C] probabilities, padded. */
  readonly answer: Slice
  /** [T,C] probabilities after every timestep, padded; null for a model that has no states to answer from. */
  readonly belief: { readonly probabilities: Slice; readonly steps: number } | null
  /** Columns of answer and belief. */
  readonly columns: number
  /** Layers whose signals can be held, by name; none in a plain trace. */
  readonly opened: ReadonlyMap<string, OpenedLayer>
  /** What goes back; null where no gradients are wanted. */
  readonly back: TraceBack | null
}

export interface TraceBack {
  readonly clock: Slice
  /** [1] */
  readonly labels: Slice
  /** [1] (loss, answer) */
  readonly log: Slice
  /** [1,pixels], padded */
  readonly dImages: Slice
  readonly sources: readonly StateGradientSource[]
}

/** What a trace can do beyond recording. */
export interface TraceOpening {
  /** Whose gradients are wanted; null when nothing goes back. */
  readonly loss: ResolvedLoss | null
}

/**
 * Every signal of one image, and what is believed on the way: `beliefLayer` says what that means.
 *
 * @param opening  null for a plain trace, which runs the kernels of training and prediction
 */
export async function tracePlan(context: PlanContext, opening: TraceOpening | null): Promise<TracePlan> {
  // Every signal is looked at in the end.
  const plan = builder(context, 'trace', { isSharing: false })
  const { network } = context
  const { images, labels, input, mask } = recordBatch(plan, 1, network.description.spec)
  const records = network.forward(plan, 1, input, { mask, isOpened: opening !== null })
  const scores = records.at(-1)!.output
  const answer = network.probabilities(plan, scores)
  const reader = beliefLayer(network.description)
  const states = reader === null ? null : records[reader]!.sequence
  let belief: TracePlan['belief'] = null
  if (reader !== null && states !== null) {
    const answering = network.forward(plan, states.rows, states, { from: reader + 1 })
    belief = { probabilities: network.probabilities(plan, answering.at(-1)!.output), steps: states.rows }
  }
  const turn = plan.dispatchCount
  const back = opening === null || opening.loss === null ? null : recordBack(plan, network, records, labels, opening.loss)
  return {
    plan: await plan.compile(),
    turn,
    images,
    input,
    sources: records.slice(0, -1).map(({ trace }) => trace),
    answer,
    belief,
    columns: scores.columns,
    opened: new Map(records.flatMap(({ opened }, index) => (opened ? [[network.description.layers[index]!.name, opened] as const] : []))),
    back,
  }
}

export interface RecordPlan {
  readonly plan: Plan
  readonly images: Slice
  /** Of the layers that are recorded. */
  readonly sources: readonly TraceSource[]
  readonly batch: number
}

/** Signals of these layers for many images at once. */
export async function recordPlan(context: PlanContext, batch: number, layers: ReadonlySet<string>): Promise<RecordPlan> {
  const plan = builder(context, 'record', { isSharing: false })
  const { network } = context
  const described = network.description.layers
  const { images, input, mask } = recordBatch(plan, batch, network.description.spec)
  const records = network.forward(plan, batch, input, { mask })
  const { name, output: shape } = described.at(-1)!
  const scores = records.at(-1)!.output
  const answer: TraceSource = {
    slices: [network.probabilities(plan, scores)],
    unpack: ([values]) => {
      const data = resizeMatrix(values!, [batch, scores.columns], [batch, shape.at(-1)!])
      return [{ layer: name, name: 'output', shape, data }]
    },
  }
  const sources = [...records.slice(0, -1).map(({ trace }) => trace), answer]
  return { plan: await plan.compile(), images, sources: sources.filter((_, place) => layers.has(described[place]!.name)), batch }
}

function recordBack(plan: PlanBuilder, network: Network, records: readonly GpuForward[], labels: Slice, loss: ResolvedLoss): TraceBack {
  const clock = plan.arena.allocate('clock', CLOCK_BYTES)
  const log = plan.arena.allocate('log', LOG_ENTRY_BYTES)
  const dScores = network.loss(plan, loss, records.at(-1)!.output, labels, clock, log)
  const dInput = network.backward(records, dScores, true)!
  return {
    clock,
    labels,
    log,
    dImages: recordScanGradient(plan, dInput, 1, network.description.spec),
    sources: records.flatMap(({ opened }) => (opened ? [opened.stateGradients()] : [])),
  }
}
