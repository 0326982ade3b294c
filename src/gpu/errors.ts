import type { ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'

/** WebGPU refused a call: always a mistake of ours, never of the visitor. */
export class GpuValidationError extends GatelightError {
  readonly code = 'gpu-validation'
  constructor(readonly detail: ErrorDetail<'gpu-validation'>) {
    super('WebGPU refused a call', detail)
  }
}

/** The GPU could not give the memory. */
export class GpuMemoryError extends GatelightError {
  readonly code = 'gpu-memory'
  constructor(readonly detail: ErrorDetail<'gpu-memory'>) {
    super('The GPU is out of memory', detail)
  }
}
