import { DisposedError } from '../../../../core/errors'
import type { Tensor } from '../../../../core/tensor'
import { createCpuLayer } from '../../../layers/cpu-registry'
import type { CpuPass, PassMode } from '../../../layers/cpu-layer'
import { ROW_RESULT_VALUES } from '../../../operations/cpu/arithmetic/bernoulli'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import { masksOf } from '../../../spec/rows/masks'
import { describeRows, type RowsDescription } from '../../../spec/rows/rows-spec'
import type { SteppedPlan } from '../writer/stepper'

/** Plans kept for the next batch of their size. */
const PLANS_KEPT = 3

/** The layers that read the rows above, at work on batches of one size. */
class LayersPlan implements SteppedPlan {
  /** [T+1,B,W] */
  readonly rows: Values
  /** [T,B,W] of them, without the last. */
  readonly input: Values
  /** [T,B,above] */
  readonly sums: Values
  readonly passes: readonly CpuPass[]

  constructor(
    { layers, width }: RowsDescription,
    parameters: ParameterSet,
    protected readonly primitives: PrimitivesScope,
    readonly batch: number,
    steps: number,
  ) {
    this.rows = primitives.allocate((steps + 1) * batch * width)
    this.input = this.rows.subarray(0, steps * batch * width)
    let output = this.input
    this.passes = layers.map((described, index) => {
      const pass = createCpuLayer(described, { index, primitives, parameters }).plan(batch, output, null)
      output = pass.output
      return pass
    })
    this.sums = output
  }

  forward(mode: PassMode): void {
    for (const pass of this.passes) pass.forward(mode)
  }

  release(): void {
    this.primitives.release()
  }
}

/** A whole network at work on batches of one size: all rows of all pictures at once, for what is foretold is there. */
export class RowsPlan extends LayersPlan {
  /** [T,B,4] */
  readonly results: Values
  private readonly ink: Values // [T,B,W]
  /** [T,B,above+W] what the layers say, and beside it the row itself. */
  private readonly joined: Values
  private readonly head: readonly CpuPass[]
  private readonly dSums: Values
  private readonly dAbove: Values
  private readonly positions: number

  constructor(
    private readonly description: RowsDescription,
    parameters: ParameterSet,
    primitives: PrimitivesScope,
    batch: number,
  ) {
    super(description, parameters, primitives, batch, description.height)
    const { above, width, height, layers, head } = description
    this.positions = batch * height
    this.ink = this.rows.subarray(batch * width)
    this.joined = primitives.allocate(this.positions * (above + width))
    this.results = primitives.allocate(this.positions * ROW_RESULT_VALUES)
    this.dSums = primitives.allocate(this.positions * width)
    this.dAbove = primitives.allocate(this.positions * above)
    let output = this.joined
    this.head = head.map((described, place) => {
      const pass = createCpuLayer(described, { index: layers.length + place, primitives, parameters }).plan(batch, output, null)
      output = pass.output
      return pass
    })
  }

  override forward(mode: PassMode): void {
    super.forward(mode)
    const { above, width } = this.description
    const toStride = above + width
    this.primitives.copyRows(this.joined, this.sums, { rows: this.positions, width: above, toStride, sourceStride: above })
    this.primitives.copyRows(this.joined.subarray(above), this.ink, { rows: this.positions, width, toStride, sourceStride: width })
    for (const pass of this.head) pass.forward(mode)
  }

  /** After `forward`: fills `results`, and the gradients of the sums times `scale`. */
  judge(scale: number): void {
    const sums = this.head.at(-1)!.output
    this.primitives.bernoulliLikelihood(this.dSums, this.results, sums, this.ink, this.positions, this.description.width, scale)
  }

  /** After `judge`: adds to `gradients`, of masked weights as well. */
  backward(gradients: ParameterSet): void {
    let gradient = this.dSums
    for (const pass of this.head.toReversed()) gradient = pass.backward(gradient, gradients, true)!
    const { above, width } = this.description
    this.primitives.copyRows(this.dAbove, gradient, { rows: this.positions, width: above, toStride: above, sourceStride: above + width })
    let back: Values | null = this.dAbove
    for (let index = this.passes.length - 1; index >= 0 && back !== null; index--) {
      back = this.passes[index]!.backward(back, gradients, index > 0)
    }
  }
}

/** A network that draws row by row with its parameters. */
export class RowsNetwork {
  readonly parameters: ParameterSet
  readonly primitives: PrimitivesScope
  private readonly masks: readonly (readonly [name: string, mask: Values])[]
  /** Least recently used first. */
  private readonly plans = new Map<number, RowsPlan>()
  private disposed = false

  constructor(
    readonly description: RowsDescription,
    primitives: Primitives,
  ) {
    this.primitives = primitives.scope()
    this.parameters = new ParameterSet(description.parameters, this.primitives)
    this.masks = [...masksOf(description)].map(([name, values]) => {
      const mask = this.primitives.allocate(values.length)
      mask.set(values)
      return [name, mask]
    })
  }

  load(tensors: ReadonlyMap<string, Tensor>): void {
    this.parameters.load(tensors)
    this.hide(this.parameters)
    this.parameters.noteChange()
  }

  /** Makes what is masked 0, of parameters or of gradients: then no optimizer ever moves it. */
  hide(values: ParameterSet): void {
    for (const [name, mask] of this.masks) this.primitives.hide(values.view(name), mask)
  }

  /** To be used at once: the least recently used plans end when others are asked for. @throws DisposedError; OutOfMemoryError */
  plan(batch: number): RowsPlan {
    const plan = this.plans.get(batch) ?? this.within((scope) => new RowsPlan(this.description, this.parameters, scope, batch))
    this.plans.delete(batch)
    this.plans.set(batch, plan)
    const [oldest] = this.plans.keys()
    if (oldest !== undefined && this.plans.size > PLANS_KEPT) this.forget(oldest)
    return plan
  }

  /** The layers alone, for one who steps; who asks for it releases it. */
  ownPlan(batch: number, steps: 1): SteppedPlan {
    return this.within((scope) => new LayersPlan(describeRows(this.description.spec, steps), this.parameters, scope, batch, steps))
  }

  dispose(): void {
    this.disposed = true
    for (const batch of this.plans.keys()) this.forget(batch)
    this.primitives.release()
  }

  private within<Plan>(make: (scope: PrimitivesScope) => Plan): Plan {
    if (this.disposed) throw new DisposedError({ what: 'model' })
    const scope = this.primitives.scope()
    try {
      return make(scope)
    } catch (error) {
      scope.release()
      throw error
    }
  }

  private forget(batch: number): void {
    this.plans.get(batch)?.release()
    this.plans.delete(batch)
  }
}
