import { DisposedError, ShapeError } from '../../../core/errors'
import type { LabelledImages } from '../../../core/images'
import { pixelCount } from '../../../core/task'
import { elementCount, type Tensor } from '../../../core/tensor'
import type { Slice } from '../../../gpu/arena'
import type { Plan } from '../../../gpu/plan'
import { ReadbackRing } from '../../../gpu/readback'
import type { Evaluation, LossAndGradients, LossSpec, Trace, TraceGradients, TraceOptions } from '../../engine'
import { joinByExample, pickSignals, type DeclaredSignal } from '../recorded'
import { countImages, requireImage } from '../require-images'
import { resolveLoss } from '../../spec/losses'
import { resolveTrace, type ResolvedTrace } from '../../spec/trace'
import { writeClock, type ClockTime } from '../../operations/gpu/clock'
import type { DatasetStore, GpuDataset } from '../../operations/gpu/batch'
import { BatchesInFlight } from './batches-in-flight'
import { readLog } from './log'
import { predictionBatch } from './memory'
import { PlanCache, type Prepared } from './plan-cache'
import { evaluationPlan, gradientPlan, predictionPlan, type EvaluationPlan, type PlanContext } from './plans'
import { FLOAT_BYTES, padded, resizeMatrix } from '../../operations/gpu/tensor'
import { recordPlan, tracePlan, type TraceBack, type TracePlan } from './trace'

/** Pictures whose signals come back together: all signals of one may be megabytes, and a reading waits for a batch of them at most. */
const RECORD_BATCH = 32
const STILL_CLOCK: ClockTime = { step: 1, epoch: 0, start: 0, examples: 0, seed: 0, logSlot: 0, learningRate: 0 }

/**
 * Plans kept for the next work of their kind: predictions of one and of three sizes of many, a plain and two opened traces, signals of two choices, an
 * evaluation, and gradients of a batch and of its rest.
 */
const PLANS_KEPT = 12

/** Everything a model answers without changing: predictions, traces, evaluations, gradients. Plans are built on first use. */
export class Inference {
  private readonly plans = new PlanCache(PLANS_KEPT, (prepared) => this.discard(prepared))
  /** By plan and by the number of bytes that come back. */
  private readonly rings = new Map<Plan, Map<number, ReadbackRing>>()
  private isDestroyed = false

  constructor(
    private readonly context: PlanContext,
    private readonly datasets: DatasetStore,
    private readonly maxBatch: number,
  ) {}

  async predict(images: Float32Array): Promise<Float32Array> {
    const count = this.count(images)
    const { classes } = this.context.network
    const result = new Float32Array(count * classes)
    const inFlight = new BatchesInFlight()
    for (let start = 0; start < count;) {
      const batch = predictionBatch(count - start, this.maxBatch)
      const examples = Math.min(count - start, batch)
      const first = start
      const build = () => predictionPlan(this.context, batch)
      const arrived = this.plans.use(`predict ${batch}`, build, async ({ plan, images: destination, probabilities }) => {
        this.requireAlive()
        const columns = probabilities.size / FLOAT_BYTES / batch
        this.upload(destination, this.pictures(images, first, examples))
        const values = await this.execute(plan, [probabilities])
        result.set(resizeMatrix(values, [examples, columns], [examples, classes]), first * classes)
      })
      await inFlight.add(arrived)
      start += examples
    }
    await inFlight.end()
    return result
  }

  async record(images: Float32Array, signals: readonly DeclaredSignal[]): Promise<Float32Array> {
    const count = this.count(images)
    const batch = Math.min(RECORD_BATCH, this.maxBatch)
    const layers = new Set(signals.map(({ layer }) => layer))
    const each = signals.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    const result = new Float32Array(count * each)
    const inFlight = new BatchesInFlight()
    for (let start = 0; start < count; start += batch) {
      const examples = Math.min(batch, count - start)
      const build = () => recordPlan(this.context, batch, layers)
      const arrived = this.plans.use(`record ${JSON.stringify([...layers])}`, build, async ({ plan, images: destination, sources }) => {
        this.requireAlive()
        this.upload(destination, this.pictures(images, start, examples))
        const slices = sources.flatMap((source) => source.slices)
        const copies = splitBySlices(await this.execute(plan, slices), slices)
        let next = 0
        const recorded = sources.flatMap((source) => source.unpack(copies.slice(next, (next += source.slices.length))))
        result.set(joinByExample(pickSignals(recorded, signals), batch).subarray(0, examples * each), start * each)
      })
      await inFlight.add(arrived)
    }
    await inFlight.end()
    return result
  }

