import type { Checkpoint } from '../train/checkpoint'
import { zip } from './archive'
import { fileNameOf, type ExportedFile, type ExportFormat } from './exported'
import { kerasFiles } from './keras/model'
import { onnxModel } from './onnx/model'
import { pytorchFiles } from './pytorch/module'
import { tfjsFiles } from './tfjs/model'

/** A model as files for another tool. */
export interface Exported {
  readonly format: ExportFormat
  /** What the files are called after, without an ending. */
  readonly name: string
  /** At least one; the first is the one that the tool opens. */
  readonly files: readonly [ExportedFile, ...ExportedFile[]]
}

/**
 * Writes a model for another tool: pictures [N,height,width] in 0…1, ink = 1, to the probabilities of the classes [N,C].
 *
 * - `onnx`: `NAME.onnx`, operators of version 17, input `images`, output `probabilities`
 * - `pytorch`: `model.py`, whose `load()` gives the module and which trains on, and `NAME.safetensors`, which the page opens
 * - `keras`: `NAME.keras` of Keras 3, and `rebuild.py`, which opens it
 * - `tfjs`: `model.json` and `weights.bin` for `tf.loadLayersModel`
 *
 * Calibration does not go along: the probabilities are those of the softmax, as `Model.predict` gives them.
 *
 * @param savedAt  what archives say of when they were made
 * @throws ExportError names the layer that the format has no words for; what loading a chunk of the page's code throws
 */
export async function exportModel(checkpoint: Checkpoint, format: ExportFormat, savedAt: Date = new Date()): Promise<Exported> {
  const name = fileNameOf(checkpoint.name)
  const [first, ...others] = await filesOf(checkpoint, format, name, savedAt)
  if (first === undefined) throw new TypeError(`${format} without a file`)
  return { format, name, files: [first, ...others] }
}

async function filesOf(checkpoint: Checkpoint, format: ExportFormat, name: string, savedAt: Date): Promise<readonly ExportedFile[]> {
  switch (format) {
    case 'onnx':
      return [{ name: `${name}.onnx`, bytes: onnxModel(checkpoint.spec, checkpoint.parameters, name) }]
    case 'pytorch':
      return pytorchFiles(checkpoint, name)
    case 'keras':
      return kerasFiles(checkpoint, name, savedAt)
    case 'tfjs':
      return tfjsFiles(checkpoint, name)
    default:
      return format satisfies never
  }
}

/** One file to download: the only one, or a zip archive of all. */
export function downloadOf({ format, name, files }: Exported, savedAt: Date = new Date()): ExportedFile {
  return files.length === 1 ? files[0] : { name: `${name}-${format}.zip`, bytes: zip(files, savedAt) }
}
