import type { ExportFormat } from '../core/exchange-details'
import { loadPart } from '../core/load-part'
import type { ModelSpec } from '../nn'
import { decodeCheckpoint, isCheckpoint, type Checkpoint } from '../train/checkpoint'
import { modelKindOf } from '../data/model-kind'
import { readSafetensors } from '../train/safetensors'
import type { ExportedModel } from './context'

/**
 * Opens a model file. What knows the files of other tools is loaded when one comes.
 *
 * @param target  the network that weights without one are for
 * @throws as `openModel` in `export/`
 */
export async function openCheckpoint(
  bytes: Uint8Array,
  name: string,
  target: ModelSpec,
): Promise<{ readonly checkpoint: Checkpoint; readonly isForeign: boolean }> {
  const kind = modelKindOf(bytes)
  // A file of no known kind is told what is wrong with it as a model of this page.
  if (kind === 'unknown' || (kind === 'safetensors' && isCheckpoint(readSafetensors(bytes)))) {
    return { checkpoint: decodeCheckpoint(bytes), isForeign: false }
  }
  const { openModel } = await loadPart(() => import('../export/import/open-model'))
  return openModel(bytes, target, name)
}

/** Writes a model for another tool, as one file. @throws ExportError */
export async function exportCheckpoint(checkpoint: Checkpoint, format: ExportFormat): Promise<ExportedModel> {
  const { checkExport, downloadOf, exportModel } = await loadPart(() => import('../export/index'))
  const exported = await exportModel(checkpoint, format)
  const check = await checkExport(exported, checkpoint)
  return { ...downloadOf(exported), check }
}
