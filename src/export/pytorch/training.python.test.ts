import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LabelledImages } from '../../core/images'
import { builtInDigits } from '../../data/digits'
import { parseModelSpec } from '../../nn'
import { createCpuEngine } from '../../nn/engines/cpu/cpu-engine'
import type { LossSpec } from '../../nn/losses/definition'
import type { OptimizerSpec } from '../../nn/optimizers/definition'
import { inputOf } from '../../nn/spec/input'
import { resolveRunSettings, type RunSettings } from '../../nn/spec/training'
import { decodeCheckpoint, type Checkpoint } from '../../train/checkpoint'
import { expectClose, tolerances } from '../../testing/tolerance'
import { freshModel, presetModel } from '../exports.fixture'
import { hasPython, runPython, spawnPython, TRAIN, Workplace } from '../python.fixture'
import { pytorchFiles } from './module'

const EXAMPLES = 12
const EPOCHS = 4
const answer = { type: 'dense', units: 10, activation: 'softmax' }

/** Without dropout, and with one batch to an epoch: then two programs do the same but for rounding. */
const networks = {
  recurrent: [
    { type: 'conv1d', filters: 6, kernel: 3 },
    { type: 'lstm', units: 5, direction: 'both', returnSequences: true },
    { type: 'layerNorm' },
    { type: 'gru', units: 6, direction: 'backward', returnSequences: true },
    { type: 'rnn', units: 5 },
    answer,
  ],
  picture: [
    { type: 'conv2d', filters: 3, kernel: 3, stride: 2 },
    { type: 'maxPool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 8, activation: 'relu' },
    answer,
  ],
} as const

const optimizers: readonly OptimizerSpec[] = [
  { type: 'adam', clipNorm: 0.5 },
  { type: 'adamw', weightDecay: 0.3 },
  { type: 'rmsprop' },
  { type: 'sgd', momentum: 0.8, nesterov: true },
  { type: 'sgd', momentum: 0.8 },
  { type: 'sgd' },
]

const cases = optimizers.map((optimizer, index) => {
  const kind = index % 2 === 0 ? 'recurrent' : 'picture'
  const loss: LossSpec = index % 2 === 0 ? { type: 'categoricalCrossentropy', labelSmoothing: 0.1 } : { type: 'meanSquaredError' }
  const spec = parseModelSpec({ version: 1, input: inputOf(kind === 'picture' ? { scan: 'image' } : {}), layers: networks[kind] })
  const schedule = { kind: index % 2 === 0 ? 'one-cycle' : 'cosine', learningRate: 0.01, warmup: 2 } as const
  // Two runs leave a layer as it is: it decays as little as it is clipped.
  const frozen = { adam: ['gru'], adamw: ['conv2d'], rmsprop: [], sgd: [] }[optimizer.type]
  const settings = resolveRunSettings({ epochs: EPOCHS, batchSize: EXAMPLES, seed: 3, loss, optimizer, schedule, frozen })
  const momentum = 'momentum' in optimizer ? ` with momentum ${optimizer.momentum}${optimizer.nesterov ? ' of Nesterov' : ''}` : ''
  return { name: `${optimizer.type}${momentum}, ${loss.type}, ${kind}`, model: freshModel(spec), settings }
})

/** Trains a whole run in the page's engine. @returns it in the middle and at its end */
async function trainedHere(model: Checkpoint, settings: RunSettings, set: LabelledImages): Promise<readonly Checkpoint[]> {
  const engine = await createCpuEngine()
  const live = await engine.createModel(model.spec, { parameters: model.parameters })
  const states: Checkpoint[] = []
  const onEpochEnd = async (epoch: number) => {
    const optimizer = await live.optimizerState()
    const run = optimizer && { settings, epoch: epoch + 1, step: 0, optimizer, validationAccuracy: null }
    states.push({ ...model, parameters: await live.parameters(), run })
  }
  await live.fit(set, { ...settings, onEpochEnd }).done
  engine.dispose()
  return [states[EPOCHS / 2 - 1]!, states[EPOCHS - 1]!]
}

describe.skipIf(!hasPython)('training goes on in PyTorch', () => {
  const place = new Workplace()
  const digits = builtInDigits({ train: EXAMPLES, test: 20, seed: 5 })
  const here: (readonly Checkpoint[])[] = []

  beforeAll(async () => {
    const data = place.putIdx('digits', digits)
    for (const { model, settings } of cases) here.push(await trainedHere(model, settings, digits.train))
    const folders = here.map(([middle], index) => [place.put(String(index), pytorchFiles(middle!, 'weights')), ['--train', data]])
    runPython(TRAIN, JSON.stringify(folders))
  })
  afterAll(() => place.remove())

  test.each(cases.map(({ name }, index) => [name, index] as const))('%s', (_, index) => {
    const there = decodeCheckpoint(new Uint8Array(readFileSync(place.path(`${index}/weights.safetensors`))))
    const end = here[index]![1]!
    for (const [key, { data }] of end.parameters) expectClose(there.parameters.get(key)!.data, data, tolerances.trajectory, key)
    expect(there.run!.optimizer.step).toBe(EPOCHS)
    expect([...there.run!.optimizer.slots.keys()]).toEqual([...end.run!.optimizer.slots.keys()])
    for (const [slot, remembered] of end.run!.optimizer.slots) {
      const own = there.run!.optimizer.slots.get(slot)!
      for (const [key, { data }] of remembered) expectClose(own.get(key)!.data, data, tolerances.trajectory, `${slot} of ${key}`)
    }
    expect(there).toMatchObject({ epochs: EPOCHS / 2, trainedOn: ['digits, training'], testedOn: 'digits, test' })
  })
})

describe.skipIf(!hasPython)('several processes', () => {
  const place = new Workplace()
  afterAll(() => place.remove())

  test('two with gloo train the keras preset as well as one', () => {
    const data = place.putIdx('digits', builtInDigits({ train: 2000, test: 1000, seed: 7 }))
    const folder = place.put('keras', pytorchFiles(presetModel('keras'), 'keras'))
    const train = [`${folder}/model.py`, '--train', data, '--epochs', '1', '--output']
    spawnPython([...train, place.path('one.safetensors')])
    // torchrun. PyTorch before 2.0 under Python from 3.11 loses what its options on output are by default; these name a process that is none.
    const output = ['--redirects', '9:1', '--tee', '9:1']
    const launcher = ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2', ...output]
    const said = spawnPython([...launcher, ...train, place.path('two.safetensors')])
    expect(said).toContain('on 2 processes')
    const [one, two] = ['one', 'two'].map(
      (name) => decodeCheckpoint(new Uint8Array(readFileSync(place.path(`${name}.safetensors`)))).testAccuracy!,
    )
    console.info(`one process ${(100 * one!).toFixed(2)} %, two processes ${(100 * two!).toFixed(2)} %`)
    expect(Math.abs(one! - two!)).toBeLessThanOrEqual(0.005)
  })
})
