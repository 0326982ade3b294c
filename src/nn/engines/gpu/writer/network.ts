import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { PlanBuilder } from '../../../../gpu/plan'
import type { GpuForward } from '../../../layers/gpu-layer'
import { mixtureLikelihood, mixtureTally } from '../../../operations/gpu/mixture'
import { FLOAT_BYTES, QUAD_BYTES, type GpuTensor } from '../../../operations/gpu/tensor'
import type { DescribedLayer } from '../../../spec/describe'
import { describeWriter, type WriterDescription } from '../../../spec/writing/writer-spec'
import { GpuGenerativeNetwork, type RecordOptions } from '../generative/network'

/** A writer's layers on the GPU with their parameters; records passes over drawings of any length into plans. */
export class GpuWriterNetwork extends GpuGenerativeNetwork {
  constructor(
    gpu: Gpu,
    readonly description: WriterDescription,
  ) {
    super(gpu, description.layers)
  }

  get inputs(): number {
    return this.description.inputs
  }

  get layers(): readonly DescribedLayer[] {
    return this.description.layers
  }

  /** Sums of a point. */
  get outputs(): number {
    return this.layers.at(-1)!.output.at(-1)!
  }

  /** Records all layers and the head. */
  forward(plan: PlanBuilder, batch: number, steps: number, input: GpuTensor, options: RecordOptions = {}): GpuForward[] {
    const { layers } = describeWriter(this.description.spec, steps)
    return this.record(plan, batch, layers, 0, input, options)
  }

  /** Records how likely the points are, and the tally of each drawing. @returns the gradient of the sums, and nats by point */
  judge(
    plan: PlanBuilder,
    { batch, steps }: { readonly batch: number; readonly steps: number },
    sums: GpuTensor,
    buffers: { readonly clock: Slice; readonly targets: Slice; readonly log: Slice },
  ): { readonly dSums: GpuTensor; readonly results: Slice } {
    const rows = batch * steps
    const { columns } = sums
    const dSums = plan.arena.scratch('d_sums', rows * columns * FLOAT_BYTES)
    const results = plan.arena.allocate('results', rows * QUAD_BYTES)
    const { clock, targets, log } = buffers
    const M = this.description.spec.head.components
    plan.dispatch(mixtureLikelihood, { clock, sums: sums.slice, targets, dSums, results }, { R: rows, M, N: columns })
    plan.dispatch(mixtureTally, { clock, results, logRows: log }, { B: batch, T: steps })
    return { dSums: { slice: dSums, firstRow: 0, rows, columns }, results }
  }

  /** Records the way back; gradients of the parameters are overwritten. */
  backward(records: readonly GpuForward[], dSums: GpuTensor): void {
    this.back(records, dSums)
  }
}
