import { describe, expect, it } from 'vitest'
import { defaultRunSettings } from '../../nn/spec/training'
import type { TrainingStatus } from '../../state/app-state'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { currentEpoch, describeRun, runEpochs } from './phases'

await loadMessages('en')

const run: TrainingStatus = {
  state: 'running',
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

  it('names the run that is under way by its own epochs', () => {
    expect(describeRun({ ...run, step: 120 }, messages)).toBe('Epoch 2 of 3')
    expect(describeRun({ ...run, step: 120, state: 'paused' }, messages)).toBe('Paused in epoch 2 of 3')
    expect(describeRun({ ...run, step: 200, evaluating: { evaluated: 1, total: 2 } }, messages)).toBe('Testing after epoch 2 of 3')
  })
})
