import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { rowsPresets } from '../../src/nn/spec/rows/rows-presets'
import { parseRowsSpec } from '../../src/nn/spec/rows/rows-spec'
import { rowNetworks } from '../../src/testing/ink'
import { decodeRows } from '../../src/train/rows-checkpoint'
import { beliefNetwork, independentPixels } from '../measure-rows/baselines'
import { UsageError } from '../train/usage-error'
import { parseRowsOptions, repeatableRowsCommand } from './options'
import { MOST_ROWS_BYTES, requireRowsPreset, SHIPPED_ROWS } from './ship'

describe('npm run train -- --preset rows', () => {
  it('has the preset’s settings, and those that are named', () => {
    expect(parseRowsOptions(['--preset', 'rows']).settings).toEqual(rowsPresets.rows.training)
    const named = parseRowsOptions('--preset rows --epochs 2 --seed 9 --folder there --limit 50 --from a'.split(' '))
    expect(named).toMatchObject({ settings: { epochs: 2, seed: 9 }, limit: 50, out: 'there/rows.model.safetensors', from: 'a' })
    expect(repeatableRowsCommand('--preset rows --seed 2 --resume --name x --folder there'.split(' '))).toBe(
      'npm run train -- --preset rows --seed 2',
    )
  })

  it.each(['--epochs 0', '--name a/b', '--schedule slow', '--data mnist', '--limit 0'])('refuses %s', (options) => {
    expect(() => parseRowsOptions(['--preset', 'rows', ...options.split(' ')])).toThrow(UsageError)
  })

  it('has a preset that is one, and ships no other', async () => {
    expect(parseRowsSpec(rowsPresets.rows.spec)).toMatchObject(rowsPresets.rows.spec)
    const engine = await createCpuEngine()
    const model = await engine.createRows(rowNetworks['lstm']!, { seed: 1 })
    const facts = { seed: 1, epochs: 0, trainedOn: [], testLoss: null, testedOn: null, run: null, record: null }
    const checkpoint = { spec: model.spec, parameters: await model.parameters(), ...facts }
    expect(() => requireRowsPreset({ ...checkpoint, name: 'tiny' })).toThrow('no preset')
    expect(() => requireRowsPreset({ ...checkpoint, name: 'rows' })).toThrow('not built')
    engine.dispose()
  })
})

describe('public/writers/rows.safetensors', () => {
  it('is the preset as it is now, says how it was trained, and keeps to its budget', async () => {
    const file = await readFile(SHIPPED_ROWS)
    const checkpoint = decodeRows(file)
    expect(() => requireRowsPreset(checkpoint)).not.toThrow()
    expect(file.length).toBeLessThanOrEqual(MOST_ROWS_BYTES)
    expect(checkpoint.testLoss).toBeLessThan(86)
    expect(checkpoint.testedOn).toContain('MNIST')
  })
})

describe('what a network that draws is measured beside', () => {
  // Of three pixels the second is as the first, and the third the opposite; the first is black half of the time.
  const random = new Random(2, 1)
  const images = Uint8Array.from({ length: 3000 }, () => 0)
  for (let first = 0; first < images.length; first += 3) {
    const isInk = random.integer(2) === 1
    images.set(isInk ? [255, 255, 0] : [0, 0, 255], first)
  }
  const task = { id: 'three', classes: [], input: { height: 1, width: 3 } }
  const train = { name: 'three', task, images, labels: new Uint8Array(1000) }
  const test = Uint8Array.of(1, 1, 0, 0, 0, 1)

  it('is three coins for each pixel by itself', () => {
    expect(independentPixels(train, test)).toBeCloseTo(3 * Math.log(2), 1)
  })

  it('is one coin where each pixel is told from those before it', () => {
    expect(beliefNetwork(train, test, { epochs: 60, seed: 1, learningRate: 1 })).toBeCloseTo(Math.log(2), 1)
  })
})
