import { describe, expect, it } from 'vitest'
import { defaultRunSettings } from '../../nn/spec/training'
import type { TrainingStatus } from '../../state/app-state'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { formatFor } from '../kit/format'
import { currentEpoch, describeRun, runEpochs } from './phases'

await loadMessages('en')

const run: TrainingStatus = {
  state: 'running',
  runId: 'run',
  settings: { ...defaultRunSettings, epochs: 5 },
  start: 'fresh',
  step: 0,
  totalSteps: 300,
  stepsPerEpoch: 100,
  imagesPerSecond: null,
  secondsLeft: null,
  loss: null,
  accuracy: null,
  evaluating: null,
  epochs: [],
  planned: null,
  rateChanges: [],
  keptStep: null,
  trouble: null,
  ending: null,
}

describe('currentEpoch', () => {
  it('counts from 1 and stays with an epoch while it is tested', () => {
    expect(currentEpoch({ ...run, step: 0 })).toBe(1)
    expect(currentEpoch({ ...run, step: 99 })).toBe(1)
    expect(currentEpoch({ ...run, step: 100, evaluating: { evaluated: 0, total: 10 } })).toBe(1)
    expect(currentEpoch({ ...run, step: 100 })).toBe(2)
    expect(currentEpoch({ ...run, step: 300 })).toBe(3)
  })

  it('is 1 before a run is known', () => {
    expect(currentEpoch({ ...run, totalSteps: 0, stepsPerEpoch: 0 })).toBe(1)
    expect(runEpochs({ ...run, totalSteps: 0, stepsPerEpoch: 0 })).toBe(5)
  })
})

describe('describeRun', () => {
  const messages = messagesFor('en')
  const format = formatFor('en')

  it('names the run that is under way by its own epochs', () => {
    expect(describeRun({ ...run, step: 120 }, messages, format)).toBe('Epoch 2 of 3')
    expect(describeRun({ ...run, step: 120, state: 'paused' }, messages, format)).toBe('Paused in epoch 2 of 3')
    expect(describeRun({ ...run, step: 200, evaluating: { evaluated: 1, total: 2 } }, messages, format)).toBe('Testing after epoch 2 of 3')
  })

  it('says why a run is paused that was not asked to be', () => {
    const trouble = { step: 1312, from: 1250, learningRate: 0.1, suggested: 0.01 }
    expect(describeRun({ ...run, step: 120, state: 'paused', trouble }, messages, format)).toBe(
      'Paused: the loss lost its way at step 1,312.',
    )
  })

  it('says what Start does after a run was cut off, and that it failed where nothing was kept', () => {
    expect(describeRun({ ...run, state: 'failed', keptStep: 1204 }, messages, format)).toBe(
      'The run was cut off. Start goes on from step 1,204.',
    )
    expect(describeRun({ ...run, state: 'failed' }, messages, format)).toContain('The run failed')
  })

  it('says how a judged run ended and whose weights it left', () => {
    const early = { epochs: 2, isEarly: true, restoredEpoch: 0 }
    expect(describeRun({ ...run, state: 'finished', ending: early }, messages, format)).toBe(
      'Finished early, after 2 of 3 epochs. The weights of epoch 1, the best, are on the page.',
    )
    const whole = { epochs: 3, isEarly: false, restoredEpoch: null }
    expect(describeRun({ ...run, state: 'finished', ending: whole }, messages, format)).toBe('Finished: 3 epochs.')
  })
})
