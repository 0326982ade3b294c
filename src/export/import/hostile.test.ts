import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { GatelightError } from '../../core/gatelight-error'
import { Random, Stream } from '../../core/random'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { resolveRunSettings } from '../../nn/spec/training'
import { encodeCheckpoint } from '../../train/checkpoint'
import { readSafetensors, writeSafetensors } from '../../train/safetensors'
import { exportModel } from '../export-model'
import { freshModel, unevenParameters } from '../exports.fixture'
import { openModel } from './open-model'

/** `MUTATIONS=100000` tries more. */
const COUNT = Number(process.env['MUTATIONS'] ?? 10_000)
/** What an answer may take of the processor, in milliseconds: a busy machine is no fault of a file. */
const MOST_MS = 2000

const spec = parseModelSpec({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'conv1d', filters: 2, kernel: 3 },
    { type: 'lstm', units: 3, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

/** Milliseconds that this process computed for it. */
async function computing(work: () => Promise<unknown>): Promise<number> {
  const { user, system } = process.cpuUsage()
  await work()
  const after = process.cpuUsage()
  return (after.user + after.system - user - system) / 1000
}

/** Some bytes changed, some taken out, put in twice or cut off. */
function mutated(file: Uint8Array, random: Random): Uint8Array {
  let bytes = Uint8Array.from(file)
  // Structure is at the beginning and at the end; weights in between say nothing.
  const place = () => (random.integer(4) === 0 ? random.integer(bytes.length) : random.integer(Math.min(bytes.length, 4096)))
  for (let count = 1 + random.integer(6); count > 0; count--) {
    bytes[random.integer(3) === 0 ? bytes.length - 1 - random.integer(Math.min(bytes.length, 300)) : place()] = random.pick([
      0,
      1,
      0x7f,
      0x80,
      0xff,
      0x22,
      0x7d,
      random.integer(256),
    ])
  }
  if (random.integer(5) === 0) bytes = bytes.subarray(0, random.integer(bytes.length))
  if (random.integer(8) === 0) {
    const [start, length] = [place(), random.integer(64)]
    bytes = Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(start + length)])
  }
  if (random.integer(8) === 0) {
    const [start, length] = [place(), random.integer(64)]
    bytes = Uint8Array.from([...bytes.subarray(0, start + length), ...bytes.subarray(start)])
  }
  return bytes
}

describe('mutated files end in an answer or a typed error', () => {
  const files = new Map<string, Uint8Array>()

  beforeAll(async () => {
    const plain = freshModel(spec)
    const settings = resolveRunSettings({ epochs: 3, batchSize: 8, seed: 1 })
    const optimizer = {
      step: 4,
      slots: new Map([
        ['m', unevenParameters(spec, 2)],
        ['v', unevenParameters(spec, 3)],
      ]),
    }
    files.set(
      'a model of this page',
      encodeCheckpoint({ ...plain, run: { settings, epoch: 1, step: 0, optimizer, validationAccuracy: null } }),
    )
    files.set('tensors of Keras', writeSafetensors(plain.parameters, new Map()))
    files.set('an archive written here', (await exportModel(plain, 'keras')).files[0].bytes)
    files.set('an archive of Keras', readFileSync(join(import.meta.dirname, 'saved/keras3.keras')))
    files.set('HDF5 of Keras', readFileSync(join(import.meta.dirname, 'saved/keras.h5')))
  })

  test.each([
    ['a model of this page', 0.3],
    ['tensors of Keras', 0.2],
    ['an archive written here', 0.1],
    ['an archive of Keras', 0.2],
    ['HDF5 of Keras', 0.2],
  ])('%s', async (name, share) => {
    const ends = { answers: 0, errors: 0 }
    let longest = 0
    for (let index = 0; index < COUNT * share; index++) {
      const bytes = mutated(files.get(name)!, new Random(index, Stream.sample, name.length))
      const took = await computing(async () => {
        try {
          await openModel(bytes, spec)
          ends.answers++
        } catch (error) {
          if (!(error instanceof GatelightError)) throw new Error(`file ${index}: ${String(error)}`, { cause: error })
          ends.errors++
        }
      })
      longest = Math.max(longest, took)
    }
    console.info(`${name}: ${ends.answers} opened, ${ends.errors} refused; the longest took ${longest.toFixed(0)} ms of the processor`)
    expect(ends.answers + ends.errors).toBe(COUNT * share)
    expect(ends.errors).toBeGreaterThan(0)
    expect(longest).toBeLessThan(MOST_MS)
  })
})

describe('a large header', () => {
  const TEN_MB = 10_000_000
  const fileOf = (header: string) => {
    const text = new TextEncoder().encode(header)
    const file = new Uint8Array(8 + text.length)
    new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true)
    file.set(text, 8)
    return file
  }
  const many = (part: (index: number) => string) => {
    const parts: string[] = []
    for (let index = 0, length = 0; length < TEN_MB; index++) {
      const next = part(index)
      parts.push(next)
      length += next.length + 1
    }
    return parts.join(',')
  }

  test.each([
    ['of one long name', () => `{"${'a'.repeat(TEN_MB)}":1}`],
    ['of one long text', () => `{"__metadata__":{"a":"${'x'.repeat(TEN_MB)}"}}`],
    ['of escapes', () => `{"__metadata__":{"a":"${'\\\\'.repeat(TEN_MB / 2)}"}}`],
    ['of quotes', () => `{"__metadata__":{"a":"${'\\"'.repeat(TEN_MB / 2)}"}}`],
    ['of white space', () => `{${' '.repeat(TEN_MB)}}`],
    ['of brackets', () => `{"a":${'['.repeat(TEN_MB / 2)}${']'.repeat(TEN_MB / 2)}}`],
    ['of braces', () => `${'{"a":'.repeat(TEN_MB / 6)}1${'}'.repeat(TEN_MB / 6)}`],
    ['of names', () => `{"__metadata__":{${many((index) => `"${index}":""`)}}}`],
    ['of tensors', () => `{${many((index) => `"${index}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`)}}`],
    ['that is no JSON', () => 'a'.repeat(TEN_MB)],
  ])('%s takes less than two seconds', async (_, make) => {
    const file = fileOf(make())
    const took = await computing(async () => {
      try {
        readSafetensors(file)
      } catch (error) {
        expect(error).toBeInstanceOf(GatelightError)
      }
    })
    expect(took).toBeLessThan(MOST_MS)
  })
})
