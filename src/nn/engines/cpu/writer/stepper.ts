import { STILL } from '../../../layers/cpu-layer'
import type { HeldModel } from '../../../spec/trace'
import type { TraceSignal } from '../../../trace-types'
import type { Stepper } from '../../writing/writing'
import type { WriterNetwork, WriterPlan } from './network'

/** A writer on the CPU one timestep after another: its states stay where they are, and each step is a pass of one timestep. */
export class CpuStepper implements Stepper {
  private readonly plan: WriterPlan

  constructor(
    private readonly network: WriterNetwork,
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
