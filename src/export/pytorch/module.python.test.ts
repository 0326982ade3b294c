import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import type { Checkpoint } from '../../train/checkpoint'
import {
  freshModel,
  largestDifference,
  MOST_DIFFERENCE,
  oddModel,
  oddNames,
  ownAnswers,
  pictureCount,
  presetModel,
  presetNames,
  testPictures,
} from '../exports.fixture'
import { ANSWER, hasPython, runPython, Workplace } from '../python.fixture'
import { pytorchFiles } from './module'

const { mnist } = inject('testData')
const answer = { type: 'dense', units: 10, activation: 'softmax' }

/** Only PyTorch of all formats has masks for every recurrent layer. */
const masked: Readonly<Record<string, readonly object[]>> = {
  'masked LSTM both ways': [
    { type: 'lstm', units: 5, direction: 'both', returnSequences: true },
    { type: 'layerNorm' },
    { type: 'lstm', units: 6, direction: 'both' },
  ],
  'masked GRU': [
    { type: 'gru', units: 5, returnSequences: true },
    { type: 'rnn', units: 4, direction: 'backward', returnSequences: true },
    { type: 'gru', units: 6 },
  ],
}

function maskedModel(name: string): Checkpoint {
  const layers = [...masked[name]!, answer]
  return freshModel(parseModelSpec({ version: 1, input: inputOf({ skipBlank: true }), layers }), name)
}

interface Case {
  readonly name: string
  readonly model: Checkpoint
  readonly count: number
}

const cases: readonly Case[] = [
  ...presetNames.map((name) => ({ name, model: presetModel(name), count: pictureCount(name) })),
  ...oddNames.map((name) => ({ name, model: oddModel(name), count: 5 })),
  ...Object.keys(masked).map((name) => ({ name, model: maskedModel(name), count: 6 })),
]

describe.skipIf(!hasPython)('in PyTorch', () => {
  const place = new Workplace()
  /** Half a digit above a blank half, and a blank picture last. */
  const images = testPictures(Math.max(...cases.map(({ count }) => count)), mnist)
  images.fill(0, 5 * 784, 6 * 784)

  beforeAll(() => {
    const folders = cases.map(({ model, count }, index) => [place.put(String(index), pytorchFiles(model, 'weights')), count])
    runPython(ANSWER, JSON.stringify(folders), place.putFloats('images.f32', images))
  })
  afterAll(() => place.remove())

  test.each(cases.map((each, index) => ({ ...each, index })))('$name', async ({ name, model, count, index }) => {
    const own = await ownAnswers(model, images.subarray(0, count * 784))
    const difference = largestDifference(place.floats(`${index}.f32`), own)
    console.info(`pytorch ${name}: ${count} pictures, largest difference ${difference.toExponential(2)}`)
    expect(difference).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })

  test('the module is one file without packages other than torch and numpy', () => {
    const source = readFileSync(place.path('0/model.py'), 'utf8')
    const imported = [...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name)
    expect(new Set(imported)).toEqual(new Set(['argparse', 'gzip', 'json', 'math', 'os', 'pathlib', 'struct', 'numpy', 'torch']))
    expect(source).not.toMatch(/@[A-Z]+@/)
  })
})
