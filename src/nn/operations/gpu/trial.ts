import type { KernelFamily } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import { FLOAT_BYTES } from './tensor'

/** Some work of one family of kernels, which tells its arrangements apart on an adapter nobody has measured. */
export interface Trial {
  readonly family: Pick<KernelFamily, 'label' | 'arrangements'>
  record(plan: PlanBuilder): void
}

/** A layer of the `keras` preset at batch 64: what a page like this computes all day. */
export const TRIAL = { B: 64, T: 26, H: 128, sums: 4 } as const

/** Enough for every tensor of a trial. */
const BYTES = (TRIAL.T + 1) * TRIAL.B * TRIAL.sums * TRIAL.H * FLOAT_BYTES

/** Memory for everything that a family binds; what is in it makes no difference to its speed. */
export function trialBuffers({ kernels }: KernelFamily, plan: PlanBuilder) {
  const names = Object.keys(kernels[0]?.bindings ?? {})
  return Object.fromEntries(names.map((name) => [name, plan.arena.allocate(`trial/${name}`, BYTES)]))
}
