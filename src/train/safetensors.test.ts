import { describe, expect, test } from 'vitest'
import { choice, list, nullable, record, text, wholeText } from '../core/decode'
import { ShapeError } from '../core/errors'
import { hasVectors, loadVectors } from '../testing/fixtures'
import { readFloat32, readSafetensors, replaceMetadata, SafetensorsError, writeSafetensors } from './safetensors'

const decodeVectors = record({
  vectors: list(record({ id: text, expect: choice('accept', 'reject'), expected_error: nullable(text) }, { bytes_base64: wholeText })),
})

function fileOf(header: string, dataBytes = 0): Uint8Array {
  const encoded = new TextEncoder().encode(header)
  const file = new Uint8Array(8 + encoded.length + dataBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(encoded.length), true)
  file.set(encoded, 8)
  return file
}

function ruleOf(file: Uint8Array): string {
  try {
    readSafetensors(file)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error
    return error.detail.rule
  }
}

/** The rules by which a file is refused here, for what the published list calls its error. */
const RULES_OF: Readonly<Record<string, readonly string[]>> = {
  HeaderTooSmall: ['header-too-small'],
  HeaderTooLarge: ['header-too-large'],
  InvalidHeaderLength: ['header-beyond-file'],
  'InvalidHeader(utf8)': ['header-not-utf8'],
  // There one parser finds both: what is no JSON, and JSON that is no header.
  InvalidHeaderDeserialization: ['header-not-json', 'header-content'],
  'InvalidHeaderDeserialization(duplicate)': ['duplicate-name'],
  InvalidOffset: ['offsets'],
  TensorInvalidInfo: ['size'],
  // A size beyond 2⁵³ is no whole number for JavaScript.
  ValidationOverflow: ['header-content', 'size'],
  MetadataIncompleteBuffer: ['file-length'],
}

const entry = (shape: string, offsets: string) => `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`

/**
 * The published files of huggingface/safetensors, each accepted or refused as its own tests say. The two that are too big to be
 * stored are made below by their recipes.
 */
describe.skipIf(!hasVectors)('published files', async () => {
  const { vectors } = hasVectors ? decodeVectors(await loadVectors('safetensors_malformed.json'), 'vectors') : { vectors: [] }
  const stored = vectors.flatMap(({ bytes_base64: base64, ...vector }) => (base64 === undefined ? [] : [{ ...vector, base64 }]))

  test('are all there', () => {
    expect(stored.length).toBeGreaterThanOrEqual(30)
  })

  const ruleById = new Map(stored.map(({ id, base64 }) => [id, ruleOf(new Uint8Array(Buffer.from(base64, 'base64')))]))

  test.each(stored)('$id: $expect, $expected_error', ({ id, expect: verdict, expected_error: reason }) => {
    if (verdict === 'accept') expect(ruleById.get(id)).toBe('accepted')
    else expect(RULES_OF[reason ?? '']).toContain(ruleById.get(id))
  })

  test('that are no JSON are told from JSON that is no header', () => {
    expect(ruleById.get('safetensors/header_not_json')).toBe('header-not-json')
    const noHeaders = ['negative_offset', 'unknown_dtype', 'metadata_value_not_string', 'header_is_array', 'fractional_shape']
    expect(noHeaders.map((id) => ruleById.get(`safetensors/${id}`))).toEqual(noHeaders.map(() => 'header-content'))
  })

  test('the writer makes the published bytes', () => {
    const vector = stored.find(({ id }) => id === 'safetensors/valid_serialized_f32_1x2x3')
    const written = writeSafetensors(new Map([['attn.0', { shape: [1, 2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) }]]), new Map())
    expect(Buffer.from(written).toString('base64')).toBe(vector?.base64)
  })
})

