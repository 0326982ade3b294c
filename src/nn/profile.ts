import type { ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'

/** Where the GPU's time goes: what a profile tells, and how it is made of measurements. */

/** What an adapter was measured to do at most. */
export interface AdapterLimits {
  /** Billions of additions and multiplications per second, in registers. */
  readonly gigaflops: number
  /** Billions of bytes of storage read and written per second. */
  readonly gigabytes: number
}

/** What one kernel takes of a training step. */
export interface KernelProfile {
  /** `lstm/forward_step` */
  readonly kernel: string
  /** Dispatches per step. */
  readonly dispatches: number
  /** GPU time per step. */
  readonly milliseconds: number
  /** Of the time of all kernels, 0…1. */
  readonly share: number
  /** Billions of additions and multiplications per second; null for a kernel that does not say what it does, or too short for the clock. */
  readonly gigaflops: number | null
  /** Billions of bytes per second, every value counted once; likewise. */
  readonly gigabytes: number | null
  /** The time it would take at the adapter's limits, of the time it takes; above 1 where caches are faster than memory; null likewise. */
  readonly ofLimit: number | null
}

export interface Profile {
  readonly batch: number
  /** Steps that were measured; every figure is of one step. */
  readonly steps: number
  readonly dispatches: number
  /** GPU time of a step as training runs it, in one pass. */
  readonly stepMilliseconds: number
  /** GPU time of a step whose kernels are timed one by one, each in a pass of its own: passes cost something. */
  readonly kernelMilliseconds: number
  /** The slowest first. */
  readonly kernels: readonly KernelProfile[]
  /** From one tick of the GPU's clock to the next, in milliseconds, as the browser tells it; times are averages over many of them. */
  readonly clockMilliseconds: number
  readonly limits: AdapterLimits
  readonly memory: {
    /** Bytes of the training step's own buffers. */
    readonly step: number
    /** Bytes of everything the engine holds on the GPU. */
    readonly engine: number
  }
}

/** The GPU's time cannot be told here. */
export class ProfileUnavailableError extends GatelightError {
  readonly code = 'profile-unavailable'
  constructor(readonly detail: ErrorDetail<'profile-unavailable'>) {
    super('Nothing to measure with', detail)
  }
}

/** One kernel's dispatches that stand behind one another in a step, and their time in each measured step. */
export interface MeasuredRun {
  readonly kernel: string
  readonly dispatches: number
  /** Of all its dispatches together; null where the kernel does not tell. */
  readonly cost: { readonly flops: number; readonly bytes: number } | null
  /** One per step. */
  readonly nanoseconds: readonly number[]
}

/** Everything that was measured of the same steps. */
export interface Measurement {
  readonly batch: number
  /** Of whole steps. */
  readonly nanoseconds: readonly number[]
  readonly runs: readonly MeasuredRun[]
  readonly clockNanoseconds: number
  readonly limits: AdapterLimits
  readonly memory: Profile['memory']
}

/** @throws ProfileUnavailableError when the clock stood still */
export function summarizeProfile({ batch, nanoseconds, runs, clockNanoseconds, limits, memory }: Measurement): Profile {
  const names = [...new Set(runs.map(({ kernel }) => kernel))]
  const byKernel = names.map((name) => [name, runs.filter(({ kernel }) => kernel === name)] as const)
  const times = new Map(byKernel.map(([kernel, ofKernel]) => [kernel, interquartileMean(totals(ofKernel)) / 1e6]))
  const kernelMilliseconds = sum([...times.values()])
  if (kernelMilliseconds === 0) throw new ProfileUnavailableError({ reason: 'stoppedClock' })
  const kernels = byKernel.map(([kernel, ofKernel]): KernelProfile => {
    const milliseconds = times.get(kernel)!
    return {
      kernel,
      dispatches: sum(ofKernel.map(({ dispatches }) => dispatches)),
      milliseconds,
      share: milliseconds / kernelMilliseconds,
      ...ratesOf(ofKernel, milliseconds, limits),
    }
  })
  return {
    batch,
    steps: nanoseconds.length,
    dispatches: sum(runs.map(({ dispatches }) => dispatches)),
    stepMilliseconds: interquartileMean(nanoseconds) / 1e6,
    kernelMilliseconds,
    kernels: kernels.toSorted((a, b) => b.milliseconds - a.milliseconds),
    clockMilliseconds: clockNanoseconds / 1e6,
    limits,
    memory,
  }
}

type Rates = Pick<KernelProfile, 'gigaflops' | 'gigabytes' | 'ofLimit'>

function ratesOf(runs: readonly MeasuredRun[], milliseconds: number, limits: AdapterLimits): Rates {
  const costs = runs.flatMap(({ cost }) => cost ?? [])
  if (costs.length < runs.length || milliseconds === 0) return { gigaflops: null, gigabytes: null, ofLimit: null }
  const seconds = milliseconds / 1e3
  const gigaflops = sum(costs.map(({ flops }) => flops)) / seconds / 1e9
  const gigabytes = sum(costs.map(({ bytes }) => bytes)) / seconds / 1e9
  // Arithmetic and memory go on at the same time: the slower of the two is the least that a kernel can take.
  return { gigaflops, gigabytes, ofLimit: Math.max(gigaflops / limits.gigaflops, gigabytes / limits.gigabytes) }
}

/** Nanoseconds of all runs together, for each step. */
function totals(runs: readonly MeasuredRun[]): number[] {
  return runs[0]!.nanoseconds.map((_, step) => sum(runs.map(({ nanoseconds }) => nanoseconds[step]!)))
}

/**
 * Mean of the middle half. A coarse clock rounds a short time to nothing or to a whole tick, which a mean makes good again and a median
 * does not; a step that something else held up is left out.
 */
export function interquartileMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 4)
  const middle = values.toSorted((a, b) => a - b).slice(cut, values.length - cut)
  return sum(middle) / middle.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** A profile as lines of text, for a terminal. */
export function profileTable(profile: Profile): string {
  const number = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))
  const head = ['kernel', 'dispatches', 'ms/step', 'share', 'GFLOP/s', 'GB/s', 'of limit']
  const rows = profile.kernels.map(({ kernel, dispatches, milliseconds, share, gigaflops, gigabytes, ofLimit }) => [
    kernel,
    String(dispatches),
    number(milliseconds, 3),
    `${number(100 * share, 1)} %`,
    number(gigaflops, 1),
    number(gigabytes, 1),
    ofLimit === null ? '–' : `${number(100 * ofLimit, 0)} %`,
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  const { batch, steps, dispatches, stepMilliseconds, kernelMilliseconds, clockMilliseconds, limits, memory } = profile
  return [
    line(head),
    ...rows.map(line),
    `${dispatches} dispatches at batch ${batch}: ${number(stepMilliseconds, 3)} ms in one pass, ${number(kernelMilliseconds, 3)} ms kernel by kernel`,
    `limits measured: ${number(limits.gigaflops, 1)} GFLOP/s, ${number(limits.gigabytes, 1)} GB/s; clock of ${clockMilliseconds} ms, ${steps} steps`,
    `memory: ${number(memory.step / 1e6, 1)} MB of this step, ${number(memory.engine / 1e6, 1)} MB in all`,
  ].join('\n')
}
