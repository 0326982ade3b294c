import type { Decoded } from '../../core/decode'
import type { RequestDefinition } from './definition'
import { closeExaminee } from './close-examinee'
import { evaluate } from './evaluate'
import { examine } from './examine'
import { exportModel } from './export-model'
import { findMistakes } from './find-mistakes'
import { followPen } from './follow-pen'
import { drawRows } from './draw-rows'
import { futures } from './futures'
import { goBack } from './go-back'
import { judge } from './judge'
import { leaveFiles } from './leave-files'
import { loadCompanion } from './load-companion'
import { loadData } from './load-data'
import { loadFiles } from './load-files'
import { loadModel } from './load-model'
import { loadRows } from './load-rows'
import { loadWriter } from './load-writer'
import { lookAtFiles } from './look-at-files'
import { lookBack } from './look-back'
import { measureEngines } from './measure-engines'
import { mostActive } from './most-active'
import { newModel } from './new-model'
import { openExaminee } from './open-examinee'
import { pause } from './pause'
import { pauseRace } from './pause-race'
import { pauseWriter } from './pause-writer'
import { picturesOfSet } from './pictures-of-set'
import { ping } from './ping'
import { previewAugmentation } from './preview-augmentation'
import { probe } from './probe'
import { profile } from './profile'
import { read } from './read'
import { readCompanion } from './read-companion'
import { readRace } from './read-race'
import { reset } from './reset'
import { resume } from './resume'
import { resumeRace } from './resume-race'
import { resumeWriter } from './resume-writer'
import { saveFromRace } from './save-from-race'
import { saveModel } from './save-model'
import { saveWriter } from './save-writer'
import { setLearningRate } from './set-learning-rate'
import { start } from './start'
import { startRace } from './start-race'
import { step } from './step'
import { stop } from './stop'
import { stopRace } from './stop-race'
import { stopTuning } from './stop-tuning'
import { stopWriter } from './stop-writer'
import { takeFiles } from './take-files'
import { teachWriter } from './teach-writer'
import { timeNetwork } from './time-network'
import { train } from './train'
import { trainWriter } from './train-writer'
import { tuneWithout } from './tune-without'
import { unitOrder } from './unit-order'
import { unitWeights } from './unit-weights'
import { useEngine } from './use-engine'
import { write } from './write'

/** Everything that the page can ask the worker, by the name that its message carries; `answers.ts` has what the worker does. */
const definitions = {
  start,
  useEngine,
  measureEngines,
  read,
  loadCompanion,
  readCompanion,
  loadRows,
  drawRows,
  loadWriter,
  write,
  futures,
  followPen,
  teachWriter,
  saveWriter,
  trainWriter,
  pauseWriter,
  resumeWriter,
  stopWriter,
  unitOrder,
  unitWeights,
  mostActive,
  exportModel,
  findMistakes,
  judge,
  picturesOfSet,
  openExaminee,
  examine,
  closeExaminee,
  loadData,
  loadFiles,
  lookAtFiles,
  takeFiles,
  leaveFiles,
  previewAugmentation,
  train,
  pause,
  resume,
  step,
  stop,
  setLearningRate,
  tuneWithout,
  stopTuning,
  reset,
  lookBack,
  goBack,
  startRace,
  pauseRace,
  resumeRace,
  stopRace,
  readRace,
  saveFromRace,
  probe,
  evaluate,
  profile,
  timeNetwork,
  newModel,
  loadModel,
  saveModel,
  ping,
}

/** The worker's answers and the page's requests are both checked against these types. */
export type Requests = {
  readonly [T in keyof typeof definitions]: {
    readonly params: Decoded<(typeof definitions)[T]['params']>
    readonly result: Decoded<(typeof definitions)[T]['result']>
  }
}

export type RequestType = keyof Requests

export const requests: { readonly [T in RequestType]: RequestDefinition<Requests[T]['params'], Requests[T]['result']> } = definitions
