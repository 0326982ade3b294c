import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { PlanBuilder } from '../../../../gpu/plan'
import { createGpuLayer } from '../../../layers/gpu-registry'
import type { GpuForward, GpuLayer } from '../../../layers/gpu-layer'
import { mixtureLikelihood, mixtureTally } from '../../../operations/gpu/mixture'
import { ParameterStore } from '../../../operations/gpu/parameter-store'
import { FLOAT_BYTES, padded, QUAD_BYTES, type GpuTensor } from '../../../operations/gpu/tensor'
import type { DescribedLayer } from '../../../spec/describe'
import { describeWriter, type WriterDescription } from '../../../spec/writing/writer-spec'

export interface RecordOptions {
  /** The clock of a training step; without it nothing is random. */
  readonly clock?: Slice | null
  /** Signals may be held. */
  readonly isOpened?: boolean
  /** The layers go on from the state that their `carried` names. */
  readonly isCarrying?: boolean
}

/** A writer's layers on the GPU with their parameters; records passes over drawings of any length into plans. */
export class GpuWriterNetwork {
  readonly store: ParameterStore

  constructor(
    gpu: Gpu,
    readonly description: WriterDescription,
  ) {
    const layers = description.layers.map((described) => createGpuLayer(described))
    this.store = new ParameterStore(
      gpu,
      description.layers.flatMap((described, index) =>
        described.parameters.map((parameter) => ({
          described: parameter,
          packed: layers[index]!.parameters.find(({ tensor }) => tensor === parameter.tensor)!,
        })),
      ),
    )
  }

  /** Columns of the input in memory. */
  get inputColumns(): number {
    return padded(this.description.inputs)
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

  /** Columns of the sums in memory. */
  get outputColumns(): number {
    return padded(this.outputs)
  }

  /** Memory for what a batch of so many rows reads. */
  allocateInput(plan: PlanBuilder, rows: number): GpuTensor {
    const slice = plan.arena.allocate('input', rows * this.inputColumns * FLOAT_BYTES)
    return { slice, firstRow: 0, rows, columns: this.inputColumns }
  }

  /** Records all layers and the head. */
  forward(plan: PlanBuilder, batch: number, steps: number, input: GpuTensor, options: RecordOptions = {}): GpuForward[] {
    const { clock = null, isOpened = false, isCarrying = false } = options
    const { layers } = describeWriter(this.description.spec, steps)
    const records: GpuForward[] = []
    let tensor = input
    for (const [index, described] of layers.entries()) {
      const { name } = described
      const layer: GpuLayer = createGpuLayer(described)
      const record = layer.forward(
        {
          plan,
          batch,
          index,
          clock,
          // Nothing reads what stands behind a drawing's end: layers see no later timestep, and the loss leaves it out.
          mask: null,
          isOpened,
          isCarrying,
          parameter: (parameter) => this.store.slice('parameters', name, parameter),
          gradient: (parameter) => this.store.slice('gradients', name, parameter),
        },
        tensor,
      )
      records.push(record)
      tensor = record.output
    }
    return records
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
    let gradient: GpuTensor | null = dSums
    for (let index = records.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = records[index]!.backward(gradient, index > 0)
    }
  }
}
