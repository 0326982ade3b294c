import { answerCloseExaminee } from './close-examinee'
import { answerEvaluate } from './evaluate'
import { answerExamine } from './examine'
import { answerFindMistakes } from './find-mistakes'
import { answerFollowPen, transferFollowPen } from './follow-pen'
import { answerDrawRows, transferDrawRows } from './draw-rows'
import { answerFutures } from './futures'
import { answerGoBack, transferGoBack } from './go-back'
import { answerJudge, transferJudge } from './judge'
import { answerLeaveFiles } from './leave-files'
import { answerLoadCompanion } from './load-companion'
import { answerLoadData } from './load-data'
import { answerLoadFiles } from './load-files'
import { answerLoadModel } from './load-model'
import { answerLoadRows } from './load-rows'
import { answerLoadWriter } from './load-writer'
import { answerLookAtFiles } from './look-at-files'
import { answerLookBack } from './look-back'
import { answerMeasureEngines } from './measure-engines'
import { answerMostActive } from './most-active'
import { answerNewModel } from './new-model'
import { answerOpenExaminee } from './open-examinee'
import { answerPause } from './pause'
import { answerPauseRace } from './pause-race'
import { answerPauseWriter } from './pause-writer'
import { answerPicturesOfSet, transferPicturesOfSet } from './pictures-of-set'
import { answerPing } from './ping'
import { answerPreviewAugmentation } from './preview-augmentation'
import { answerProbe, transferProbe } from './probe'
import { answerProfile } from './profile'
import { answerRead, transferRead } from './read'
import { answerReadCompanion, transferReadCompanion } from './read-companion'
import { answerReadRace, transferReadRace } from './read-race'
import { answerReset } from './reset'
import { answerResume } from './resume'
import { answerResumeRace } from './resume-race'
import { answerResumeWriter } from './resume-writer'
import { answerSaveFromRace, transferSaveFromRace } from './save-from-race'
import { answerExportModel, transferExportModel } from './export-model'
import { answerSaveModel, transferSaveModel } from './save-model'
import { answerSaveWriter, transferSaveWriter } from './save-writer'
import { answerSetLearningRate } from './set-learning-rate'
import { answerStart } from './start'
import { answerStartRace } from './start-race'
import { answerStep } from './step'
import { answerStop } from './stop'
import { answerStopRace } from './stop-race'
import { answerStopTuning } from './stop-tuning'
import { answerStopWriter } from './stop-writer'
import { answerTakeFiles } from './take-files'
import { answerTeachWriter } from './teach-writer'
import { answerTimeNetwork } from './time-network'
import { answerTrain } from './train'
import { answerTrainWriter } from './train-writer'
import { answerTuneWithout } from './tune-without'
import { answerUnitOrder } from './unit-order'
import { answerUnitWeights } from './unit-weights'
import { answerUseEngine } from './use-engine'
import { answerWrite, transferWrite } from './write'
import type { HostContext } from '../context'
import type { RequestType, Requests } from './index'

/** What the worker does for each request. The page's bundle has none of it. */
export const answers: {
  readonly [T in RequestType]: (params: Requests[T]['params'], host: HostContext) => Promise<Requests[T]['result']>
} = {
  start: answerStart,
  useEngine: answerUseEngine,
  measureEngines: answerMeasureEngines,
  read: answerRead,
  loadCompanion: answerLoadCompanion,
  readCompanion: answerReadCompanion,
  loadRows: answerLoadRows,
  drawRows: answerDrawRows,
  loadWriter: answerLoadWriter,
  write: answerWrite,
  futures: answerFutures,
  followPen: answerFollowPen,
  teachWriter: answerTeachWriter,
  saveWriter: answerSaveWriter,
  trainWriter: answerTrainWriter,
  pauseWriter: answerPauseWriter,
  resumeWriter: answerResumeWriter,
  stopWriter: answerStopWriter,
  unitOrder: answerUnitOrder,
  unitWeights: answerUnitWeights,
  mostActive: answerMostActive,
  findMistakes: answerFindMistakes,
  judge: answerJudge,
  picturesOfSet: answerPicturesOfSet,
  openExaminee: answerOpenExaminee,
  examine: answerExamine,
  closeExaminee: answerCloseExaminee,
  loadData: answerLoadData,
  loadFiles: answerLoadFiles,
  lookAtFiles: answerLookAtFiles,
  takeFiles: answerTakeFiles,
  leaveFiles: answerLeaveFiles,
  previewAugmentation: answerPreviewAugmentation,
  train: answerTrain,
  pause: answerPause,
  resume: answerResume,
  step: answerStep,
  stop: answerStop,
  setLearningRate: answerSetLearningRate,
  tuneWithout: answerTuneWithout,
  stopTuning: answerStopTuning,
  reset: answerReset,
  lookBack: answerLookBack,
  goBack: answerGoBack,
  startRace: answerStartRace,
  pauseRace: answerPauseRace,
  resumeRace: answerResumeRace,
  stopRace: answerStopRace,
  readRace: answerReadRace,
  saveFromRace: answerSaveFromRace,
  probe: answerProbe,
  evaluate: answerEvaluate,
  profile: answerProfile,
  timeNetwork: answerTimeNetwork,
  newModel: answerNewModel,
  loadModel: answerLoadModel,
  exportModel: answerExportModel,
  saveModel: answerSaveModel,
  ping: answerPing,
}

/** Whose results take memory along. */
export const transfers: { readonly [T in RequestType]?: (result: Requests[T]['result']) => readonly ArrayBuffer[] } = {
  read: transferRead,
  readCompanion: transferReadCompanion,
  drawRows: transferDrawRows,
  write: transferWrite,
  followPen: transferFollowPen,
  exportModel: transferExportModel,
  saveModel: transferSaveModel,
  saveWriter: transferSaveWriter,
  goBack: transferGoBack,
  readRace: transferReadRace,
  saveFromRace: transferSaveFromRace,
  probe: transferProbe,
  judge: transferJudge,
  picturesOfSet: transferPicturesOfSet,
}
