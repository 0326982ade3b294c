import type { EngineFigures } from '../worker/protocol'

/** What a machine was measured to do, for other people to read: plain JSON with nothing of the visitor's in it. */
export interface MachineReport {
  readonly format: 'gatelight-machine/1'
  readonly date: string
  /** As the browser calls itself. */
  readonly browser: string
  /** Processors that the browser tells of. */
  readonly cores: number
  /** Whether threads may share memory. */
  readonly isIsolated: boolean
  /** Training is of this network. */
  readonly network: string
  readonly engines: readonly EngineFigures[]
}

export function machineReport(engines: readonly EngineFigures[], network: string, date: Date): MachineReport {
  return {
    format: 'gatelight-machine/1',
    date: date.toISOString(),
    browser: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    isIsolated: 'crossOriginIsolated' in globalThis && crossOriginIsolated,
    network,
    engines: engines.map((one) => ({
      ...one,
      training: one.training.map(({ batch, imagesPerSecond }) => ({ batch, imagesPerSecond: rounded(imagesPerSecond) })),
      reading: rounded(one.reading),
      manyPerSecond: rounded(one.manyPerSecond),
    })),
  }
}

/** Four digits: more of them are noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
