import { instance, list, record } from '../../core/decode'
import { decodeDataInfo } from '../values/data'
import type { Answer } from './definition'

const MAX_FILES = 64

/** Files that the visitor dropped. Nothing changes when they are not MNIST's four. */
export const loadFiles = {
  params: record({ files: list(instance(File, 'a File'), MAX_FILES) }),
  result: record({ data: decodeDataInfo }),
}

export const answerLoadFiles: Answer<typeof loadFiles> = async ({ files }, host) => {
  host.refuseWhileTraining('loadFiles')
  return host.data.loadFiles(files)
}
