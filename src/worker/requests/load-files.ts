import { instance, list, record } from '../../core/decode'
import { decodeDataLoad } from '../values/data'
import type { Answer } from './definition'

const MAX_FILES = 64

/** Files that the visitor dropped. Nothing changes when MNIST's four are not among them; what was wrong with others is in `failures`. */
export const loadFiles = {
  params: record({ files: list(instance(File, 'a File'), MAX_FILES) }),
  result: decodeDataLoad,
}

export const answerLoadFiles: Answer<typeof loadFiles> = async ({ files }, host) => {
  host.refuseWhileTraining('loadFiles')
  return host.data.loadFiles(files)
}