describe('hostile headers', () => {
  test('a hundred thousand tensors on the same bytes', () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => `"weight_${index}":${entry('[200,200]', '[0,160000]')}`)
    expect(ruleOf(fileOf(`{${entries.join(',')}}`, 160_000))).toBe('offsets')
  })

  test('a header longer than any model has, without reading it', () => {
    const file = new Uint8Array(16)
    new DataView(file.buffer).setBigUint64(0, 700_000_000n, true)
    expect(ruleOf(file)).toBe('header-too-large')
  })

  test.each([
    ['a length that a number would round', 'header-too-large', () => new Uint8Array(16).fill(0xff)],
    ['no length at all', 'header-too-small', () => new Uint8Array(7)],
    ['a header cut off', 'header-beyond-file', () => fileOf('{}').subarray(0, 9)],
    ['a shape beyond 2⁵³ elements', 'size', () => fileOf(`{"a":${entry('[9007199254740991,9007199254740991]', '[0,0]')}}`)],
    ['sizes that vanish in a product', 'file-length', () => fileOf(`{"a":${entry('[0,9007199254740991]', '[0,0]')}}`, 4)],
    [
      'a name written twice in two ways',
      'duplicate-name',
      () => fileOf(`{"a":${entry('[0]', '[0,0]')},"\\u0061":${entry('[0]', '[0,0]')}}`),
    ],
    [
      'a repeated field inside a tensor',
      'duplicate-name',
      () => fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}'),
    ],
    ['nested metadata', 'header-content', () => fileOf('{"__metadata__":{"a":{}}}')],
    ['metadata that is a list', 'header-content', () => fileOf('{"__metadata__":[]}')],
    ['three offsets', 'header-content', () => fileOf(`{"a":${entry('[0]', '[0,0,0]')}}`)],
    ['a tensor that is null', 'header-content', () => fileOf('{"a":null}')],
    ['a byte order mark', 'header-not-json', () => fileOf('\uFEFF{}')],
  ])('%s: %s', (_, rule, make) => {
    expect(ruleOf(make())).toBe(rule)
  })

  test('names with quotes, colons and braces are no structure', () => {
    const file = fileOf(`{"a\\":{\\"":${entry('[0]', '[0,0]')},"b:}":${entry('[0]', '[0,0]')}}`)
    expect([...readSafetensors(file).tensors.keys()].toSorted()).toEqual(['a":{"', 'b:}'])
  })

  test('a tensor called __proto__ is a tensor', () => {
    const file = fileOf(`{"__proto__":${entry('[1]', '[0,4]')}}`, 4)
    expect(readSafetensors(file).tensors.get('__proto__')?.shape).toEqual([1])
    expect(Object.prototype).not.toHaveProperty('dtype')
  })
})

describe('round trip', () => {
  test('keeps names, order, shapes, values and metadata', () => {
    const tensors = new Map([
      ['lstm/kernel', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 1e-40, -0, 6) }],
      ['__proto__', { shape: [], data: Float32Array.of(7) }],
      ['empty', { shape: [0, 4], data: new Float32Array(0) }],
    ])
    const metadata = new Map([
      ['name', 'Ziffern ✎ "7"'],
      ['__proto__', 'x'],
    ])
    const file = readSafetensors(writeSafetensors(tensors, metadata))
    expect(file.metadata).toEqual(metadata)
    expect([...file.tensors.keys()]).toEqual([...tensors.keys()])
    for (const [name, stored] of file.tensors) expect(readFloat32(name, stored)).toEqual(tensors.get(name))
  })

  test('reads from the middle of a larger buffer, at any alignment', () => {
    const file = writeSafetensors(new Map([['a', { shape: [2], data: Float32Array.of(1, 2) }]]), new Map())
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    const stored = readSafetensors(shifted.subarray(3)).tensors.get('a')
    expect(stored && readFloat32('a', stored).data).toEqual(Float32Array.of(1, 2))
  })

  test('a tensor of another type is not read as float32', () => {
    const file = readSafetensors(fileOf('{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}', 4))
    expect(() => readFloat32('a', file.tensors.get('a')!)).toThrow('name "a", wanted float, actual "I32"')
  })
})

describe('float16', () => {
  const tensors = new Map([['a', { shape: [2, 3], data: Float32Array.of(1, -2, 65_504, 1e-7, 1 / 3, -0) }]])

  test('takes half the room and gives back the nearest values', () => {
    const file = writeSafetensors(tensors, new Map([['format', 'x']]), 'F16')
    const { metadata, tensors: stored } = readSafetensors(file)
    expect(stored.get('a')).toMatchObject({ dtype: 'F16', shape: [2, 3], bytes: { length: 12 } })
    expect(metadata.get('format')).toBe('x')
    const { data } = readFloat32('a', stored.get('a')!)
    expect([...data]).toEqual([1, -2, 65_504, 2 * 2 ** -24, 1365 / 4096, -0])
    const again = writeSafetensors(new Map([['a', { shape: [2, 3], data }]]), metadata, 'F16')
    expect(again).toEqual(file)
  })

  test.each([65_520, -1e6, Infinity, NaN])('refuses %d, which it does not have', (value) => {
    const one = new Map([['dense/bias', { shape: [2], data: Float32Array.of(0, value) }]])
    expect(() => writeSafetensors(one, new Map(), 'F16')).toThrow(ShapeError)
    expect(() => writeSafetensors(one, new Map(), 'F16')).toThrow(`"dense/bias", misfit notHalf (limit 65520, actual ${value}, index 1)`)
  })

  test('other metadata leave the tensors as they are', () => {
    const file = writeSafetensors(tensors, new Map([['format', 'x']]), 'F16')
    const changed = readSafetensors(replaceMetadata(file, new Map([['format', 'something longer']])))
    expect(changed.metadata).toEqual(new Map([['format', 'something longer']]))
    expect(changed.tensors).toEqual(readSafetensors(file).tensors)
  })
})
