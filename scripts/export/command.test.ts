import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { decodeModel } from '../../src/export/onnx/read'
import { openModel } from '../../src/export/import/open-model'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { ROOT } from '../headless'
import { exportCommand } from './command'

/** `npm run export`: what its line says is where it says. */

const MODEL = join(ROOT, 'public/models/keras.safetensors')
const place = mkdtempSync(join(tmpdir(), 'gatelight-export-command-'))
afterAll(() => rmSync(place, { recursive: true }))

/** @returns what is said of the file that was read again */
async function run(...args: readonly string[]): Promise<string> {
  const said: string[] = []
  await exportCommand([MODEL, ...args], (line) => said.push(line))
  return said.at(-1) ?? ''
}

/** The largest difference that a sentence says. */
function differenceIn(said: string): number {
  const [, largest] = /^Read again: largest difference (\S+) of the probabilities of \d+ pictures$/.exec(said) ?? []
  return Number(largest ?? Number.NaN)
}

describe('a model is written', () => {
  it('for ONNX as one file, images to probabilities', async () => {
    const out = join(place, 'made/here/keras.onnx')
    expect(differenceIn(await run('--to', 'onnx', out))).toBeLessThanOrEqual(1e-5)
    const { inputs, outputs } = decodeModel(new Uint8Array(readFileSync(out)))
    expect(inputs.map(({ name, shape }) => [name, ...shape.slice(1)])).toEqual([['images', 28, 28]])
    expect(outputs.map(({ name, shape }) => [name, ...shape.slice(1)])).toEqual([['probabilities', 10]])
  })

  it('for PyTorch as a folder with model.py, whose load() gives the module', async () => {
    const out = join(place, 'pytorch')
    expect(differenceIn(await run('--to', 'pytorch', out))).toBeLessThanOrEqual(1e-5)
    expect(readdirSync(out).toSorted()).toEqual(['keras.safetensors', 'model.py'])
    expect(readFileSync(join(out, 'model.py'), 'utf8')).toMatch(/^def load\(/m)
    const { parameters } = decodeCheckpoint(new Uint8Array(readFileSync(join(out, 'keras.safetensors'))))
    expect(parameters).toEqual(decodeCheckpoint(new Uint8Array(readFileSync(MODEL))).parameters)
  })

  it('for Keras as a folder with archive and rebuild.py, or as the archive alone', async () => {
    const out = join(place, 'keras')
    expect(differenceIn(await run('--to', 'keras', out))).toBeLessThanOrEqual(1e-5)
    expect(readdirSync(out).toSorted()).toEqual(['keras.keras', 'rebuild.py'])
    const alone = join(place, 'alone.keras')
    await run('--to', 'keras', alone)
    for (const path of [alone, join(out, 'keras.keras')]) {
      const { found, checkpoint } = await openModel(new Uint8Array(readFileSync(path)), null)
      expect(found).toBe('keras')
      expect(checkpoint.parameters).toEqual(decodeCheckpoint(new Uint8Array(readFileSync(MODEL))).parameters)
    }
  })

  it('for TensorFlow.js as a folder with model.json and weights.bin', async () => {
    const out = join(place, 'tfjs')
    expect(differenceIn(await run('--to', 'tfjs', out))).toBeLessThanOrEqual(1e-5)
    expect(readdirSync(out).toSorted()).toEqual(['model.json', 'weights.bin'])
    expect(JSON.parse(readFileSync(join(out, 'model.json'), 'utf8'))).toMatchObject({ format: 'layers-model' })
  })

  it('as one archive where the name ends in .zip', async () => {
    const out = join(place, 'all.zip')
    await run('--to', 'tfjs', out)
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  })

  it('by the command itself', () => {
    const out = join(place, 'by-command.onnx')
    const call = (...args: readonly string[]) =>
      spawnSync('npm', ['run', '--silent', 'export', '--', ...args], { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })
    const { status, stdout, stderr } = call(MODEL, '--to', 'onnx', out)
    expect([status, stderr]).toEqual([0, ''])
    const [path, said = ''] = stdout.trim().split('\n')
    expect(path).toBe(out)
    expect(differenceIn(said)).toBeLessThanOrEqual(1e-5)
    expect(readFileSync(out).length).toBeGreaterThan(100_000)
  })
})

describe('what cannot be written is said', () => {
  it.each([
    ['how the command is used', [MODEL, '--to', 'caffe', 'out']],
    ['how the command is used', [MODEL, '--to', 'onnx']],
  ])('%s', async (_, args) => {
    await expect(exportCommand(args, () => {})).rejects.toThrow('npm run export -- MODEL.safetensors --to onnx|pytorch|keras|tfjs OUT')
  })

  it('that a format has no such layer', async () => {
    const gru = join(ROOT, 'public/models/row-gru.safetensors')
    await expect(exportCommand([gru, '--to', 'tfjs', join(place, 'gru')], () => {})).rejects.toThrow(/TensorFlow\.js/)
    expect(readdirSync(place)).not.toContain('gru')
  })
})
