import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { findPreset } from '../../src/nn/spec/presets'
import { readSafetensors } from '../../src/train/safetensors'
import { INDEX_FILE, indexOf, MODELS_FOLDER, MOST_BYTES, readModelsFolder } from './folder'

/** `npm run ship-models` writes the files and the index; here they are held to what the page promises. */

const files = await readModelsFolder()

test('the page comes with a trained model to begin with, and all of them are small', () => {
  expect(files[0]?.name).toBe('row-lstm')
  expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES)
})

test('the index says what the files say', async () => {
  expect(JSON.parse(await readFile(INDEX_FILE, 'utf8'))).toEqual(indexOf(files))
})

describe.each(files)('$name', ({ name, checkpoint, record }) => {
  test('is the preset of its name, without what only a training needs', async () => {
    const { tensors } = readSafetensors(await readFile(`${MODELS_FOLDER}/${name}.safetensors`))
    expect(checkpoint.name).toBe(name)
    expect(checkpoint.spec).toEqual(parseModelSpec(findPreset(name)?.spec))
    expect(checkpoint.run).toBeNull()
    const parameters = [...tensors].filter(([tensor]) => checkpoint.parameters.has(tensor))
    expect(new Set(parameters.map(([, { dtype }]) => dtype))).toEqual(new Set(['F16']))
  })

  test('was measured on MNIST’s test digits, and learnt', () => {
    expect(checkpoint.testedOn).toBe('MNIST, test')
    // Chance is 0.1; pixel-lstm, the hardest, may be far from the others.
    expect(checkpoint.testAccuracy).toBeGreaterThan(name === 'pixel-lstm' ? 0.5 : 0.95)
    expect(checkpoint.testAccuracy).toBeLessThan(0.999)
    // Of 10,000 digits.
    expect(10_000 * (checkpoint.testAccuracy ?? NaN)).toBeCloseTo(Math.round(10_000 * (checkpoint.testAccuracy ?? NaN)), 6)
  })

  test('has figures of how usual a drawing is, if any, that make sense', () => {
    const { calibration } = checkpoint
    // The page opens with a model that can say it.
    if (name === 'row-lstm') expect(calibration).toBeDefined()
    if (calibration === undefined) return
    expect(calibration.temperature).toBeGreaterThan(0.5)
    expect(calibration.temperature).toBeLessThan(2)
    expect(calibration.digits).toBeGreaterThan(1000)
    expect(calibration.detector.weights.some((weight) => weight !== 0)).toBe(true)
  })

  test('says how it was trained', () => {
    expect(record?.command).toMatch(new RegExp(`^npm run train -- --preset ${name}( |$)`))
    expect(record?.engine).not.toBe('')
    expect(record?.seconds).toBeGreaterThan(0)
    expect(checkpoint.epochs).toBeGreaterThan(0)
    // Of a model that was trained on from another one, weights and epochs began there.
    if (record?.command.includes(' --from ')) expect(record.settings.epochs).toBeGreaterThan(0)
    else {
      expect(record?.settings.seed).toBe(checkpoint.seed)
      expect(record?.settings.epochs).toBeGreaterThanOrEqual(checkpoint.epochs)
    }
    if ((record?.settings.validation ?? 0) > 0) expect(record?.validationAccuracy).toBeGreaterThan(0.5)
  })
})
