import type { Tensor } from '../../../../core/tensor'
import type { Slice } from '../../../../gpu/arena'
import type { Gpu } from '../../../../gpu/device'
import type { PlanBuilder } from '../../../../gpu/plan'
import type { GpuForward } from '../../../layers/gpu-layer'
import { createGpuLayer } from '../../../layers/gpu-registry'
import { ParameterStore } from '../../../operations/gpu/parameter-store'
import { FLOAT_BYTES, padded, type GpuTensor } from '../../../operations/gpu/tensor'
import type { DescribedLayer, DescribedParameter } from '../../../spec/describe'

export interface RecordOptions {
  /** The clock of a training step; without it nothing is random. */
  readonly clock?: Slice | null
  /** Signals may be held. */
  readonly isOpened?: boolean
  /** The layers go on from the state that their `carried` names. */
  readonly isCarrying?: boolean
}

/** Layers of a network that makes something with their parameters; records passes over examples into plans. */
export abstract class GpuGenerativeNetwork {
  readonly store: ParameterStore
  abstract readonly description: { readonly spec: object; readonly parameters: readonly DescribedParameter[] }
  /** Those that go from timestep to timestep, and what they read and give at each. */
  abstract readonly layers: readonly DescribedLayer[]
  abstract readonly inputs: number
  abstract readonly outputs: number

  /** @param described  all layers with parameters */
  constructor(gpu: Gpu, described: readonly DescribedLayer[]) {
    this.store = new ParameterStore(
      gpu,
      described.flatMap((layer) => {
        const { parameters } = createGpuLayer(layer)
        return layer.parameters.map((parameter) => ({
          described: parameter,
          packed: parameters.find(({ tensor }) => tensor === parameter.tensor)!,
        }))
      }),
    )
  }

  /** Columns of the input in memory. */
  get inputColumns(): number {
    return padded(this.inputs)
  }

  /** Columns in memory of what the last layer gives. */
  get outputColumns(): number {
    return padded(this.outputs)
  }

  load(tensors: ReadonlyMap<string, Tensor>): void {
    this.store.upload('parameters', tensors)
  }

  /** Memory for what a batch of so many rows reads. */
  allocateInput(plan: PlanBuilder, rows: number): GpuTensor {
    const slice = plan.arena.allocate('input', rows * this.inputColumns * FLOAT_BYTES)
    return { slice, firstRow: 0, rows, columns: this.inputColumns }
  }

  /** Records the layers of `layers` for so many timesteps. @returns in their order */
  abstract forward(plan: PlanBuilder, batch: number, steps: number, input: GpuTensor, options?: RecordOptions): GpuForward[]

  destroy(): void {
    this.store.destroy()
  }

  /** Records layers one behind the other. @param first  place of the first one in the network */
  protected record(
    plan: PlanBuilder,
    batch: number,
    layers: readonly DescribedLayer[],
    first: number,
    input: GpuTensor,
    { clock = null, isOpened = false, isCarrying = false }: RecordOptions,
  ): GpuForward[] {
    let tensor = input
    return layers.map((described, place) => {
      const { name } = described
      const record = createGpuLayer(described).forward(
        {
          plan,
          batch,
          index: first + place,
          clock,
          // No layer sees a later timestep, and the loss leaves out what does not count.
          mask: null,
          isOpened,
          isCarrying,
          parameter: (parameter) => this.store.slice('parameters', name, parameter),
          weights: (parameter) => this.store.slice('parameters', name, parameter),
          gradient: (parameter) => this.store.slice('gradients', name, parameter),
        },
        tensor,
      )
      tensor = record.output
      return record
    })
  }

  /** Records the way back through what `forward` recorded; gradients of the parameters are overwritten. */
  protected back(records: readonly GpuForward[], dOutput: GpuTensor): void {
    let gradient: GpuTensor | null = dOutput
    for (let index = records.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = records[index]!.backward(gradient, index > 0)
    }
  }
}
