import type { OptimizerState, TrainingRun } from '../../engine'
import type { Primitives, PrimitivesScope } from '../../operations/cpu/primitives'
import type { CpuOptimizer } from '../../optimizers/cpu-optimizer'
import { requireNoRun } from '../training-run'

/** The last training run of a model, with the memory of its gradients and of what its optimizer remembers. */
export class LastRun {
  private run: TrainingRun | null = null
  private optimizer: CpuOptimizer | null = null
  private memory: PrimitivesScope | null = null

  /** One run at a time. @throws StateError */
  requireOver(): void {
    requireNoRun(this.run)
  }

  /**
   * Another run in its place.
   *
   * @param start  is given memory that lasts until the next run begins
   * @throws what `start` throws: the last run's optimizer then stays
   */
  begin(
    primitives: Primitives,
    start: (memory: PrimitivesScope) => { readonly run: TrainingRun; readonly optimizer: CpuOptimizer },
  ): TrainingRun {
    const memory = primitives.scope()
    try {
      const { run, optimizer } = start(memory)
      this.run = run
      this.optimizer = optimizer
    } catch (error) {
      memory.release()
      throw error
    }
    this.memory?.release()
    this.memory = memory
    return this.run
  }

  /** Null before its first step. */
  optimizerState(): OptimizerState | null {
    const state = this.optimizer?.state() ?? null
    return state !== null && state.step > 0 ? state : null
  }

  /** A step that is on its way still writes to what it was begun with: resolves when it does not any more. */
  async end(): Promise<void> {
    await this.run?.stop()
  }
}
