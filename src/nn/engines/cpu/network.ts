import { DisposedError } from '../../../core/errors'
import type { ModelDescription } from '../../spec/describe'
import { largestPiece } from '../../spec/memory'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { NetworkPlan } from './plan'
import type { Primitives, PrimitivesScope } from '../../operations/cpu/primitives'
import { PictureScan } from '../../operations/cpu/scan'

/** Plans kept for the next batch of their size: training's, its smaller last batch, one image, the belief, five sizes of parts of many pictures. */
const PLANS_KEPT = 9

/** The layers of a model with their parameters. */
export class Network {
  readonly parameters: ParameterSet
  /** How pictures come into the input of a plan. */
  readonly scan: PictureScan
  /** What it computes with; arrays that are allocated here end with the network. */
  readonly primitives: PrimitivesScope
  /** Examples that are computed at once, at most. */
  readonly piece: number
  /** Least recently used first. */
  private readonly plans = new Map<string, NetworkPlan>()
  /** The one that was asked for last. */
  private latest: { readonly batch: number; readonly from: number; readonly plan: NetworkPlan } | null = null
  private disposed = false

  constructor(
    readonly description: ModelDescription,
    primitives: Primitives,
  ) {
    this.primitives = primitives.scope()
    this.parameters = new ParameterSet(description.parameters, this.primitives)
    this.scan = new PictureScan(description.spec, this.primitives)
    this.piece = largestPiece(description)
  }

  get classes(): number {
    return this.description.layers.at(-1)?.output.at(-1) ?? 0
  }

  /**
   * The plan for a batch of this size through the layers from `from` on; a second call gives the same one.
   *
   * It is to be used at once: the least recently used plans end when others are asked for.
   *
   * @throws DisposedError after `dispose`; OutOfMemoryError where there is no room for it
   */
  plan(batch: number, from = 0): NetworkPlan {
    if (this.disposed) throw new DisposedError({ what: 'model' })
    if (this.latest?.batch === batch && this.latest.from === from) return this.latest.plan
    const key = `${from}:${batch}`
    const plan = this.plans.get(key) ?? this.makePlan(batch, from)
    this.plans.delete(key)
    this.plans.set(key, plan)
    const [oldest] = this.plans.keys()
    if (oldest !== undefined && this.plans.size > PLANS_KEPT) this.forget(oldest)
    this.latest = { batch, from, plan }
    return plan
  }

  /** Ends all arrays, those of the parameters too. */
  dispose(): void {
    this.disposed = true
    this.latest = null
    for (const key of this.plans.keys()) this.forget(key)
    this.primitives.release()
  }

  private makePlan(batch: number, from: number): NetworkPlan {
    const scope = this.primitives.scope()
    try {
      return new NetworkPlan(this.description, this.parameters, scope, batch, from)
    } catch (error) {
      scope.release()
      throw error
    }
  }

  private forget(key: string): void {
    this.plans.get(key)?.release()
    this.plans.delete(key)
  }
}
