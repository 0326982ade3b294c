import type { StoredFormat } from '../../../core/stored-format'
import type { Slice } from '../../../gpu/arena'
import type { Gpu } from '../../../gpu/device'
import type { PlanBuilder } from '../../../gpu/plan'
import { createGpuLayer } from '../../layers/gpu-registry'
import { softmax } from '../../losses/categorical-crossentropy/gpu'
import { recordLoss } from '../../losses/gpu-registry'
import type { ModelDescription } from '../../spec/describe'
import type { ResolvedLoss } from '../../spec/losses'
import type { GpuForward, GpuLayer } from '../../layers/gpu-layer'
import { ParameterStore } from '../../operations/gpu/parameter-store'
import { FLOAT_BYTES, padded, type GpuTensor } from '../../operations/gpu/tensor'

export interface ForwardOptions {
  /** The clock of a training step; without it nothing is random. */
  readonly clock?: Slice | null
  /** [T,B] 1 where a timestep counts, 0 where it is masked; without it all count. */
  readonly mask?: Slice | null
  /** Of a trace that holds signals or goes back: its gradients of parameters go nowhere, so that they disturb no training step. */
  readonly isOpened?: boolean
  readonly from?: number
  readonly to?: number
}

/** The layers of a model on the GPU with their parameters; records forward and backward passes into plans. */
export class Network {
  readonly store: ParameterStore
  private readonly layers: readonly GpuLayer[]

  constructor(
    gpu: Gpu,
    readonly description: ModelDescription,
    readonly format: StoredFormat = 'float32',
  ) {
    this.layers = description.layers.map((described) => createGpuLayer(described))
    this.store = new ParameterStore(
      gpu,
      description.layers.flatMap((described, index) =>
        described.parameters.map((parameter) => ({
          described: parameter,
          packed: this.layers[index]!.parameters.find(({ tensor }) => tensor === parameter.tensor)!,
        })),
      ),
      format,
    )
  }

  get classes(): number {
    return this.description.layers.at(-1)!.output[0]!
  }

  /** Records the layers `from` … `to`-1 one after another. */
  forward(plan: PlanBuilder, batch: number, input: GpuTensor, options: ForwardOptions = {}): GpuForward[] {
    const { clock = null, mask = null, isOpened = false, from = 0, to = this.layers.length } = options
    const records: GpuForward[] = []
    let tensor = input
    for (let index = from; index < to; index++) {
      const { name, input: shape } = this.description.layers[index]!
      const record = this.layers[index]!.forward(
        {
          plan,
          batch,
          index,
          clock,
          mask: shape.length === 2 ? mask : null,
          isOpened,
          parameter: (parameter) => this.store.slice('parameters', name, parameter),
          weights: (parameter) => this.store.weights(name, parameter),
          gradient: (parameter) =>
            isOpened
              ? plan.arena.allocate(`${name}/d_${parameter}`, this.store.slice('parameters', name, parameter).size)
              : this.store.slice('gradients', name, parameter),
        },
        tensor,
      )
      records.push(record)
      tensor = record.output
    }
    return records
  }

  /**
   * Records the way back through all layers; gradients of the parameters are overwritten.
   *
   * @returns the gradient of the network's input when it is wanted, else null
   */
  backward(records: readonly GpuForward[], dLogits: GpuTensor, needsInput = false): GpuTensor | null {
    let gradient: GpuTensor | null = dLogits
    for (let index = records.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = records[index]!.backward(gradient, needsInput || index > 0)
    }
    return gradient
  }

  /** Records the probabilities of [rows,C] logits. */
  probabilities(plan: PlanBuilder, logits: GpuTensor): Slice {
    const slice = plan.arena.allocate('probabilities', logits.rows * logits.columns * FLOAT_BYTES)
    plan.dispatch(softmax, { logits: logits.slice, probabilities: slice }, { M: logits.rows, C: this.classes, N: logits.columns })
    return slice
  }

  /** Records the loss of a batch and its gradient; each row's loss and answer go to `logRows`. */
  loss(plan: PlanBuilder, loss: ResolvedLoss, logits: GpuTensor, labels: Slice, clock: Slice, logRows: Slice): GpuTensor {
    const dLogits = plan.arena.scratch('d_logits', logits.rows * logits.columns * FLOAT_BYTES)
    const size = { B: logits.rows, C: this.classes, N: padded(this.classes) }
    recordLoss(plan, loss, { clock, logits: logits.slice, labels, dLogits, logRows }, size)
    return { slice: dLogits, firstRow: 0, rows: logits.rows, columns: logits.columns }
  }
}
