import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsePenDigits } from '../../src/data/pen-digits'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { writerPresets } from '../../src/nn/spec/writing/writer-presets'
import { decodeWriter, encodeWriter } from '../../src/train/writer-checkpoint'
import { randomDrawings, writers } from '../../src/testing/drawings'
import { writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import { presetNamed } from '../train/command-line'
import { parseWriterOptions, repeatableWriterCommand } from './options'
import { MOST_WRITER_BYTES, requireWriterPreset } from './ship'
import { withPlace } from './train'
import { runWrite, SHIPPED_WRITER } from './write'

describe('npm run train -- --preset writer', () => {
  it('is told from the trainings of readers', () => {
    expect(presetNamed(['--preset', 'writer'])).toBe('writer')
    expect(presetNamed(['--epochs', '1', '--preset=writer'])).toBe('writer')
    expect(presetNamed([])).toBe('')
    expect(presetNamed(['--preset'])).toBe('')
  })

  it('has the preset’s settings, and those that are named', () => {
    const preset = parseWriterOptions(['--preset', 'writer'])
    expect(preset.settings).toEqual(writerPresets.writer.training)
    const named = parseWriterOptions([
      '--preset',
      'writer',
      '--epochs',
      '2',
      '--deform',
      'rotate=3,jitter=0.1',
      '--data',
      'built-in:50',
      '--seed',
      '9',
    ])
    expect(named.settings).toMatchObject({ epochs: 2, seed: 9, deform: { rotate: 3, scale: 0, shear: 0, jitter: 0.1 } })
    expect(named.data).toEqual([{ kind: 'built-in', train: 50 }])
    expect(repeatableWriterCommand(['--preset', 'writer', '--seed', '2', '--resume', '--name', 'x'])).toBe(
      'npm run train -- --preset writer --seed 2',
    )
  })

  it.each([
    '--data mnist',
    '--data built-in',
    '--deform bend=1',
    '--deform jitter=9',
    '--epochs 0',
    '--name a/b',
    '--schedule slow',
    '--engine webgpu',
  ])('refuses %s', (options) => {
    expect(() => parseWriterOptions(['--preset', 'writer', ...options.split(' ')])).toThrow(UsageError)
  })
})

it('a network that does not read where the pen is writes as before when it may', async () => {
  const engine = await createCpuEngine()
  const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
  const facts = { name: 'tiny', seed: 1, epochs: 0, trainedOn: [], testLoss: null, testedOn: null, run: null, record: null }
  const before = { spec: writer.spec, parameters: await writer.parameters(), ...facts }
  const after = withPlace(before, writerPresets.writer.spec)
  expect(after.spec.strokes.place).toBe(true)
  const other = await engine.createWriter(after.spec, after)
  const set = randomDrawings([5, 9])
  expect((await other.evaluate(set)).loss).toBeCloseTo((await writer.evaluate(set)).loss, 10)
  expect(withPlace(after, writerPresets.writer.spec)).toBe(after)
  engine.dispose()
})

describe('npm run write', () => {
  let folder = ''
  let model = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatelight-write-'))
    model = join(folder, 'tiny.safetensors')
    const writer = await (await createCpuEngine()).createWriter(writers['lstm']!, { seed: 1 })
    const facts = { name: 'tiny', seed: 1, epochs: 0, trainedOn: [], testLoss: null, testedOn: null, run: null, record: null }
    await writeWhole(model, encodeWriter({ spec: writer.spec, parameters: await writer.parameters(), ...facts }))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const write = async (...options: string[]): Promise<string> => {
    const out = join(folder, 'out.json')
    await runWrite(['--model', model, '--out', out, ...options])
    return readFile(out, 'utf8')
  }

  it('notes digits down as the pen digits are, the same for the same seed', async () => {
    const json = await write('--digit', '2,0', '--count', '5', '--seed', '3')
    const digits: unknown = JSON.parse(json)
    const noted = Array.isArray(digits) ? digits.map((digit: object) => ({ ...digit, writer: 1 })) : []
    expect(parsePenDigits(JSON.stringify(noted)).map(({ label }) => label)).toEqual([2, 0, 2, 0, 2])
    expect(await write('--digit', '2,0', '--count', '5', '--seed', '3')).toBe(json)
    expect(await write('--digit', '2,0', '--count', '5', '--seed', '4')).not.toBe(json)
  })

  it.each(['--digit 10', '--digit x', '--count 0', '--temperature 0', '--seed -1', '--model nowhere.safetensors', '--pen 3'])(
    'refuses %s',
    async (options) => {
      await expect(write(...options.split(' '))).rejects.toThrow(UsageError)
    },
  )

  it('says that it needs a place to write to', async () => {
    await expect(runWrite(['--model', model])).rejects.toThrow(UsageError)
  })
})

describe('public/writers/writer.safetensors', () => {
  it('is the preset as it is now, says how it was trained, and keeps to its budget', async () => {
    const file = await readFile(SHIPPED_WRITER)
    const checkpoint = decodeWriter(file)
    expect(() => requireWriterPreset(checkpoint)).not.toThrow()
    expect(file.length).toBeLessThanOrEqual(MOST_WRITER_BYTES)
    expect(checkpoint.testLoss).toBeLessThan(-2.3)
    expect(checkpoint.trainedOn.join()).toContain('Pen digits')
  })
})
