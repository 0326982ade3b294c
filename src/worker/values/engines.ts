import { anyNumber, choice, flag, list, nullable, record, tagged, text, type Decoded, type Decoder } from '../../core/decode'
import type { EngineInfo, EngineKind } from '../../nn/engine'
import { decodeErrorData } from './errors'

/** What the visitor asked for: `auto` takes a real GPU, else whichever engine is faster. */
export type EngineChoice = EngineKind | 'auto'

export const decodeEngineChoice = choice<EngineChoice>('auto', 'webgpu', 'cpu')

export const decodeEngineInfo: Decoder<EngineInfo> = record({
  kind: choice<EngineKind>('webgpu', 'cpu'),
  adapter: text,
  isSoftware: flag,
  features: list(text),
})

/** Training images per second on this machine, measured one after the other. */
export const decodeEngineSpeeds = record({
  /** Name of the WebGPU adapter. */
  adapter: text,
  cpu: anyNumber,
  webgpu: anyNumber,
})

export type EngineSpeeds = Decoded<typeof decodeEngineSpeeds>

/** Why the engine runs that runs. */
export const decodeEngineReason = tagged('kind', {
  /** It was asked for. */
  chosen: record({}),
  /** There is a real GPU. */
  gpu: record({}),
  /** WebGPU's adapter is emulated on the CPU: what is faster there was measured, or is known where `speeds` is null. */
  emulated: record({ adapter: text, speeds: nullable(decodeEngineSpeeds) }),
  /** The one that would have been better cannot run, or stopped. */
  failed: record({ error: decodeErrorData }),
})

export type EngineReason = Decoded<typeof decodeEngineReason>
