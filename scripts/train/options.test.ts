import { describe, expect, test } from 'vitest'
import { parseTrainOptions, USAGE, UsageError } from './options'

describe('the command line', () => {
  test('has defaults for everything', () => {
    expect(parseTrainOptions([])).toEqual({
      preset: 'row-lstm',
      name: 'row-lstm',
      engine: 'webgpu',
      data: 'mnist',
      test: 'mnist',
      limit: null,
      settings: { epochs: 3, batchSize: 64, learningRate: 1e-3, seed: 1, schedule: 'constant', validation: 0 },
      out: '.runs/row-lstm.model.safetensors',
      resume: false,
    })
  })

  test('sets everything', () => {
    const line =
      '--preset row-lstm --name built-in --epochs 12 --seed 4 --learning-rate 2e-3 --schedule one-cycle --batch 128 --data built-in --test mnist' +
      ' --engine cpu --limit 60000 --validation 5000 --out public/models/x.safetensors --resume'
    expect(parseTrainOptions(line.split(' '))).toEqual({
      preset: 'row-lstm',
      name: 'built-in',
      engine: 'cpu',
      data: 'built-in',
      test: 'mnist',
      limit: 60_000,
      settings: { epochs: 12, batchSize: 128, learningRate: 2e-3, seed: 4, schedule: 'one-cycle', validation: 5000 },
      out: 'public/models/x.safetensors',
      resume: true,
    })
  })

  test('measures on the data it trains on unless told otherwise', () => {
    expect(parseTrainOptions(['--data', 'built-in']).test).toBe('built-in')
  })

  test.each([
    [['--preset', 'gpt'], '--preset gpt: allowed are row-lstm'],
    [['--epochs', '0'], '--epochs 0: allowed are whole numbers 1 … 1000'],
    [['--epochs', '1.5'], '--epochs 1.5'],
    [['--epochs', ''], '--epochs'],
    [['--learning-rate', 'fast'], '--learning-rate fast: allowed are numbers'],
    [['--schedule', 'cyclic'], '--schedule cyclic: allowed are constant, cosine, one-cycle'],
    [['--name', '../x'], '--name ../x'],
    [['--epoch', '1'], "Unknown option '--epoch'"],
    [['row-lstm'], 'row-lstm'],
  ])('refuses %j', (args, message) => {
    expect(() => parseTrainOptions(args)).toThrow(UsageError)
    expect(() => parseTrainOptions(args)).toThrow(message)
  })

  test('explains every option it takes', () => {
    for (const option of ['preset', 'epochs', 'batch', 'schedule', 'seed', 'data', 'test', 'limit', 'engine', 'name', 'out', 'resume']) {
      expect(USAGE).toContain(`--${option}`)
    }
  })
})
