import type { ErrorDetail } from '../core/error-details'
import { GatelightError, wordsOf } from '../core/gatelight-error'
import { withinLimit } from '../core/within-limit'
import { MOST_MODEL_BYTES } from '../nn/spec/memory'
import { ModelFileError } from './model-file'

/** A file of this size comes from any drive that answers within it. */
const FILE_LIMIT_MS = 30_000

/** A file that is larger than any model. */
export class ModelSizeError extends GatelightError {
  readonly code = 'model-size'
  constructor(readonly detail: ErrorDetail<'model-size'>) {
    super('No model is so large', detail)
  }
}

/**
 * The bytes of a file that is to be a model. Folders, files that are gone and drives that never answer look like files until they are read.
 *
 * @throws ModelFileError, ModelSizeError
 */
export async function readModelFile(file: File): Promise<Uint8Array> {
  const url = file.name.slice(0, 60)
  if (file.size > MOST_MODEL_BYTES) throw new ModelSizeError({ file: url, bytes: file.size, limit: MOST_MODEL_BYTES })
  const late = () => new ModelFileError({ url, fault: { kind: 'stalled', seconds: FILE_LIMIT_MS / 1000 } })
  try {
    return new Uint8Array(await withinLimit(file.arrayBuffer(), FILE_LIMIT_MS, late))
  } catch (error) {
    if (error instanceof ModelFileError) throw error
    throw new ModelFileError({ url, fault: { kind: 'storage', action: 'read', original: wordsOf(error) } }, { cause: error })
  }
}
