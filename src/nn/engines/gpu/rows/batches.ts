import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { KernelCache } from '../../../../gpu/kernel'
import { PlanBuilder, type Plan } from '../../../../gpu/plan'
import { ReadbackRing } from '../../../../gpu/readback'
import { CLOCK_BYTES, writeClock, type ClockTime } from '../../../operations/gpu/clock'
import { FLOAT_BYTES, QUAD_BYTES } from '../../../operations/gpu/tensor'
import type { ResolvedOptimizer } from '../../../optimizers/definition'
import { recordOptimizer } from '../../../optimizers/gpu-registry'
import type { InkPictures } from '../../../rows'
import { rowsPixels } from '../../../spec/rows/rows-spec'
import { layPictures } from '../../rows/pictures'
import type { GpuRowsNetwork } from './network'

export interface RowsContext {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly network: GpuRowsNetwork
}

/** What is done with a batch of pictures. */
export type RowsWork =
  | { readonly kind: 'evaluate' }
  /** Leaves the gradients of the mean over all pictures in the store. */
  | { readonly kind: 'gradients' }
  | { readonly kind: 'train'; readonly optimizer: ResolvedOptimizer }

interface RowsPlan {
  readonly plan: Plan
  readonly ring: ReadbackRing
  readonly clock: Slice
  /** [T+1,B,W] padded */
  readonly rows: Slice
  /** [1,B,4] of each picture */
  readonly log: Slice
}

const LOG_VALUES = QUAD_BYTES / FLOAT_BYTES

export interface BatchTally {
  /** [n] of every picture that is real. */
  readonly nats: Float64Array
  readonly correct: number
}

/** Plans of one kind of work, by the pictures of a batch, with what brings their results back. */
export class RowsBatches {
  private readonly kept = new Map<number, Promise<RowsPlan>>()

  constructor(
    private readonly context: RowsContext,
    private readonly work: RowsWork,
  ) {}

  /**
   * Submits a batch. @param batch  pictures of the plan, at least those at hand
   * @returns its results, when they are there, and what else was asked for
   */
  async submit(
    pictures: InkPictures,
    batch: number,
    time: Omit<ClockTime, 'examples' | 'start' | 'logSlot'>,
    also: readonly Slice[] = [],
  ): Promise<{ readonly arriving: Promise<{ readonly tally: BatchTally; readonly also: Float32Array }> }> {
    const { gpu, network } = this.context
    const { description, inputColumns: columns } = network
    const { plan, ring, clock, rows, log } = await this.planFor(batch, also)
    const values = new Float32Array(rows.size / FLOAT_BYTES)
    layPictures(pictures, { rows: values, columns, batch }, description)
    const count = pictures.length / rowsPixels(description)
    gpu.device.queue.writeBuffer(rows.buffer.native, rows.offset, values)
    writeClock(gpu, clock, { ...time, examples: count, start: 0, logSlot: 0 })
    const encoder = gpu.device.createCommandEncoder({ label: plan.label })
    plan.encode(encoder)
    const readback = ring.copy(encoder, [log, ...also])
    gpu.device.queue.submit([encoder.finish()])
    const read = async () => {
      const copied = new Float32Array(await readback.read())
      return { tally: tallyOf(copied, count), also: copied.subarray(batch * LOG_VALUES) }
    }
    return { arriving: read() }
  }

  destroy(): void {
    for (const known of this.kept.values()) {
      void known.then(
        ({ plan, ring }) => {
          ring.destroy()
          plan.destroy()
        },
        () => undefined,
      )
    }
    this.kept.clear()
  }

  private planFor(batch: number, also: readonly Slice[]): Promise<RowsPlan> {
    const known = this.kept.get(batch) ?? this.build(batch, also)
    this.kept.set(batch, known)
    known.catch(() => this.kept.delete(batch))
    return known
  }

  /** @throws ShaderError, GpuMemoryError */
  private async build(batch: number, also: readonly Slice[]): Promise<RowsPlan> {
    const { gpu, kernels, network } = this.context
    const { height } = network.description
    const columns = network.inputColumns
    const builder = new PlanBuilder(gpu, kernels, `rows ${this.work.kind}`, { isSharing: true })
    const clock = builder.arena.allocate('clock', CLOCK_BYTES)
    const log = builder.arena.allocate('log', batch * QUAD_BYTES)
    const rows = builder.arena.allocate('rows', (height + 1) * batch * columns * FLOAT_BYTES)
    const input = { slice: rows, firstRow: 0, rows: height * batch, columns }
    const ink = { ...input, firstRow: batch }
    const options = { clock: this.work.kind === 'train' ? clock : null }
    const records = network.forward(builder, batch, height, input, options)
    const head = network.headForward(builder, batch, records.at(-1)!.output, ink, options)
    const dSums = network.judge(builder, batch, head, ink, { clock, log })
    if (this.work.kind !== 'evaluate') network.backward(builder, records, head, dSums)
    if (this.work.kind === 'train') recordOptimizer(builder, this.work.optimizer, network.store, clock, [])
    const bytes = [log, ...also].reduce((sum, slice) => sum + slice.size, 0)
    return { plan: await builder.compile(), ring: new ReadbackRing(gpu, 'rows', bytes), clock, rows, log }
  }
}

function tallyOf(log: Float32Array, count: number): BatchTally {
  const nats = Float64Array.from({ length: count }, (_, place) => log[place * LOG_VALUES]!)
  let correct = 0
  for (let place = 0; place < count; place++) correct += log[place * LOG_VALUES + 1]!
  return { nats, correct: Math.round(correct) }
}
