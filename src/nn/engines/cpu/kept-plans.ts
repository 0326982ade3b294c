import { DisposedError } from '../../../core/errors'
import type { PrimitivesScope } from '../../operations/cpu/primitives'

/** Plans of a network with memory of their own, kept for the next batch of their size. */
export class KeptPlans<Plan extends { release(): void }> {
  /** Least recently used first. */
  private readonly plans = new Map<string, Plan>()
  private disposed = false

  /** @param most  how many are kept */
  constructor(
    private readonly primitives: PrimitivesScope,
    private readonly most: number,
  ) {}

  /**
   * The plan of this key, made where there is none. It is to be used at once: the least recently used plans end when others are asked for.
   *
   * @throws DisposedError after `dispose`; OutOfMemoryError where there is no room for it
   */
  get(key: string, make: (scope: PrimitivesScope) => Plan): Plan {
    const plan = this.plans.get(key) ?? this.own(make)
    this.plans.delete(key)
    this.plans.set(key, plan)
    const [oldest] = this.plans.keys()
    if (oldest !== undefined && this.plans.size > this.most) this.forget(oldest)
    return plan
  }

  /** One that nobody else uses; who asks for it releases it. @throws as `get` */
  own<Own>(make: (scope: PrimitivesScope) => Own): Own {
    if (this.disposed) throw new DisposedError({ what: 'model' })
    const scope = this.primitives.scope()
    try {
      return make(scope)
    } catch (error) {
      scope.release()
      throw error
    }
  }

  dispose(): void {
    this.disposed = true
    for (const key of this.plans.keys()) this.forget(key)
  }

  private forget(key: string): void {
    this.plans.get(key)?.release()
    this.plans.delete(key)
  }
}
