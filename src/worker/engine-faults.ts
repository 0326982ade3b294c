import type { ErrorDetail } from '../core/error-details'
import { DeviceLostError, ShaderError } from '../core/errors'
import { GatelightError } from '../core/gatelight-error'

/** The model has left an engine that failed for one of another kind. */
export class EngineChangedError extends GatelightError {
  readonly code = 'engine-changed'
  constructor(readonly detail: ErrorDetail<'engine-changed'>) {
    super('The model is on another engine', detail)
  }
}

/** After this the engine computes nothing more, whatever is asked of it: its device is gone, or it refuses the code. */
export function isEngineFault(error: unknown): error is DeviceLostError | ShaderError {
  return error instanceof DeviceLostError || error instanceof ShaderError
}

/**
 * Whether the same engine may be worth another try. A device that went away may come back. One that is there and does not answer will not, and
 * neither will a compiler change its mind.
 *
 * @param hasRead  the engine has read a picture before it failed
 */
export function mayComeBack(error: Error, hasRead: boolean): boolean {
  if (error instanceof DeviceLostError) return error.detail.silentSeconds === undefined
  return hasRead && !(error instanceof ShaderError)
}

/** A GPU that is lost this often within the window is given up for the CPU. */
const LOSSES = { allowed: 2, windowMs: 5 * 60_000 } as const

export class LossCount {
  private times: number[] = []

  /** @param now  milliseconds  @returns whether an engine that is lost this often is worth another try */
  add(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < LOSSES.windowMs), now]
    return this.times.length <= LOSSES.allowed
  }
}
