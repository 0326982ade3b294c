import type { FoundAdapter } from '../found-adapter.ts'

/** `--hardware` where WebGPU has no GPU: figures of an emulated one would be taken for those of a GPU. */
export class NoHardwareError extends Error {
  readonly code = 'no-hardware-adapter'
  readonly detail: { readonly found: FoundAdapter; readonly where: string }

  /** @param where  that has no GPU: `Chromium 156.0` */
  constructor(where: string, found: FoundAdapter) {
    const came = found.name === null ? `none (${found.reason || 'no reason given'})` : `${found.name}, which emulates one on the CPU`
    super(
      `--hardware: expected a GPU, and ${where} has ${came}. Install the GPU's driver with ${DRIVER[process.platform] ?? 'WebGPU support'} ` +
        '(CHROMIUM_PATH names another browser), or add --allow-software to try the command here',
    )
    this.name = 'NoHardwareError'
    this.detail = { found, where }
  }
}

const DRIVER: Partial<Record<NodeJS.Platform, string>> = { linux: 'Vulkan', darwin: 'Metal', win32: 'Direct3D 12' }

/** @throws NoHardwareError unless it is a GPU, or software will do */
export function requireHardware(where: string, found: FoundAdapter, allowsSoftware: boolean): void {
  if (found.name === null || (found.isSoftware && !allowsSoftware)) throw new NoHardwareError(where, found)
}
