import { expect, test } from 'vitest'
import { defaultRunSettings } from '../../../nn/spec/training'
import { idleTraining } from '../../../state/initial-state'
import { StepSeries } from '../../../state/series'
import { curvesTable } from './curves-table'

test('points and epochs of a run are lines of one table', () => {
  const series = new StepSeries()
  const counts = (count: number) => Uint32Array.of(count, count)
  series.append({ firstStep: 0, losses: Float32Array.of(2.3, 1.1), correct: counts(1), examples: counts(4) }, 3)
  const epoch = { epoch: 0, trainLoss: NaN, trainAccuracy: NaN, testLoss: 0.9, testAccuracy: 0.75, evaluatedOn: 'MNIST', evaluatedCount: 9 }
  const idle = idleTraining({ settings: defaultRunSettings, start: 'fresh' })
  const training = { ...idle, planned: defaultRunSettings.schedule, totalSteps: 2, stepsPerEpoch: 2, epochs: [epoch] }
  const [head, ...rows] = new TextDecoder().decode(curvesTable(series.view(), training)).trimEnd().split('\r\n')
  expect(head).toMatch(/^kind,step,epoch,seconds,batches,loss,/)
  expect(rows).toEqual([
    'batches,1,,1.5,1,2.3,2.3,2.3,0.25,0.25,0.25,0.001',
    'batches,2,,3,1,1.1,1.1,1.1,0.25,0.25,0.25,0.001',
    'training,2,1,,,,,,,,,',
    'test,2,1,,,0.9,,,0.75,,,',
  ])
})
