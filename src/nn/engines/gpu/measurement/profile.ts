import type { Gpu } from '../../../../gpu/device'
import { canTime, clockResolution, durations, PassTimer, type Timestamps } from '../../../../gpu/pass-timer'
import type { Plan } from '../../../../gpu/plan'
import { ProfileUnavailableError, type Measurement } from '../../../profile'

/** Steps that are measured: as many as `WANTED_MILLISECONDS` let, the more the better a coarse clock averages out. */
const STEPS = { fewest: 4, most: 24 } as const
const WANTED_MILLISECONDS = 1000

export interface TimedPlan {
  readonly plan: Plan
  /** Called right before each submission; may throw to give up. */
  prepare(): void
  /** Encodes, before and after each run of the plan, what makes sure that it leaves nothing behind. */
  save(encoder: GPUCommandEncoder): void
  restore(encoder: GPUCommandEncoder): void
}

/**
 * Times a plan as a whole, in one pass, and each run of one kernel, in a pass of its own. Every submission holds both and begins and ends
 * with the state that was found, so that whatever else is submitted meanwhile never sees a change.
 *
 * @param steps  how many to measure, after one that does not count; null for what a second lets
 * @throws ProfileUnavailableError without timestamp queries
 */
export async function timePlan(
  gpu: Gpu,
  timed: TimedPlan,
  steps: number | null,
): Promise<Pick<Measurement, 'nanoseconds' | 'runs' | 'clockNanoseconds'>> {
  if (!canTime(gpu)) throw new ProfileUnavailableError({ reason: 'noTimestamps' })
  const runs = timed.plan.kernelRuns()
  const timer = new PassTimer(gpu, 1 + runs.length)
  const measured: Timestamps[] = []
  try {
    await submitTimed(gpu, timed, timer)
    const begin = performance.now()
    const isEnough = () =>
      steps === null
        ? measured.length >= STEPS.most || (measured.length >= STEPS.fewest && performance.now() - begin >= WANTED_MILLISECONDS)
        : measured.length >= steps
    while (!isEnough()) measured.push(await submitTimed(gpu, timed, timer))
  } finally {
    timer.destroy()
  }
  const byStep = measured.map(durations)
  return {
    nanoseconds: byStep.map((spans) => spans[0]!),
    runs: runs.map(({ kernel, start, end, cost }, index) => ({
      kernel,
      dispatches: end - start,
      cost,
      nanoseconds: byStep.map((spans) => spans[index + 1]!),
    })),
    clockNanoseconds: clockResolution(measured.flatMap((timestamps) => [...timestamps])),
  }
}

async function submitTimed(gpu: Gpu, { plan, prepare, save, restore }: TimedPlan, timer: PassTimer): Promise<Timestamps> {
  const encoder = gpu.device.createCommandEncoder({ label: 'profile' })
  save(encoder)
  plan.encode(encoder, undefined, undefined, timer.span(0))
  restore(encoder)
  plan.kernelRuns().forEach(({ start, end }, index) => plan.encode(encoder, start, end, timer.span(index + 1)))
  restore(encoder)
  const arriving = timer.collect(encoder)
  prepare()
  gpu.device.queue.submit([encoder.finish()])
  return arriving()
}