  async trace(image: Float32Array, options: TraceOptions = {}): Promise<Trace> {
    requireImage(image, this.context.network.description.task.input)
    const resolved = resolveTrace(this.context.network.description, options)
    const { held, gradients } = resolved
    const opening = held.size === 0 && gradients === null ? null : { loss: gradients?.loss ?? null }
    const build = () => tracePlan(this.context, opening)
    return this.plans.use(`trace ${JSON.stringify(opening)}`, build, (prepared) => this.traceWith(prepared, image, resolved))
  }

  private async traceWith(prepared: TracePlan, image: Float32Array, { held, gradients }: ResolvedTrace): Promise<Trace> {
    this.requireAlive()
    const { classes, description } = this.context.network
    const { plan, turn, images, input, sources, answer, belief, columns, opened, back } = prepared
    const answering = description.layers.at(-1)!
    const features = description.input.at(-1)!
    this.upload(images, this.pictures(image, 0, 1))
    for (const [name, layer] of opened) {
      for (const { slice, values } of layer.hold(held.get(name) ?? null)) this.upload(slice, values)
    }
    const slices = [input.slice, answer, ...sources.flatMap((source) => source.slices), ...(belief === null ? [] : [belief.probabilities])]
    const [values, goneBack] = await Promise.all([
      this.execute(plan, slices, 0, turn),
      back === null || gradients === null ? null : this.goBack(plan, turn, back, gradients.label),
    ])
    const copies = splitBySlices(values, slices)
    const probabilities = resizeMatrix(copies[1]!, [1, columns], [1, classes])
    const steps = belief?.steps ?? 1
    const beliefData = belief === null ? probabilities.slice() : resizeMatrix(copies.at(-1)!, [steps, columns], [steps, classes])
    let next = 2
    const signals = sources.flatMap((source) => source.unpack(copies.slice(next, (next += source.slices.length))))
    return {
      input: { shape: description.input, data: resizeMatrix(copies[0]!, [input.rows, input.columns], [input.rows, features]) },
      signals: [...signals, { layer: answering.name, name: 'output', shape: answering.output, data: probabilities.slice() }],
      belief: { shape: [steps, classes], data: beliefData },
      probabilities,
      ...(goneBack === null ? {} : { gradients: goneBack }),
    }
  }

  /** The second half of a trace, whose first half has just been submitted. */
  private async goBack(
    plan: Plan,
    turn: number,
    { clock, labels, log, dImages, sources }: TraceBack,
    label: number,
  ): Promise<TraceGradients> {
    this.upload(labels, Uint32Array.of(label))
    writeClock(this.context.gpu, clock, { ...STILL_CLOCK, examples: 1 })
    const slices = [log, dImages, ...sources.flatMap((source) => source.slices)]
    const copies = splitBySlices(await this.execute(plan, slices, turn), slices)
    const { task } = this.context.network.description
    const { height, width } = task.input
    let next = 2
    return {
      loss: readLog(copies[0]!, 0, 1).loss,
      saliency: { shape: [height, width], data: copies[1]!.slice(0, height * width) },
      states: sources.flatMap((source) => source.unpack(copies.slice(next, (next += source.slices.length)))),
    }
  }

  async lossAndGradients(images: Float32Array, labels: Uint8Array, spec: LossSpec): Promise<LossAndGradients> {
    const count = this.count(images)
    const lossKind = resolveLoss(spec)
    let loss = 0
    let gradients: Map<string, Tensor> | null = null
    const { store } = this.context.network
    for (let start = 0; start < count; start += this.maxBatch) {
      const examples = Math.min(this.maxBatch, count - start)
      const key = `gradients ${examples} ${JSON.stringify(lossKind)}`
      const pictures = this.pictures(images, start, examples)
      const build = () => gradientPlan(this.context, examples, lossKind)
      const [log, flat] = await this.plans.use(key, build, async (prepared) => {
        this.requireAlive()
        this.upload(prepared.images, pictures)
        this.upload(prepared.labels, Uint32Array.from(labels.subarray(start, start + examples)))
        writeClock(this.context.gpu, prepared.clock, { ...STILL_CLOCK, examples })
        // In one submission: a training step may be the next.
        const slices = [prepared.log, store.buffer('gradients')]
        return splitBySlices(await this.execute(prepared.plan, slices), slices)
      })
      loss += readLog(log!, 0, examples).loss
      const part = store.unpack(flat!)
      gradients = gradients === null ? scaled(part, examples / count) : added(gradients, part, examples / count)
    }
    return { loss: loss / count, gradients: gradients ?? new Map<string, Tensor>() }
  }

