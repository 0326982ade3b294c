import { describeWriter, isWriterJson, parseWriterSpec, type WriterSpec } from '../nn/spec/writing/writer-spec'
import { decodeWriterSettings, type WriterSettings } from '../nn/spec/writing/writer-training'
import { readJson, readSpec } from './checkpoint'
import {
  decodeGenerative,
  encodeGenerative,
  type GenerativeCheckpoint,
  type GenerativeRecord,
  type ResumableGenerativeRun,
} from './generative-checkpoint'
import { readSafetensors, type SafetensorsFile, type StoredFloat } from './safetensors'

/** What a file of a network that writes says. */
export type WriterCheckpoint = GenerativeCheckpoint<WriterSpec, WriterSettings>
export type ResumableWriterRun = ResumableGenerativeRun<WriterSettings>
export type WriterRecord = GenerativeRecord<WriterSettings>

const writers = {
  readSpec: (file: SafetensorsFile) => parseWriterSpec(readSpec(file, 'writer')),
  describe: describeWriter,
  decodeSettings: decodeWriterSettings,
}

/** A network that writes as a safetensors file. @throws ShapeError for a value that `dtype` does not have */
export function encodeWriter(checkpoint: WriterCheckpoint, dtype: StoredFloat = 'F32'): Uint8Array<ArrayBuffer> {
  return encodeGenerative(checkpoint, dtype)
}

/** Whether bytes are a network that writes; what is wrong with those that are none is told by whoever opens them. */
export function isWriterFile(bytes: Uint8Array): boolean {
  try {
    return isWriterJson(readJson(readSafetensors(bytes), 'spec'))
  } catch {
    return false
  }
}

/** Reads and checks a whole file of a network that writes. @throws as `decodeGenerative` */
export function decodeWriter(bytes: Uint8Array): WriterCheckpoint {
  return decodeGenerative(bytes, writers)
}
