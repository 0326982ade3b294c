import { DisposedError } from '../../../../core/errors'
import { createCpuLayer } from '../../../layers/cpu-registry'
import type { CpuPass, PassMode } from '../../../layers/cpu-layer'
import { mixtureSums, RESULT_VALUES, TARGET_VALUES } from '../../../operations/cpu/arithmetic/mixture'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import { describeWriter, type WriterDescription } from '../../../spec/writing/writer-spec'

/** Plans kept for the next batch of their size: digits have some ten lengths in steps of four, and a plan takes about 10 MB. */
const PLANS_KEPT = 12

/** A writer's layers at work on batches of one size, all drawings of them as long as the longest. */
export class WriterPlan {
  /** [T,B,F] */
  readonly input: Values
  /** [T,B,4] */
  readonly targets: Values
  /** [T,B,4] */
  readonly results: Values
  /** [T,B,6M+3] */
  readonly sums: Values
  readonly passes: readonly CpuPass[]
  private readonly dSums: Values
  private readonly components: number

  constructor(
    { layers, inputs, spec }: WriterDescription,
    parameters: ParameterSet,
    private readonly primitives: PrimitivesScope,
    readonly batch: number,
    readonly steps: number,
  ) {
    const rows = batch * steps
    this.input = primitives.allocate(rows * inputs)
    this.targets = primitives.allocate(rows * TARGET_VALUES)
    this.results = primitives.allocate(rows * RESULT_VALUES)
    this.dSums = primitives.allocate(rows * mixtureSums(spec.head.components))
    let output = this.input
    this.passes = layers.map((described, index) => {
      // Nothing reads what stands behind a drawing's end: layers see no later timestep, and the loss leaves it out.
      const pass = createCpuLayer(described, { index, primitives, parameters }).plan(batch, output, null)
      output = pass.output
      return pass
    })
    this.sums = output
    this.components = spec.head.components
  }

  forward(mode: PassMode): void {
    for (const pass of this.passes) pass.forward(mode)
  }

  /** After `forward`: fills `results`, and the gradients of the sums times `scale`. */
  judge(scale: number): void {
    this.primitives.mixtureLikelihood(this.dSums, this.results, this.sums, this.targets, this.batch * this.steps, this.components, scale)
  }

  /** After `judge`: adds to `gradients`. */
  backward(gradients: ParameterSet): void {
    let gradient: Values | null = this.dSums
    for (let index = this.passes.length - 1; index >= 0 && gradient !== null; index--) {
      gradient = this.passes[index]!.backward(gradient, gradients, index > 0)
    }
  }

  release(): void {
    this.primitives.release()
  }
}

/** A writer's layers with their parameters. */
export class WriterNetwork {
  readonly parameters: ParameterSet
  readonly primitives: PrimitivesScope
  /** Least recently used first. */
  private readonly plans = new Map<string, WriterPlan>()
  private disposed = false

  constructor(
    readonly description: WriterDescription,
    primitives: Primitives,
  ) {
    this.primitives = primitives.scope()
    this.parameters = new ParameterSet(description.parameters, this.primitives)
  }

  /** To be used at once: the least recently used plans end when others are asked for. @throws DisposedError; OutOfMemoryError */
  plan(batch: number, steps: number): WriterPlan {
    const key = `${batch}:${steps}`
    const plan = this.plans.get(key) ?? this.ownPlan(batch, steps)
    this.plans.delete(key)
    this.plans.set(key, plan)
    const [oldest] = this.plans.keys()
    if (oldest !== undefined && this.plans.size > PLANS_KEPT) this.forget(oldest)
    return plan
  }

  /** One that nobody else uses; who asks for it releases it. */
  ownPlan(batch: number, steps: number): WriterPlan {
    if (this.disposed) throw new DisposedError({ what: 'model' })
    const scope = this.primitives.scope()
    try {
      return new WriterPlan(describeWriter(this.description.spec, steps), this.parameters, scope, batch, steps)
    } catch (error) {
      scope.release()
      throw error
    }
  }

  dispose(): void {
    this.disposed = true
    for (const key of this.plans.keys()) this.forget(key)
    this.primitives.release()
  }

  private forget(key: string): void {
    this.plans.get(key)?.release()
    this.plans.delete(key)
  }
}
