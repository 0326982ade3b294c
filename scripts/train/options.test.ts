import { describe, expect, test } from 'vitest'
import { resolveRunSettings } from '../../src/nn/spec/training'
import { NO_AUGMENTATION, TYPICAL_AUGMENTATION } from '../../src/nn/spec/augmentation'
import { parseTrainOptions, repeatableCommand, USAGE, UsageError } from './options'

describe('the command line', () => {
  test('has defaults for everything', () => {
    expect(parseTrainOptions([])).toEqual({
      preset: 'row-lstm',
      name: 'row-lstm',
      engine: 'auto',
      isInNode: false,
      format: 'float32',
      threads: null,
      data: [{ kind: 'mnist' }],
      test: 'mnist',
      limit: null,
      settings: resolveRunSettings({ epochs: 3, batchSize: 64, seed: 1, schedule: { kind: 'constant', learningRate: 1e-3, warmup: 0 } }),
      out: '.runs/row-lstm.model.safetensors',
      resume: false,
      from: null,
    })
  })

  test('sets everything', () => {
    const line =
      '--preset row-lstm --name built-in --epochs 12 --seed 4 --learning-rate 2e-3 --schedule one-cycle --warmup 200 --batch 128 --data built-in --test mnist' +
      ' --engine cpu --threads 2 --limit 60000 --validation 5000 --out public/models/x.safetensors --from .runs/earlier.safetensors --resume'
    expect(parseTrainOptions(line.split(' '))).toEqual({
      preset: 'row-lstm',
      name: 'built-in',
      engine: 'cpu',
      isInNode: false,
      format: 'float32',
      threads: 2,
      data: [{ kind: 'built-in' }],
      test: 'mnist',
      limit: 60_000,
      settings: resolveRunSettings({
        epochs: 12,
        batchSize: 128,
        seed: 4,
        validation: 5000,
        schedule: { kind: 'one-cycle', learningRate: 2e-3, warmup: 200 },
      }),
      out: 'public/models/x.safetensors',
      resume: true,
      from: '.runs/earlier.safetensors',
    })
  })

  test.each([
    ['shift=2,rotate=10', { ...NO_AUGMENTATION, shift: 2, rotate: 10 }],
    ['elastic=1.5,ground=0.6', { ...NO_AUGMENTATION, elastic: 1.5, ground: 0.6 }],
    ['typical', TYPICAL_AUGMENTATION],
    ['none', NO_AUGMENTATION],
  ])('augments by %s', (list, augment) => {
    expect(parseTrainOptions(['--augment', list]).settings.augment).toEqual(augment)
  })

  test('measures on the data it trains on unless told otherwise', () => {
    expect(parseTrainOptions(['--data', 'built-in']).test).toBe('built-in')
    expect(parseTrainOptions(['--data', 'writers,mnist']).test).toBe('writers')
  })

  test.each([
    ['mnist', [{ kind: 'mnist' }]],
    ['mnist,writers:3x,built-in:60000', [{ kind: 'mnist' }, { kind: 'writers', copies: 3 }, { kind: 'built-in', train: 60_000 }]],
    [
      'mnist:20000,writers:1x',
      [
        { kind: 'mnist', train: 20_000 },
        { kind: 'writers', copies: 1 },
      ],
    ],
  ])('learns from %s', (sets, data) => {
    expect(parseTrainOptions(['--data', sets]).data).toEqual(data)
  })

  test.each([
    [['--preset', 'gpt'], '--preset gpt: allowed are row-lstm'],
    [['--epochs', '0'], '--epochs 0: allowed are whole numbers 1 … 1000'],
    [['--epochs', '1.5'], '--epochs 1.5'],
    [['--epochs', ''], '--epochs'],
    [['--learning-rate', 'fast'], '--learning-rate fast: allowed are numbers'],
    [['--schedule', 'cyclic'], '--schedule cyclic: allowed are constant, step, cosine, one-cycle'],
    [['--augment', 'colour=1'], '--augment colour: allowed are shift, rotate, scale, shear, elastic, blur, ground, noise, negative'],
    [['--augment', 'shift=2,rotate=90'], '--augment rotate 90: allowed are numbers 0 … 45'],
    [['--augment', 'shift'], '--augment shift'],
    [['--augment', 'shift=2=3'], '--augment shift 2=3'],
    [['--data', 'mnist,letters'], '--data letters: allowed are mnist, built-in, writers'],
    [['--data', ''], '--data : allowed are'],
    [['--data', 'mnist,'], '--data : allowed are'],
    [['--data', 'mnist,writers,mnist:2x'], '--data mnist,writers,mnist:2x: mnist is there twice'],
    [['--data', 'writers:0x'], '--data writers:0x: behind the colon stands'],
    [['--data', 'writers:'], '--data writers:: behind the colon stands'],
    [['--data', 'writers:101x'], '1x … 100x'],
    [['--data', 'mnist:1.5'], '--data mnist:1.5'],
    [['--data', 'built-in:2x'], 'such as built-in:60000'],
    [['--data', 'writers', '--validation', '100'], '--validation: writers have no digits to spare'],
    [['--test', 'letters'], '--test letters: allowed are mnist, built-in, writers'],
    [['--engine', 'tpu'], '--engine tpu: allowed are auto, webgpu, cpu'],
    [['--half'], '--half: WebGPU alone stores in 16 bits'],
    [['--threads', '0'], '--threads 0: allowed are whole numbers 1 … 64'],
    [['--name', '../x'], '--name ../x'],
    [['--epoch', '1'], "Unknown option '--epoch'"],
    [['row-lstm'], 'row-lstm'],
  ])('refuses %j', (args, message) => {
    expect(() => parseTrainOptions(args)).toThrow(UsageError)
    expect(() => parseTrainOptions(args)).toThrow(message)
  })

  test('explains every option it takes', () => {
    const options =
      'preset epochs batch learning-rate schedule warmup augment seed data test validation limit engine half threads name out from resume'
    for (const option of options.split(' ')) expect(USAGE).toContain(`--${option}`)
  })
})

test('the command that repeats a training names its preset and leaves out its files', () => {
  expect(repeatableCommand([])).toBe('npm run train -- --preset row-lstm')
  const line = '--epochs 6 --preset=best --name x --out y.safetensors --engine cpu --augment shift=2,rotate=10 --resume'
  expect(repeatableCommand(line.split(' '))).toBe('npm run train -- --preset best --epochs 6 --engine cpu --augment shift=2,rotate=10')
  expect(() => repeatableCommand(['--epoch', '6'])).toThrow(UsageError)
})
test('a large batch has its learning rate', () => {
  expect(parseTrainOptions(['--batch', '1024', '--scale-rate']).settings).toMatchObject({
    batchSize: 1024,
    schedule: { learningRate: 4e-3, warmup: 20 },
  })
  // What is said outright counts.
  const said = parseTrainOptions(['--batch', '1024', '--scale-rate', '--learning-rate', '2e-3', '--warmup', '5'])
  expect(said.settings.schedule).toMatchObject({ learningRate: 2e-3, warmup: 5 })
  expect(() => parseTrainOptions(['--scale-rate'])).toThrow(/name it with --batch/)
})

test('in Node WebGPU alone trains', () => {
  expect(parseTrainOptions(['--node'])).toMatchObject({ engine: 'webgpu', isInNode: true })
  expect(() => parseTrainOptions(['--node', '--engine', 'cpu'])).toThrow(/in Node WebGPU computes; leave one of the two out/)
})
