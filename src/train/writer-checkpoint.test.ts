import { describe, expect, it } from 'vitest'
import { ShapeError, SpecError } from '../core/errors'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { resolveWriterSettings } from '../nn/spec/writing/writer-training'
import { randomDrawings, writers } from '../testing/drawings'
import { CheckpointError, decodeCheckpoint } from './checkpoint'
import { checkpointAfterEpoch } from './generative-checkpoint.fixture'
import { readSafetensors, replaceMetadata } from './safetensors'
import { decodeWriter, encodeWriter, isWriterFile, type WriterCheckpoint } from './writer-checkpoint'

/** A network of a run of one epoch. */
async function trained(): Promise<WriterCheckpoint> {
  const engine = await createCpuEngine()
  const writer = await engine.createWriter(writers['stacked']!, { seed: 4 })
  const settings = resolveWriterSettings({ epochs: 3, batchSize: 2, seed: 4, deform: { rotate: 5, scale: 0, shear: 0, jitter: 0.1 } })
  await writer.fit(randomDrawings([3, 5]), { ...settings, epochs: 1 }).done
  const checkpoint = await checkpointAfterEpoch(writer, settings)
  engine.dispose()
  return checkpoint
}

const checkpoint = await trained()
const file = encodeWriter(checkpoint)
const withField = (field: string, value: string) => replaceMetadata(file, new Map([...readSafetensors(file).metadata, [field, value]]))

describe('a file of a network that writes', () => {
  it('says the same when it is read', () => {
    expect(decodeWriter(file)).toEqual(checkpoint)
    const plain = { ...checkpoint, run: null, record: null, testLoss: null, testedOn: null }
    expect(decodeWriter(encodeWriter(plain))).toEqual(plain)
  })

  it('may be rounded to half the size', () => {
    const half = encodeWriter({ ...checkpoint, run: null }, 'F16')
    for (const [name, { data }] of decodeWriter(half).parameters) {
      const exact = checkpoint.parameters.get(name)!.data
      expect(Math.max(...data.map((value, index) => Math.abs(value - exact[index]!)))).toBeLessThan(1e-3)
    }
  })

  it('is no reader’s, and a reader’s is no writer’s', () => {
    const failure = (decode: () => unknown): unknown => {
      try {
        return decode()
      } catch (error) {
        return error
      }
    }
    expect(failure(() => decodeCheckpoint(file))).toMatchObject({ code: 'other-network', detail: { came: 'writer', wanted: 'reader' } })
    const reader = withField('spec', '{"version":1,"input":{},"layers":[]}')
    expect(failure(() => decodeWriter(reader))).toMatchObject({ code: 'other-network', detail: { came: 'reader', wanted: 'writer' } })
    const drawing = withField('spec', '{"version":1,"draws":{},"layers":[]}')
    expect(failure(() => decodeWriter(drawing))).toMatchObject({ code: 'other-network', detail: { came: 'rows' } })
    expect(() => decodeWriter(withField('spec', '{"version":1,"layers":[]}'))).toThrow(SpecError)
    expect([isWriterFile(file), isWriterFile(reader), isWriterFile(file.subarray(0, 9))]).toEqual([true, false, false])
  })

  it.each([
    ['spec', '{', CheckpointError],
    ['version', '9', CheckpointError],
    ['model', '{}', CheckpointError],
    ['run', '{"epoch":1}', CheckpointError],
    ['record', '[]', CheckpointError],
    ['spec', JSON.stringify(writers['lstm']), ShapeError],
  ])('is refused with another %s', (field, value, kind) => {
    expect(() => decodeWriter(withField(field, value))).toThrow(kind)
  })
})
