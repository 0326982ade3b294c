import type { Tensor } from '../../../../core/tensor'
import type { CpuPass, PassMode } from '../../../layers/cpu-layer'
import { ROW_RESULT_VALUES } from '../../../operations/cpu/arithmetic/bernoulli'
import { ParameterSet } from '../../../operations/cpu/parameter-set'
import type { Primitives, PrimitivesScope, Values } from '../../../operations/cpu/primitives'
import { masksOf } from '../../../spec/rows/masks'
import { describeRows, type RowsDescription } from '../../../spec/rows/rows-spec'
import { LayersPlan, planLayers, type PlanMemory } from '../generative/layers-plan'
import type { GenerativeNetwork } from '../generative/model'
import type { SteppedPlan } from '../generative/stepper'
import { KeptPlans } from '../kept-plans'

/** Plans kept for the next batch of their size. */
const PLANS_KEPT = 3

/** A whole network at work on batches of one size: all rows of all pictures at once, for what is foretold is there. */
export class RowsPlan extends LayersPlan {
  /** [T+1,B,W] a row of zeros, then those of the pictures. What the layers read is all but the last. */
  readonly rows: Values
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
    memory: PlanMemory,
    batch: number,
  ) {
    const { above, width, height, layers, head } = description
    const { primitives } = memory
    const rows = primitives.allocate((height + 1) * batch * width)
    super(layers, memory, batch, rows.subarray(0, height * batch * width))
    this.rows = rows
    this.positions = batch * height
    this.ink = rows.subarray(batch * width)
    this.joined = primitives.allocate(this.positions * (above + width))
    this.results = primitives.allocate(this.positions * ROW_RESULT_VALUES)
    this.dSums = primitives.allocate(this.positions * width)
    this.dAbove = primitives.allocate(this.positions * above)
    this.head = planLayers(head, layers.length, memory, batch, this.joined)
  }

  override forward(mode: PassMode): void {
    super.forward(mode)
    const { above, width } = this.description
    const { primitives } = this.memory
    const toStride = above + width
    primitives.copyRows(this.joined, this.sums, { rows: this.positions, width: above, toStride, sourceStride: above })
    primitives.copyRows(this.joined.subarray(above), this.ink, { rows: this.positions, width, toStride, sourceStride: width })
    for (const pass of this.head) pass.forward(mode)
  }

  /** After `forward`: fills `results`, and the gradients of the sums times `scale`. */
  judge(scale: number): void {
    const { primitives } = this.memory
    const sums = this.head.at(-1)!.output
    primitives.bernoulliLikelihood(this.dSums, this.results, sums, this.ink, this.positions, this.description.width, scale)
  }

  /** After `judge`: adds to `gradients`, of masked weights as well. */
  backward(gradients: ParameterSet): void {
    let gradient = this.dSums
    for (const pass of this.head.toReversed()) gradient = pass.backward(gradient, gradients, true)!
    const { above, width } = this.description
    const { primitives } = this.memory
    primitives.copyRows(this.dAbove, gradient, { rows: this.positions, width: above, toStride: above, sourceStride: above + width })
    this.back(this.dAbove, gradients)
  }
}

/** A network that draws row by row with its parameters. */
export class RowsNetwork implements GenerativeNetwork {
  readonly parameters: ParameterSet
  readonly primitives: PrimitivesScope
  private readonly masks: readonly (readonly [name: string, mask: Values])[]
  private readonly plans: KeptPlans<RowsPlan>

  constructor(
    readonly description: RowsDescription,
    primitives: Primitives,
  ) {
    this.primitives = primitives.scope()
    this.parameters = new ParameterSet(description.parameters, this.primitives)
    this.plans = new KeptPlans(this.primitives, PLANS_KEPT)
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
    const { description, parameters } = this
    return this.plans.get(String(batch), (primitives) => new RowsPlan(description, { parameters, primitives }, batch))
  }

  /** The layers alone, for one who steps; who asks for it releases it. */
  ownPlan(batch: number, steps: 1): SteppedPlan {
    const { parameters } = this
    const { layers, width } = describeRows(this.description.spec, steps)
    return this.plans.own((primitives) => {
      return new LayersPlan(layers, { parameters, primitives }, batch, primitives.allocate(steps * batch * width))
    })
  }

  dispose(): void {
    this.plans.dispose()
    this.primitives.release()
  }
}
