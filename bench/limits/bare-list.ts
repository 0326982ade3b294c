import { Random, Stream } from '../../src/core/random'
import { elementCount } from '../../src/core/tensor'
import type { Slice } from '../../src/gpu/arena'
import type { Plan, PlanBuilder } from '../../src/gpu/plan'
import { affineForward, affineInputGradient, kernelGradient } from '../../src/nn/operations/gpu/gemm'
import { FLOAT_BYTES, padded, type GpuTensor } from '../../src/nn/operations/gpu/tensor'
import { describeModel } from '../../src/nn/index'
import { SPEC } from '../contender'
import { bestRate, summarize } from '../measure'
import type { Probe } from './probe'
import { operationsOf, productsOf, type Product } from './products'

/** What the engine's own matrix kernels reach, alone: one product, and the bare list of a training step's. */
export interface ProductLimits {
  /** 10⁹ operations a second at 1664×160×512. */
  readonly gemm: number
  /** Milliseconds of all products of a training step, each a dispatch, in one submit. */
  readonly list: number
  /** 10⁹ operations a second in them. */
  readonly listRate: number
}

/** Rows, inputs and outputs of the product by which kernels are compared. */
const REFERENCE = { rows: 1664, inputs: 160, outputs: 512 } as const
const REPEATS = 3

/** The products' plan stays, so that it can be measured again and again beside the training that it is compared with. */
export class BareList {
  private readonly products: readonly Product[]
  private plan: Plan | null = null

  /** @param batch  of the training step */
  constructor(
    private readonly probe: Probe,
    batch: number,
  ) {
    this.products = productsOf(describeModel(SPEC), batch)
  }

  /** @param shortest  milliseconds that each of the two measurements lasts at least */
  async measure(shortest: number): Promise<ProductLimits> {
    this.plan ??= await this.probe.plan('products', (plan) => recordProducts(plan, this.products))
    const list = await this.timeList(this.plan, shortest)
    return {
      gemm: await referenceRate(this.probe, shortest),
      list,
      listRate: operationsOf(this.products) / 1e6 / list,
    }
  }

  /** Median milliseconds of one list, of samples that are long beside the wait for the last submit, which a training does not make. */
  private async timeList(plan: Plan, box: number): Promise<number> {
    const timeMany = async (count: number) => this.probe.time(Array<Plan>(count).fill(plan), false)
    let count = 1
    while ((await timeMany(count)) < box / REPEATS) count *= 2
    const samples: number[] = []
    const end = performance.now() + box
    do samples.push((await timeMany(count)) / count)
    while (performance.now() < end)
    return summarize(samples).median
  }
}

/** 10⁹ operations a second of the engine's product at 1664×160×512. @param shortest  milliseconds that the measurement lasts at least */
export async function referenceRate(probe: Probe, shortest: number): Promise<number> {
  const reference = { ...REFERENCE, parameter: 'reference', kind: 'forward', t: null } as const
  const products = await bestRate(shortest, REPEATS, (times) =>
    probe.timePlan('reference', (plan) =>
      recordProducts(
        plan,
        Array.from({ length: times }, () => reference),
      ),
    ),
  )
  return (products * operationsOf([reference])) / 1e9
}

/** Tensors of one parameter. */
interface Operands {
  /** [rows of all timesteps,inputs] */
  readonly input: GpuTensor
  /** [inputs,outputs] */
  readonly kernel: Slice
  readonly bias: Slice
  /** [rows of all timesteps,outputs]: sums going forward, their gradients going back */
  readonly sums: Slice
  readonly dKernel: Slice
  /** Padded. */
  readonly outputs: number
}

function recordProducts(plan: PlanBuilder, products: readonly Product[]): void {
  const known = new Map<string, Operands>()
  for (const product of products) {
    let operands = known.get(product.parameter)
    if (operands === undefined) {
      const T = Math.max(...products.filter(({ parameter }) => parameter === product.parameter).map(({ t }) => (t ?? 0) + 1))
      operands = allocate(plan, product, T)
      known.set(product.parameter, operands)
    }
    recordProduct(plan, product, operands)
  }
}

function allocate(plan: PlanBuilder, { parameter, rows, inputs, outputs, t }: Product, T: number): Operands {
  // The first product of a recurrent parameter is that of one timestep.
  const allRows = t === null ? rows : rows * T
  const N = padded(outputs)
  const K = padded(inputs)
  return {
    input: { slice: someValues(plan, `${parameter}/input`, [allRows, K]), firstRow: 0, rows: allRows, columns: K },
    kernel: someValues(plan, parameter, [K, N]),
    bias: someValues(plan, `${parameter}/bias`, [N]),
    sums: someValues(plan, `${parameter}/sums`, [allRows, N]),
    dKernel: plan.arena.allocate(`${parameter}/d_kernel`, K * N * FLOAT_BYTES),
    outputs: N,
  }
}

function recordProduct(plan: PlanBuilder, { kind, rows, t }: Product, { input, kernel, bias, sums, dKernel, outputs }: Operands): void {
  const firstRow = (t ?? 0) * rows
  const part: GpuTensor = { ...input, firstRow, rows }
  const offset = firstRow * outputs * FLOAT_BYTES
  const partOfSums: Slice = { ...sums, offset: sums.offset + offset, size: rows * outputs * FLOAT_BYTES }
  switch (kind) {
    case 'forward':
      return affineForward(plan, part, { kernel, bias }, partOfSums, outputs)
    case 'inputGradient':
      affineInputGradient(plan, part, partOfSums, kernel, outputs)
      return
    case 'kernelGradient':
      return kernelGradient(plan, part, { slice: partOfSums, firstRow: 0 }, dKernel, outputs)
    default:
      return kind satisfies never
  }
}

/** Not zeros: hardware that multiplies them needs less power and runs faster than it would. */
const VALUES = (() => {
  const random = new Random(1, Stream.sample)
  return Float32Array.from({ length: 4096 }, () => random.uniform(-0.1, 0.1))
})()

function someValues(plan: PlanBuilder, label: string, shape: readonly number[]): Slice {
  const values = new Float32Array(elementCount(shape))
  for (let start = 0; start < values.length; start += VALUES.length) values.set(VALUES.subarray(0, values.length - start), start)
  return plan.constant(label, values)
}
