import type { OptimizerState } from '../../engine'
import type { ResolvedOptimizer } from '../../optimizers/definition'
import { requireMemory } from '../../optimizers/memory'
import { optimizerSlots } from '../../spec/optimizers'
import type { DescribedParameter } from '../../spec/describe'
import type { ParameterStore } from '../../operations/gpu/parameter-store'

/** What the last run's optimizer remembers, on the GPU, and how many steps it took. */
export class OptimizerMemory {
  step = 0
  private slots: readonly string[] = []

  constructor(
    private readonly store: ParameterStore,
    private readonly parameters: readonly DescribedParameter[],
  ) {}

  /** @param state  null to begin with nothing. @throws ShapeError for the memory of another model or optimizer */
  restore(optimizer: ResolvedOptimizer, state: OptimizerState | null): void {
    const slots = optimizerSlots(optimizer)
    if (state !== null) requireMemory(slots, this.parameters, state)
    for (const slot of slots) {
      const kept = state?.slots.get(slot)
      if (kept === undefined) this.store.clear(`optimizer/${slot}`)
      else this.store.upload(`optimizer/${slot}`, kept)
    }
    this.slots = slots
    this.step = state?.step ?? 0
  }

  /** Null before the first step. */
  async state(): Promise<OptimizerState | null> {
    const { step } = this
    if (step === 0) return null
    const slots = this.slots.map(async (slot) => [slot, await this.store.download(`optimizer/${slot}`)] as const)
    return { step, slots: new Map(await Promise.all(slots)) }
  }
}
