import { beforeAll, describe, expect, test } from 'vitest'
import { GatelightError } from '../../core/gatelight-error'
import { Random, Stream } from '../../core/random'
import { readSafetensors } from '../../train/safetensors'
import { hostileSpec, modelFiles, modelFileShares, mutated } from './hostile.fixture'
import { openModel } from './open-model'

/** `MUTATIONS=100000` tries more. */
const COUNT = Number(process.env['MUTATIONS'] ?? 10_000)
/** What an answer may take of the processor, in milliseconds: a busy machine is no fault of a file. */
const MOST_MS = 2000

/** Milliseconds that this process computed for it. */
async function computing(work: () => Promise<unknown>): Promise<number> {
  const { user, system } = process.cpuUsage()
  await work()
  const after = process.cpuUsage()
  return (after.user + after.system - user - system) / 1000
}

describe('mutated files end in an answer or a typed error', () => {
  let files: Awaited<ReturnType<typeof modelFiles>>

  beforeAll(async () => {
    files = await modelFiles()
  })

  test.each(modelFileShares)('%s', async (name, share) => {
    const ends = { answers: 0, errors: 0 }
    let longest = 0
    for (let index = 0; index < COUNT * share; index++) {
      const bytes = mutated(files[name], new Random(index, Stream.sample, name.length))
      const took = await computing(async () => {
        try {
          await openModel(bytes, hostileSpec)
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
