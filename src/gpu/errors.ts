import { GatelightError } from '../core/errors'

/** WebGPU refused a call: always a mistake of ours, never of the visitor. */
export class GpuValidationError extends GatelightError {
  readonly code = 'gpu-validation'
  constructor(message: string) {
    super(message, 'Please report this with the name of your browser and GPU.')
  }
}

const MIB = 2 ** 20

/** The GPU could not give the memory. */
export class GpuMemoryError extends GatelightError {
  readonly code = 'gpu-memory'
  /** @param detail.bytes  what was asked for in all; null where WebGPU did not say for which call it had none */
  constructor(readonly detail: { what: string; bytes: number | null; reason: string }) {
    const asked = detail.bytes === null ? '' : ` asked for ${Math.ceil(detail.bytes / MIB)} MiB`
    super(
      `The GPU is out of memory: ${detail.what}${asked} (${detail.reason})`,
      'Choose a smaller batch or model, or close other pages that use the GPU.',
    )
  }
}
