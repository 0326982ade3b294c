import { describe, expect, it } from 'vitest'
import { isRecord } from '../../core/decode'
import { GatelightError } from '../../core/gatelight-error'
import { parseModelSpec } from '../../nn'
import { presets } from '../../nn/spec/presets'
import { decodeCheckpoint, encodeCheckpoint } from '../../train/checkpoint'
import { readSafetensors, replaceMetadata, writeSafetensors } from '../../train/safetensors'
import { toErrorData } from '../../worker/error-data'
import { describeCheckpoint, freshCheckpoint } from '../../worker/model-store'
import { parseWorkerMessage } from '../../worker/messages'
import { describeError } from './errors'
import { loadMessages, messagesFor } from './messages/dictionaries'

await Promise.all([loadMessages('en'), loadMessages('zh')])

/** A name that nobody means well with: endless, with marks that turn the text around it and break its lines. */
const LONG = `\u202Eevil\n${'x'.repeat(300_000)}`
/** Characters of anything that is shown at once. */
const MOST_SHOWN = 700

const good = encodeCheckpoint(freshCheckpoint(parseModelSpec(presets['row-rnn'].spec), 'row-rnn', 1))

/** The file with fields of its metadata changed, each JSON. */
function withMetadata(changes: Readonly<Record<string, (value: Record<string, unknown>) => unknown>>): Uint8Array {
  const metadata = new Map(readSafetensors(good).metadata)
  for (const [field, change] of Object.entries(changes)) {
    const value: unknown = JSON.parse(metadata.get(field) ?? '{}')
    metadata.set(field, JSON.stringify(change(isRecord(value) ? value : {})))
  }
  return replaceMetadata(good, metadata)
}

/** A file of this header alone. */
function withHeader(header: string): Uint8Array {
  const text = new TextEncoder().encode(header)
  const file = new Uint8Array(8 + text.length)
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true)
  file.set(text, 8)
  return file
}

const tensor = { shape: [1], data: Float32Array.of(1) }
const entry = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}'
const long = JSON.stringify(LONG)

const hostile: Readonly<Record<string, Uint8Array>> = {
  'a tensor': writeSafetensors(new Map([[LONG, tensor]]), readSafetensors(good).metadata),
  'a tensor twice': withHeader(`{${long}:${entry},${long}:${entry}}`),
  'a type of numbers': withHeader(`{${long}:{"dtype":${long},"shape":[1],"data_offsets":[0,4]}}`),
  'offsets of a tensor': withHeader(`{${long}:{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`),
  'a size of a tensor': withHeader(`{${long}:{"dtype":"F32","shape":[9e15],"data_offsets":[0,4]}}`),
  'a shape': withHeader(`{"rnn/bias":{"dtype":"F32","shape":[${'1,'.repeat(100_000)}1],"data_offsets":[0,4]}}`),
  'metadata that is no text': withHeader(`{"__metadata__":{${long}:7}}`),
  'no JSON': withHeader(LONG),
  'the format': replaceMetadata(good, new Map([['format', LONG]])),
  'a field that is no JSON': replaceMetadata(good, new Map([...readSafetensors(good).metadata, ['spec', LONG]])),
  'a field of the specification': withMetadata({ spec: (spec) => ({ ...spec, [LONG]: LONG }) }),
  'a kind of layer': withMetadata({ spec: (spec) => ({ ...spec, layers: [{ type: LONG }] }) }),
  'a field of a layer': withMetadata({ spec: (spec) => ({ ...spec, layers: [{ type: 'dense', [LONG]: 1 }] }) }),
  'a value of a layer': withMetadata({ spec: (spec) => ({ ...spec, layers: [{ type: 'dense', activation: LONG, units: 10 }] }) }),
  'a task': withMetadata({ spec: (spec) => ({ ...spec, task: { id: LONG, classes: [{ label: LONG, name: LONG }], input: LONG } }) }),
  'a seed': withMetadata({ model: (model) => ({ ...model, seed: LONG }) }),
  'an optimizer': withMetadata({ run: () => ({ settings: { optimizer: { type: LONG } } }) }),
}

/** The file with shapes of five thousand sizes; the header is all that is looked at. */
function withLongShapes(): Uint8Array {
  const { tensors, metadata } = readSafetensors(good)
  let end = 0
  const fields = [...tensors].map(([name, { bytes }]) => {
    const shape = [...Array.from({ length: 5000 }, () => 1), bytes.length / 4]
    const begin = end
    end += bytes.length
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype: 'F32', shape, data_offsets: [begin, end] })}`
  })
  const header = withHeader(`{"__metadata__":${JSON.stringify(Object.fromEntries(metadata))},${fields.join(',')}}`)
  const file = new Uint8Array(header.length + end)
  file.set(header)
  return file
}

function refusalOf(file: Uint8Array): unknown {
  try {
    decodeCheckpoint(file)
    return null
  } catch (error) {
    return error
  }
}

/** All texts in a value, with names of fields. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)])
}

describe('a model file with endless names', () => {
  it.each([...Object.entries(hostile), ['a shape of another tensor', withLongShapes()]])('for %s is refused in few words', (_, file) => {
    const error = refusalOf(file)
    if (!(error instanceof GatelightError)) throw new Error('it is not refused')
    expect(error.message.length, 'what a console shows').toBeLessThanOrEqual(2000)
    const data = toErrorData(error)
    expect(data.code, 'its detail is of its code').toBe(error.code)
    for (const language of ['en', 'zh'] as const) {
      const { message, hint, original = '' } = describeError(data, messagesFor(language))
      expect(message.length).toBeLessThan(MOST_SHOWN)
      expect(hint.length).toBeLessThan(MOST_SHOWN)
      expect(original.length).toBeLessThanOrEqual(300)
    }
  })

  it('for itself and its sets is read, and shown in few words on one line', () => {
    const file = withMetadata({
      model: (model) => ({
        ...model,
        name: LONG,
        epochs: 1,
        trainedOn: Array.from({ length: 16 }, () => LONG),
        testAccuracy: 0.5,
        testedOn: LONG,
      }),
    })
    const model = describeCheckpoint(decodeCheckpoint(file))
    const { name, trainedOn, testedOn } = model
    // Sets that were learnt from together share a name.
    expect(name.length).toBeLessThanOrEqual(80)
    for (const text of [name, ...trainedOn, testedOn ?? '']) {
      expect(text.length).toBeLessThanOrEqual(120)
      expect(text).toMatch(/^[\P{C}]+$/u)
    }
    const message = structuredClone({ kind: 'event', event: { type: 'model', model } })
    expect(parseWorkerMessage(message)).toEqual(message)
  })
})

it('no text of a message between page and worker is endless', () => {
  const error = { code: 'data-file', detail: { source: LONG, file: LONG, fault: { kind: 'network', original: LONG } }, message: LONG }
  const event = { type: 'dataProgress', file: LONG, source: LONG, receivedBytes: 1, totalBytes: 2 }
  for (const each of [
    { kind: 'event', event: { type: 'error', error } },
    { kind: 'event', event },
  ]) {
    for (const text of textsIn(parseWorkerMessage(each))) expect(text.length).toBeLessThanOrEqual(300)
  }
})
