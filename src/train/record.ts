import { nullable, record, text, wholeText, within, type Decoded } from '../core/decode'
import { decodeRunSettings } from '../nn/spec/training'
import { CheckpointError, decodeField } from './checkpoint'
import { readSafetensors, replaceMetadata } from './safetensors'

/**
 * How a model file came to be, as `npm run train` notes it in the files it writes, beside what every checkpoint says.
 *
 * The page neither writes nor reads it: a model that is trained on is another one.
 */

const FIELD = 'record'

const decodeRecord = record({
  /** The command that repeats it. */
  command: wholeText,
  /** What it was computed on: `SIMD, 2 threads`. */
  engine: text,
  /** Seconds until this file was written, in all sessions of the run, evaluations after its epochs included. */
  seconds: within(0, Number.MAX_SAFE_INTEGER),
  /** Those of the whole run; `epochs` may be more than this model has, where an earlier epoch was the best. */
  settings: decodeRunSettings,
  /** Accuracy of these weights in 0…1 on the examples that `settings.validation` kept back; null without. */
  validationAccuracy: nullable(within(0, 1)),
})

export type TrainingRecord = Decoded<typeof decodeRecord>

/** @returns null when the file has none. @throws SafetensorsError; CheckpointError for a record that makes no sense */
export function readRecord(file: Uint8Array): TrainingRecord | null {
  const source = readSafetensors(file).metadata.get(FIELD)
  return source === undefined ? null : decodeField(FIELD, () => decodeRecord(JSON.parse(source), FIELD))
}

/** The same file with this record in place of any before. @throws SafetensorsError, CheckpointError for what is no model file */
export function withRecord(file: Uint8Array, entry: TrainingRecord): Uint8Array<ArrayBuffer> {
  const { metadata } = readSafetensors(file)
  if (!metadata.has('model')) throw new CheckpointError({ field: 'model', fault: { kind: 'missing' } })
  return replaceMetadata(file, new Map([...metadata, [FIELD, JSON.stringify(entry)]]))
}
