import { list, record } from '../../core/decode'
import type { PictureSize, Task } from '../../core/task'
import { DROP_LIMITS } from '../../data/dropped'
import { decodeOwnFile, decodeUnderstanding } from '../../data/own/understanding'
import { specFor } from '../../nn/spec/for-task'
import { parseModelSpec } from '../../nn/spec/parse'
import type { ModelSpec } from '../../nn/spec/model-spec'
import type { Answer } from './definition'

/** Finds out what the visitor's files hold, and tells it before anything is replaced: data and model stay. `takeFiles` takes it, `leaveFiles` forgets it. */
export const lookAtFiles = { params: record({ files: list(decodeOwnFile, DROP_LIMITS.files) }), result: decodeUnderstanding }

export const answerLookAtFiles: Answer<typeof lookAtFiles> = async ({ files }, host) => {
  host.refuseWhileTraining('loadFiles')
  return host.data.look(files, (size, classes) => canBeBuilt(host.models.checkpoint.spec, size, classes))
}

/** Whether the same layers can read pictures of this size. */
function canBeBuilt(spec: ModelSpec, input: PictureSize, count: number): boolean {
  const task: Task = {
    id: 'own',
    input,
    classes: Array.from({ length: count }, (_, place) => ({ label: String(place), name: String(place) })),
  }
  try {
    parseModelSpec(specFor(spec, task))
    return true
  } catch {
    return false
  }
}
