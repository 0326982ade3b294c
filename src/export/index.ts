/**
 * Models to and from other tools: the face of this folder. Everything works on bytes and values, so that a page, a worker and a command
 * use it alike; a panel asks the worker, because writing and checking a model may take a second.
 */

export { checkExport, type ExportCheck, type Predict } from './check'
export { ExportError, ImportError, type ExportReason, type ImportProblem } from './errors'
export { downloadOf, exportModel, type Exported } from './export-model'
export { exportFormats, type ExportedFile, type ExportFormat } from './exported'
export { isWriterFile } from '../train/writer-checkpoint'
export { exportWriter, WRITER_FORMAT, type ExportedWriter } from './writer'
export { openModel, type OpenedModel } from './import/open-model'