  async evaluate(set: LabelledImages, spec: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation> {
    const dataset = this.datasets.get(set)
    const lossKind = resolveLoss(spec)
    const key = `evaluate ${dataset.id} ${JSON.stringify(lossKind)}`
    return this.plans.use(
      key,
      () => this.holding(dataset, () => evaluationPlan(this.context, dataset, this.maxBatch, lossKind)),
      (prepared) => this.evaluateWith(prepared, dataset, onProgress),
    )
  }

  private async evaluateWith(prepared: EvaluationPlan, dataset: GpuDataset, onProgress?: (done: number) => void): Promise<Evaluation> {
    this.requireAlive()
    const predictions = new Uint8Array(dataset.count)
    const inFlight = new BatchesInFlight()
    let loss = 0
    let correct = 0
    let done = 0
    for (let start = 0; start < dataset.count; start += this.maxBatch) {
      const examples = Math.min(this.maxBatch, dataset.count - start)
      writeClock(this.context.gpu, prepared.clock, { ...STILL_CLOCK, start, examples })
      const arriving = this.execute(prepared.plan, [prepared.log])
      const counted = arriving.then((log) => {
        const result = readLog(log, 0, examples, (index, answer) => {
          predictions[start + index] = answer
        })
        loss += result.loss
        correct += result.correct
        done += examples
        onProgress?.(done)
      })
      await inFlight.add(counted)
    }
    await inFlight.end()
    return { loss: loss / dataset.count, accuracy: correct / dataset.count, correct, predictions }
  }

  async destroy(): Promise<void> {
    this.isDestroyed = true
    for (const plan of this.rings.keys()) this.discardRings(plan)
    await this.plans.destroy()
  }

  /** A plan together with the data that it reads, which stay for as long as it does. */
  private async holding<P extends Prepared>(dataset: GpuDataset, build: () => Promise<P>): Promise<P> {
    const release = this.datasets.hold(dataset)
    try {
      return { ...(await build()), release }
    } catch (error) {
      release()
      throw error
    }
  }

  private discard({ plan, release }: Prepared): void {
    this.discardRings(plan)
    plan.destroy()
    release?.()
  }

  private discardRings(plan: Plan): void {
    for (const ring of this.rings.get(plan)?.values() ?? []) ring.destroy()
    this.rings.delete(plan)
  }

  /** @throws ShapeError when the values are no whole number of pictures, or none */
  private count(images: Float32Array): number {
    const count = countImages(images, this.context.network.description.task.input)
    if (count === 0) throw new ShapeError({ tensor: 'images', misfit: { kind: 'empty' } })
    return count
  }

  /** Some of the pictures as a plan takes them: each padded to whole quads. */
  private pictures(images: Float32Array, start: number, count: number): Float32Array {
    const pixels = pixelCount(this.context.network.description.task.input)
    const pictures = images.subarray(start * pixels, (start + count) * pixels)
    return padded(pixels) === pixels ? pictures : resizeMatrix(pictures, [count, pixels], [count, padded(pixels)])
  }

  /** Memory that is gone must not be handed to the device: it would complain, and answer nothing. */
  private requireAlive(): void {
    if (this.isDestroyed) throw new DisposedError({ what: 'model' })
  }

  private upload(destination: Slice, values: Float32Array | Uint32Array): void {
    this.context.gpu.device.queue.writeBuffer(destination.buffer.native, destination.offset, values.slice())
  }

  /** Runs a plan, or its dispatches from `start` up to `end`, and brings back the slices, one behind the other. */
  private async execute(plan: Plan, slices: readonly Slice[], start?: number, end?: number): Promise<Float32Array> {
    this.requireAlive()
    const { gpu } = this.context
    const encoder = gpu.device.createCommandEncoder({ label: plan.label })
    plan.encode(encoder, start, end)
    const readback = this.ringFor(plan, slices).copy(encoder, slices)
    gpu.device.queue.submit([encoder.finish()])
    return new Float32Array(await readback.read())
  }

  private ringFor(plan: Plan, slices: readonly Slice[]): ReadbackRing {
    const size = slices.reduce((sum, slice) => sum + slice.size, 0)
    const rings = this.rings.get(plan) ?? new Map<number, ReadbackRing>()
    const ring = rings.get(size) ?? new ReadbackRing(this.context.gpu, 'inference', size)
    this.rings.set(plan, rings.set(size, ring))
    return ring
  }
}

function splitBySlices(values: Float32Array, slices: readonly Slice[]): Float32Array[] {
  let offset = 0
  return slices.map(({ size }) => values.subarray(offset, (offset += size / FLOAT_BYTES)))
}

function scaled(tensors: ReadonlyMap<string, Tensor>, factor: number): Map<string, Tensor> {
  return new Map([...tensors].map(([name, { shape, data }]) => [name, { shape, data: data.map((value) => value * factor) }]))
}

function added(sum: Map<string, Tensor>, tensors: ReadonlyMap<string, Tensor>, factor: number): Map<string, Tensor> {
  for (const [name, { shape, data }] of sum) {
    const other = tensors.get(name)!.data
    const total = new Float32Array(elementCount(shape))
    for (let index = 0; index < total.length; index++) total[index] = data[index]! + factor * other[index]!
    sum.set(name, { shape, data: total })
  }
  return sum
}
