import { anyNumber, choice, flag, integer, list, nullable, record, tagged, text, type Decoded, type Decoder } from '../../core/decode'
import type { CpuInfo, EngineInfo, EngineKind } from '../../nn/engine'
import { engineKindNames, forEveryKind } from '../../nn/engine-kinds'
import { decodeErrorData } from '../../core/error-details'

/** What the visitor asked for: `auto` takes a real GPU, else whichever engine is faster. */
export type EngineChoice = EngineKind | 'auto'

export const decodeEngineChoice = choice<EngineChoice>('auto', ...engineKindNames)

const decodeCpuInfo: Decoder<CpuInfo> = record({
  code: choice('simd', 'javascript'),
  threads: integer(1),
  shortfalls: list(decodeErrorData),
})

export const decodeEngineInfo: Decoder<EngineInfo> = record(
  {
    kind: choice(...engineKindNames),
    adapter: text,
    isSoftware: flag,
    features: list(text),
  },
  { cpu: decodeCpuInfo },
)

/** Training images per second on this machine, measured one after the other, and the name of the adapter that the first hardware engine has. */
export type EngineSpeeds<Kind extends string = EngineKind> = { readonly adapter: string } & Readonly<Record<Kind, number>>

export const decodeEngineSpeeds: Decoder<EngineSpeeds> = record({ adapter: text, ...forEveryKind(() => anyNumber) })

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
