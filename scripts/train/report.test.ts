import { expect, test } from 'vitest'
import { Report } from './report'

test('says what runs, how it goes and what came of it', () => {
  const lines: string[] = []
  let time = 0
  const report = new Report(
    12,
    (line) => lines.push(line),
    () => time,
  )
  report.tell({ type: 'engine', adapter: 'SwiftShader', isSoftware: true })
  report.tell({ type: 'data', kind: 'mnist', origin: 'page', train: 80_000, test: 10_000, also: [{ kind: 'built-in', train: 20_000 }] })
  report.tell({ type: 'start', epoch: 3, totalSteps: 11_256, stepsPerEpoch: 938 })
  report.tell({ type: 'progress', step: 2815, loss: 1, accuracy: 0.5, imagesPerSecond: null })
  time = 31_000
  report.tell({ type: 'progress', step: 3283, loss: 0.25, accuracy: 0.925, imagesPerSecond: 250.4 })
  const epoch = { epoch: 4, trainLoss: 0.1, trainAccuracy: 0.97, testLoss: 0.08, testAccuracy: 0.9754, evaluatedOn: 'MNIST, test' }
  report.tell({ type: 'epoch', ...epoch, imagesPerSecond: 251, isBest: true })
  report.summarize(
    { set: 'MNIST, test', accuracy: 0.9754, correct: 9754, total: 10_000, loss: 0.08, epochs: 4, trainingSeconds: 240, images: 60_000 },
    275,
    'x.safetensors',
    330_000,
  )
  expect(lines).toEqual([
    'engine  SwiftShader (software)',
    'data    mnist from page: 80000 to train, 10000 to test; 20000 to train are from built-in',
    'run     11256 steps, 938 per epoch, going on after epoch 3',
    '        step  3283/11256 (50.00 % of the epoch)  loss 0.2500  accuracy 92.50 %  250 images/s',
    'epoch  4/12  loss 0.1000  accuracy 97.00 %  |  MNIST, test: loss 0.0800  accuracy 97.54 %  |  251 images/s  (best so far)',
    '',
    'result  97.54 % (9754 of 10000) on MNIST, test, loss 0.0800, after 4 epochs',
    'time    4 min 35 s in all; 4 min 0 s of training steps, 60000 images, 250 images/s',
    'model   x.safetensors, 323 KB',
  ])
})
