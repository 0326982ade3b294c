import { describeWriter, isWriterJson, parseWriterSpec, type WriterSpec } from '../nn/spec/writing/writer-spec'
import { decodeWriterSettings, type WriterSettings } from '../nn/spec/writing/writer-training'
import { readJson, readSpec } from './checkpoint'
import { generativeFile, type GenerativeCheckpoint } from './generative-checkpoint'
import { readSafetensors } from './safetensors'

/** What a file of a network that writes says. */
export type WriterCheckpoint = GenerativeCheckpoint<WriterSpec, WriterSettings>

export const { encode: encodeWriter, decode: decodeWriter } = generativeFile<WriterSpec, WriterSettings>({
  readSpec: (file) => parseWriterSpec(readSpec(file, 'writer')),
  describe: describeWriter,
  decodeSettings: decodeWriterSettings,
})

/** Whether bytes are a network that writes; what is wrong with those that are none is told by whoever opens them. */
export function isWriterFile(bytes: Uint8Array): boolean {
  try {
    return isWriterJson(readJson(readSafetensors(bytes), 'spec'))
  } catch {
    return false
  }
}
