import { anyNumber, choice, flag, integer, list, nullable, record, tagged, text, type Decoded, type Decoder } from '../../core/decode'
import type { CpuInfo, EngineInfo, EngineKind } from '../../nn/engine'
import { engineKindNames, forEveryKind } from '../../nn/engine-kinds'
import { storedFormats } from '../../core/stored-format'
import { decodeErrorData } from '../../core/error-details'

/** What the visitor asked for: `auto` takes a real GPU, else whichever engine is faster. */
export type EngineChoice = EngineKind | 'auto'

export const decodeEngineChoice = choice<EngineChoice>('auto', ...engineKindNames)

export const decodeStoredFormat = choice(...storedFormats)

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
  { cpu: decodeCpuInfo, format: decodeStoredFormat, formats: list(decodeStoredFormat) },
)

/** Training images per second on this machine, measured one after the other, and the name of the adapter that the first hardware engine has. */
export type EngineSpeeds<Kind extends string = EngineKind> = { readonly adapter: string } & Readonly<Record<Kind, number>>

export const decodeEngineSpeeds: Decoder<EngineSpeeds> = record({ adapter: text, ...forEveryKind(() => anyNumber) })

/** What one engine was measured to do on this machine, and with what. */
export const decodeEngineFigures = record({
  kind: choice(...engineKindNames),
  adapter: text,
  isSoftware: flag,
  features: list(text),
  /** Of the CPU's engine. */
  threads: nullable(integer(1)),
  /** Of the default network, images per second by size of batch. */
  training: list(record({ batch: integer(1), imagesPerSecond: anyNumber })),
  /** Milliseconds in which it reads one picture. */
  reading: anyNumber,
  /** Pictures per second, 256 at once. */
  manyPerSecond: anyNumber,
})

export type EngineFigures = Decoded<typeof decodeEngineFigures>

/** The speeds by which the page chooses, and all figures that they are part of. */
export const decodeMachineFigures = record({ speeds: decodeEngineSpeeds, engines: list(decodeEngineFigures) })

export type MachineFigures = Decoded<typeof decodeMachineFigures>

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
