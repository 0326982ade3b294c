import { Arena, type Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { PlanBuilder } from '../../../../gpu/plan'
import type { Tensor } from '../../../../core/tensor'
import type { GpuForward } from '../../../layers/gpu-layer'
import { join, split } from '../../../layers/recurrent/gpu'
import { bernoulliLikelihood, hideMasked } from '../../../operations/gpu/bernoulli'
import { flatGrid } from '../../../operations/gpu/flat'
import { mixtureTally } from '../../../operations/gpu/mixture'
import { FLOAT_BYTES, padded, QUAD_BYTES, resizeMatrix, type GpuTensor } from '../../../operations/gpu/tensor'
import type { DescribedLayer } from '../../../spec/describe'
import { maskOf, masksOf } from '../../../spec/rows/masks'
import { describeRows, type RowsDescription } from '../../../spec/rows/rows-spec'
import { GpuGenerativeNetwork, type RecordOptions } from '../generative/network'

/** What a whole pass recorded, for its way back. */
interface RecordedHead {
  readonly records: readonly GpuForward[]
  /** [T,B,W] */
  readonly sums: GpuTensor
}

/** A network that draws row by row on the GPU with its parameters. */
export class GpuRowsNetwork extends GpuGenerativeNetwork {
  private readonly arena: Arena
  /** Of the head's kernels, as they lie in memory. */
  private readonly masks: ReadonlyMap<string, Slice>

  constructor(
    gpu: Gpu,
    readonly description: RowsDescription,
  ) {
    super(gpu, [...description.layers, ...description.head])
    this.arena = new Arena(gpu)
    this.masks = new Map(
      description.head.map(({ name, input, output }, place) => {
        const [inputs, units] = [input.at(-1)!, output.at(-1)!]
        const values = resizeMatrix(maskOf(description, place), [inputs, units], [padded(inputs), padded(units)])
        const slice = this.arena.allocate(`${name}/mask`, values.byteLength)
        gpu.device.queue.writeBuffer(slice.buffer.native, slice.offset, values)
        return [name, slice]
      }),
    )
  }

  get inputs(): number {
    return this.description.width
  }

  get outputs(): number {
    return this.description.above
  }

  get layers(): readonly DescribedLayer[] {
    return this.description.layers
  }

  /** What is masked becomes 0. */
  override load(tensors: ReadonlyMap<string, Tensor>): void {
    const masks = masksOf(this.description)
    const masked = [...tensors].map(([name, { shape, data }]) => {
      const mask = masks.get(name)
      return [name, { shape, data: mask === undefined ? data : data.map((value, index) => value * mask[index]!) }] as const
    })
    super.load(new Map(masked))
  }

  /** Records the layers that read the rows above. */
  forward(plan: PlanBuilder, batch: number, steps: number, input: GpuTensor, options: RecordOptions = {}): GpuForward[] {
    const { layers } = describeRows(this.description.spec, steps)
    return this.record(plan, batch, layers, 0, input, options)
  }

  /** Records the head. @param ink  the rows themselves */
  headForward(plan: PlanBuilder, batch: number, above: GpuTensor, ink: GpuTensor, options: RecordOptions): RecordedHead {
    const { above: L, width: R, layers, head } = this.description
    const columns = padded(L + R)
    const slice = plan.arena.scratch('joined', ink.rows * columns * FLOAT_BYTES)
    const sizes = { M: ink.rows, L, R, left: above.firstRow, right: ink.firstRow }
    plan.dispatch(join, { left: above.slice, right: ink.slice, out: slice }, sizes)
    const joined = { slice, firstRow: 0, rows: ink.rows, columns }
    const records = this.record(plan, batch, head, layers.length, joined, options)
    return { records, sums: records.at(-1)!.output }
  }

  /** Records how likely the pictures are, and the tally of each. @returns the gradient of the sums */
  judge(
    plan: PlanBuilder,
    batch: number,
    { sums }: RecordedHead,
    ink: GpuTensor,
    { clock, log }: { readonly clock: Slice; readonly log: Slice },
  ): GpuTensor {
    const { rows, columns } = sums
    const dSums = plan.arena.scratch('d_sums', rows * columns * FLOAT_BYTES)
    const results = plan.arena.scratch('results', rows * QUAD_BYTES)
    const sizes = { R: rows, B: batch, W: this.description.width, N: columns, first: ink.firstRow }
    plan.dispatch(bernoulliLikelihood, { clock, sums: sums.slice, ink: ink.slice, dSums, results }, sizes)
    plan.dispatch(mixtureTally, { clock, results, logRows: log }, { B: batch, T: rows / batch })
    return { slice: dSums, firstRow: 0, rows, columns }
  }

  /** Records the way back; gradients of the parameters are overwritten, and 0 where a weight is masked. */
  backward(plan: PlanBuilder, records: readonly GpuForward[], head: RecordedHead, dSums: GpuTensor): void {
    let gradient = dSums
    for (const record of head.records.toReversed()) gradient = record.backward(gradient, true)!
    for (const [name, mask] of this.masks) {
      const values = this.store.slice('gradients', name, 'kernel')
      plan.dispatch(hideMasked, { mask, values }, flatGrid(values.size / QUAD_BYTES))
    }
    const { rows } = dSums
    const part = (label: string, columns: number) => ({
      slice: plan.arena.scratch(label, rows * columns * FLOAT_BYTES),
      firstRow: 0,
      rows,
      columns,
    })
    const [above, ink] = [part('d_above', this.outputColumns), part('d_ink', this.inputColumns)]
    const { above: L, width: R } = this.description
    plan.dispatch(split, { joined: gradient.slice, left: above.slice, right: ink.slice }, { M: rows, L, R, first: gradient.firstRow })
    this.back(records, above)
  }

  override destroy(): void {
    this.arena.destroy()
    super.destroy()
  }
}
