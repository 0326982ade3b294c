import type { Slice } from '../../../../gpu/arena'
import { PlanBuilder, type Plan } from '../../../../gpu/plan'
import { ReadbackRing } from '../../../../gpu/readback'
import type { CarriedSlices, OpenedLayer, TraceSource } from '../../../layers/gpu-layer'
import { FLOAT_BYTES, resizeMatrix, type GpuTensor } from '../../../operations/gpu/tensor'
import type { HeldModel } from '../../../spec/trace'
import type { TraceSignal } from '../../../trace-types'
import type { Stepper } from '../../writing/writing'
import type { GenerativeContext } from './batches'
import type { GpuGenerativeNetwork } from './network'

type SteppedContext = GenerativeContext<GpuGenerativeNetwork>

interface StepPlan {
  readonly plan: Plan
  readonly input: Slice
  readonly sums: Slice
  readonly carried: readonly CarriedSlices[]
  /** Where a state lies on its way from the end of a step to the beginning of the next: nothing is copied within a buffer. */
  readonly between: readonly Slice[]
  readonly opened: ReadonlyMap<string, OpenedLayer>
  readonly sources: readonly TraceSource[]
  readonly ring: ReadbackRing
}

/** A network on the GPU one timestep after another: its states stay there, and each step is a plan of one timestep. */
export class GpuStepper implements Stepper {
  private lastSignals: Promise<readonly TraceSignal[]> = Promise.resolve([])

  private constructor(
    private readonly context: SteppedContext,
    private readonly batch: number,
    private readonly isOpened: boolean,
    private readonly prepared: StepPlan,
  ) {}

  /** @param isOpened  whether signals may be held */
  static async begin(context: SteppedContext, batch: number, isOpened: boolean): Promise<GpuStepper> {
    const { gpu, kernels, network } = context
    // Every signal is looked at in the end.
    const plan = new PlanBuilder(gpu, kernels, 'write', { isSharing: false })
    const input = network.allocateInput(plan, batch)
    const records = network.forward(plan, batch, 1, input, { isOpened, isCarrying: true })
    const sums = rowsOf(records.at(-1)!.output)
    const { layers } = network
    const opened = new Map(records.flatMap(({ opened: layer }, index) => (layer ? [[layers[index]!.name, layer] as const] : [])))
    const sources = batch === 1 ? records.map(({ trace }) => trace) : []
    const carried = records.flatMap((record) => record.carried ?? [])
    const between = carried.map(({ after }) => plan.arena.allocate('carried', after.size))
    const compiled = await plan.compile()
    const bytes = [sums, ...sources.flatMap(({ slices }) => slices)].reduce((sum, { size }) => sum + size, 0)
    const ring = new ReadbackRing(gpu, 'write', bytes)
    return new GpuStepper(context, batch, isOpened, { plan: compiled, input: input.slice, sums, carried, between, opened, sources, ring })
  }

  async step(input: Float32Array, held: HeldModel | null): Promise<ArrayLike<number>> {
    const { gpu, network } = this.context
    const { plan, input: destination, sums, carried, between, opened, sources, ring } = this.prepared
    this.upload(destination, resizeMatrix(input, [this.batch, network.inputs], [this.batch, network.inputColumns]))
    for (const [name, layer] of opened) {
      for (const { slice, values } of layer.hold(held?.get(name) ?? null)) this.upload(slice, values)
    }
    const encoder = gpu.device.createCommandEncoder({ label: plan.label })
    plan.encode(encoder)
    const slices = [sums, ...sources.flatMap((source) => source.slices)]
    const readback = ring.copy(encoder, slices)
    for (const [place, { before, after }] of carried.entries()) {
      const middle = between[place]!
      encoder.copyBufferToBuffer(after.buffer.native, after.offset, middle.buffer.native, middle.offset, after.size)
      encoder.copyBufferToBuffer(middle.buffer.native, middle.offset, before.buffer.native, before.offset, after.size)
    }
    gpu.device.queue.submit([encoder.finish()])
    const values = new Float32Array(await readback.read())
    let offset = 0
    const copies = slices.map(({ size }) => values.subarray(offset, (offset += size / FLOAT_BYTES)))
    let next = 1
    const signals = sources.flatMap((source) => source.unpack(copies.slice(next, (next += source.slices.length))))
    this.lastSignals = Promise.resolve(signals)
    return resizeMatrix(copies[0]!, [this.batch, network.outputColumns], [this.batch, network.outputs])
  }

  signals(): Promise<readonly TraceSignal[]> {
    return this.lastSignals
  }

  async fork(batch: number): Promise<Stepper> {
    const forked = await GpuStepper.begin(this.context, batch, this.isOpened)
    const { gpu } = this.context
    const encoder = gpu.device.createCommandEncoder({ label: 'fork' })
    for (const [place, { before }] of forked.prepared.carried.entries()) {
      const from = this.prepared.carried[place]!.before
      const row = from.size / this.batch
      for (let index = 0; index < batch; index++) {
        encoder.copyBufferToBuffer(from.buffer.native, from.offset, before.buffer.native, before.offset + index * row, row)
      }
    }
    gpu.device.queue.submit([encoder.finish()])
    return forked
  }

  dispose(): void {
    this.prepared.ring.destroy()
    this.prepared.plan.destroy()
  }

  private upload(destination: Slice, values: Float32Array): void {
    this.context.gpu.device.queue.writeBuffer(destination.buffer.native, destination.offset, values.slice())
  }
}

/** Where the rows of a tensor lie, without those before it: a recurrent layer keeps its first state there. */
function rowsOf({ slice, firstRow, rows, columns }: GpuTensor): Slice {
  const row = columns * FLOAT_BYTES
  return { buffer: slice.buffer, offset: slice.offset + firstRow * row, size: rows * row }
}
