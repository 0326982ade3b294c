import type { Uniforms, Values } from '../../../gpu/kernel'
import { TRIAL, trialBuffers, type Trial } from '../../operations/gpu/trial'
import type { backwardUniforms, forwardUniforms, StepFamily, StepKernels } from './step'

const { B, T, H } = TRIAL

/** Of any cell: a trial binds whatever its kernels name. */
type AnyBindings = Readonly<Record<string, 'read' | 'write'>>

/** All timesteps of a layer of this cell, forward and back. */
export function recurrentTrials(
  forward: Pick<StepKernels<AnyBindings, typeof forwardUniforms>, 'plain'>,
  backward: Pick<StepKernels<AnyBindings, typeof backwardUniforms>, 'plain'>,
): readonly Trial[] {
  return [stepTrial(forward.plain, stepForward), stepTrial(backward.plain, stepBackward)]
}

function stepTrial<U extends Uniforms>(family: StepFamily<AnyBindings, U>, stepAt: (step: number) => Values<U>): Trial {
  const steps = Array.from({ length: T }, (_, step) => stepAt(step))
  return {
    family,
    record: (plan) => family.record(plan, trialBuffers(family, plan), steps),
  }
}

function stepForward(t: number): Values<typeof forwardUniforms> {
  return { B, H, t, before: t, after: t + 1, is_first: Number(t === 0), count: 1 }
}

function stepBackward(step: number): Values<typeof backwardUniforms> {
  const t = T - 1 - step
  const isLast = step === 0
  return {
    B,
    H,
    t,
    before: t,
    after: t + 1,
    count: 1,
    later: isLast ? t : t + 1,
    is_last: Number(isLast),
    has_output: 1,
    output_row: t * B,
    all_outputs: 1,
  }
}
