import type { Slice } from '../../../../gpu/arena'
import { PlanBuilder } from '../../../../gpu/plan'
import { CLOCK_BYTES } from '../../../operations/gpu/clock'
import { FLOAT_BYTES, QUAD_BYTES } from '../../../operations/gpu/tensor'
import { recordOptimizer } from '../../../optimizers/gpu-registry'
import type { InkPictures } from '../../../rows'
import { rowsPixels } from '../../../spec/rows/rows-spec'
import { layPictures } from '../../rows/pictures'
import type { RowsTally } from '../../rows/tally'
import {
  GenerativeBatches,
  LOG_VALUES,
  type BatchPlan,
  type BatchTime,
  type GenerativeContext,
  type GenerativeWork,
  type Submitted,
} from '../generative/batches'
import type { GpuRowsNetwork } from './network'

export type RowsContext = GenerativeContext<GpuRowsNetwork>

interface BatchSize {
  readonly batch: number
}

interface RowsPlan extends BatchPlan {
  /** [T+1,B,W] padded */
  readonly rows: Slice
}

/** Batches of pictures. */
export class RowsBatches extends GenerativeBatches<BatchSize, RowsPlan> {
  constructor(
    private readonly context: RowsContext,
    private readonly work: GenerativeWork,
  ) {
    super(context.gpu, 'rows')
  }

  /** @param batch  pictures of the plan, at least those at hand */
  submit(pictures: InkPictures, batch: number, time: BatchTime, also: readonly Slice[] = []): Promise<Submitted<RowsTally>> {
    const { description, inputColumns: columns } = this.context.network
    const count = pictures.length / rowsPixels(description)
    const fill = ({ rows }: RowsPlan): void => {
      const values = new Float32Array(rows.size / FLOAT_BYTES)
      layPictures(pictures, { rows: values, columns, batch }, description)
      this.gpu.device.queue.writeBuffer(rows.buffer.native, rows.offset, values)
    }
    return this.send({ batch }, fill, { time, count, also, tallyOf: (log) => tallyOf(log, count) })
  }

  protected async build({ batch }: BatchSize): Promise<RowsPlan> {
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
    return { plan: await builder.compile(), clock, rows, log }
  }
}

/** @param count  pictures that are real */
function tallyOf(log: Float32Array, count: number): RowsTally {
  const nats = Float64Array.from({ length: count }, (_, place) => log[place * LOG_VALUES]!)
  let correct = 0
  for (let place = 0; place < count; place++) correct += log[place * LOG_VALUES + 1]!
  return { nats, correct: Math.round(correct) }
}
