import type { Tensor } from '../../../../core/tensor'
import { mixtureSums, RESULT_VALUES, TARGET_VALUES } from '../../../operations/cpu/arithmetic/mixture'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import { describeWriter, type WriterDescription } from '../../../spec/writing/writer-spec'
import { LayersPlan, type PlanMemory } from '../generative/layers-plan'
import type { GenerativeNetwork } from '../generative/model'
import { KeptPlans } from '../kept-plans'

/** Plans kept for the next batch of their size: digits have some ten lengths in steps of four, and a plan takes about 10 MB. */
const PLANS_KEPT = 12

/** A writer's layers at work on batches of one size, all drawings of them as long as the longest. */
export class WriterPlan extends LayersPlan {
  /** [T,B,4] */
  readonly targets: Values
  /** [T,B,4] */
  readonly results: Values
  private readonly dSums: Values
  private readonly rows: number
  private readonly components: number

  constructor({ layers, inputs, spec }: WriterDescription, memory: PlanMemory, batch: number, steps: number) {
    const rows = batch * steps
    const { primitives } = memory
    super(layers, memory, batch, primitives.allocate(rows * inputs))
    this.rows = rows
    this.components = spec.head.components
    this.targets = primitives.allocate(rows * TARGET_VALUES)
    this.results = primitives.allocate(rows * RESULT_VALUES)
    this.dSums = primitives.allocate(rows * mixtureSums(this.components))
  }

  /** After `forward`: fills `results`, and the gradients of the sums times `scale`. */
  judge(scale: number): void {
    const { primitives } = this.memory
    primitives.mixtureLikelihood(this.dSums, this.results, this.sums, this.targets, this.rows, this.components, scale)
  }

  /** After `judge`: adds to `gradients`. */
  backward(gradients: ParameterSet): void {
    this.back(this.dSums, gradients)
  }
}

/** A writer's layers with their parameters. */
export class WriterNetwork implements GenerativeNetwork {
  readonly parameters: ParameterSet
  readonly primitives: PrimitivesScope
  private readonly plans: KeptPlans<WriterPlan>

  constructor(
    readonly description: WriterDescription,
    primitives: Primitives,
  ) {
    this.primitives = primitives.scope()
    this.parameters = new ParameterSet(description.parameters, this.primitives)
    this.plans = new KeptPlans(this.primitives, PLANS_KEPT)
  }

  load(tensors: ReadonlyMap<string, Tensor>): void {
    this.parameters.load(tensors)
  }

  /** To be used at once: the least recently used plans end when others are asked for. @throws DisposedError; OutOfMemoryError */
  plan(batch: number, steps: number): WriterPlan {
    return this.plans.get(`${batch}:${steps}`, (scope) => this.makePlan(scope, batch, steps))
  }

  /** One that nobody else uses; who asks for it releases it. */
  ownPlan(batch: number, steps: number): WriterPlan {
    return this.plans.own((scope) => this.makePlan(scope, batch, steps))
  }

  dispose(): void {
    this.plans.dispose()
    this.primitives.release()
  }

  private makePlan(primitives: PrimitivesScope, batch: number, steps: number): WriterPlan {
    const { parameters } = this
    return new WriterPlan(describeWriter(this.description.spec, steps), { parameters, primitives }, batch, steps)
  }
}
