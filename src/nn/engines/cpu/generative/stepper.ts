import { STILL, type CpuPass, type PassMode } from '../../../layers/cpu-layer'
import type { Values } from '../../../operations/cpu/primitives'
import type { HeldModel } from '../../../spec/trace'
import type { TraceSignal } from '../../../trace-types'
import type { Stepper } from '../../writing/writing'

/** Layers at work on one timestep. */
export interface SteppedPlan {
  readonly batch: number
  /** [B,F] */
  readonly input: Values
  /** [B,N] what the last layer gives. */
  readonly sums: Values
  readonly passes: readonly CpuPass[]
  forward(mode: PassMode): void
  release(): void
}

/** A network on the CPU one timestep after another: its states stay where they are, and each step is a pass of one timestep. */
export class CpuStepper implements Stepper {
  private readonly plan: SteppedPlan

  constructor(
    private readonly network: { ownPlan(batch: number, steps: 1): SteppedPlan },
    batch: number,
  ) {
    this.plan = network.ownPlan(batch, 1)
    for (const { carried } of this.plan.passes) carried?.forget()
  }

  async step(input: Float32Array, held: HeldModel | null): Promise<ArrayLike<number>> {
    this.plan.input.set(input)
    this.plan.forward(held === null ? STILL : { training: false, opened: { held, notesGradients: false } })
    for (const { carried } of this.plan.passes) carried?.carryOn()
    return this.plan.sums
  }

  async signals(): Promise<readonly TraceSignal[]> {
    return this.plan.passes.flatMap((pass) => pass.signals())
  }

  async fork(batch: number): Promise<Stepper> {
    const forked = new CpuStepper(this.network, batch)
    for (const [index, { carried }] of forked.plan.passes.entries()) {
      carried?.carryOn()
      for (const [place, state] of (carried?.states ?? []).entries()) {
        const from = this.plan.passes[index]!.carried!.states[place]!
        const units = from.length / this.plan.batch
        for (let row = 0; row < batch; row++) state.set(from.subarray(0, units), row * units)
      }
    }
    return forked
  }

  dispose(): void {
    this.plan.release()
  }
}
