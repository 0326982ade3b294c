import { choice, flag, integer, record, type Decoded } from '../../core/decode'
import { StateError } from '../../core/errors'
import { decodeRunSettings } from '../../nn/spec/training'
import type { Checkpoint } from '../../train/checkpoint'
import type { HostContext } from '../context'
import type { PlannedRun } from '../planned-run'
import type { Answer } from './definition'

const params = record({
  settings: decodeRunSettings,
  /**
   * Begin with fresh weights of the settings' seed, continue from the weights on the page, or go on with the run that the model's checkpoint was written in,
   * whose own settings count then, but for the learning rate.
   */
  start: choice('fresh', 'current', 'resume'),
  /** To watch single steps. */
  startPaused: flag,
})

/** Begins a run, which events tell of until it is over. Refused while another is not over or networks race, and without data. */
export const train = { params, result: record({ totalSteps: integer(), stepsPerEpoch: integer() }) }

export const answerTrain: Answer<typeof train> = (asked, host) => host.changes(() => begin(asked, host))

async function begin(asked: Decoded<typeof params>, host: HostContext): Promise<Decoded<typeof train.result>> {
  const { models, training } = host
  host.refuseWhileTraining('train')
  host.refuseWhileRacing('train')
  const { dataset } = await host.dataInUse('train')
  host.requireModelFor(dataset.train)
  const before = models.checkpoint
  const last = before.trainedOn.at(-1)
  if (asked.start === 'resume' && last !== dataset.train.name) {
    throw new StateError({ action: 'train', obstacle: { kind: 'otherData', used: dataset.train.name, needed: last ?? null } })
  }
  const job: PlannedRun = { ...planRun(asked, before, host), dataset, startPaused: asked.startPaused }
  await models.setParameters(job.from.parameters)
  try {
    return await training.start(job, before)
  } catch (error) {
    // A run that cannot begin leaves the model that was there.
    await models.setParameters(before.parameters)
    throw error
  }
}

/** Which weights a run starts from and with which settings. */
function planRun(
  { settings, start }: Decoded<typeof params>,
  before: Checkpoint,
  { checkpoints }: HostContext,
): Pick<PlannedRun, 'settings' | 'from' | 'resume' | 'best'> {
  switch (start) {
    case 'fresh':
      return { settings, from: checkpoints.fresh(before.spec, before.name, settings.seed), resume: null, best: null }
    case 'current':
      return { settings, from: before, resume: null, best: null }
    case 'resume': {
      const { run } = before
      if (run === null || run.epoch >= run.settings.epochs) throw new StateError({ action: 'train', obstacle: { kind: 'noRunToResume' } })
      // The one setting that may be turned while a run goes on.
      const { learningRate } = settings.schedule
      return { settings: run.settings, from: before, resume: { ...run, learningRate }, best: run.best ?? null }
    }
    default:
      return start satisfies never
  }
}
