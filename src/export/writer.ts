import { decodeWriter, encodeWriter } from '../train/writer-checkpoint'
import { ExportError } from './errors'
import { fileNameOf, type ExportedFile, type ExportFormat } from './exported'

/** The one form in which a network that writes goes elsewhere: the page's own file, with numbers of 32 bits. */
export const WRITER_FORMAT = 'safetensors'

export interface ExportedWriter {
  readonly file: ExportedFile
  readonly parameters: number
  /** Of a parameter, when the file is read again. */
  readonly largest: number
}

/** @throws ExportError for a format of other tools, which get networks that read; as `decodeWriter` */
export function exportWriter(bytes: Uint8Array, format: ExportFormat | typeof WRITER_FORMAT): ExportedWriter {
  if (format !== WRITER_FORMAT) throw new ExportError({ format, reason: { kind: 'writer' } })
  const writer = decodeWriter(bytes)
  const written = encodeWriter(writer)
  const again = decodeWriter(written).parameters
  let [parameters, largest] = [0, 0]
  for (const [name, { data }] of writer.parameters) {
    const read = again.get(name)!.data
    parameters += data.length
    for (const [index, value] of data.entries()) largest = Math.max(largest, Math.abs(value - read[index]!))
  }
  return { file: { name: `${fileNameOf(writer.name)}.safetensors`, bytes: written }, parameters, largest }
}
