import { describe, expect, it } from 'vitest'
import { DataFileError, type DataFault } from './errors'
import { encodeIdx, parseIdx } from './idx'
import { idxFile, text } from './mnist.fixture'

const place = { source: 'page', file: 'labels' }

describe('parseIdx', () => {
  it('gives dimensions and values without copying them', () => {
    const bytes = idxFile([2, 3, 4])
    const { shape, data } = parseIdx(bytes, place)
    expect(shape).toEqual([2, 3, 4])
    expect(data).toHaveLength(24)
    expect(data.buffer).toBe(bytes.buffer)
    expect(data[23]).toBe(23)
  })

  it('reads a view that does not begin at its buffer', () => {
    const buffer = new Uint8Array(20)
    buffer.set(idxFile([3]), 5)
    expect(parseIdx(buffer.subarray(5, 16), place).data).toEqual(new Uint8Array([0, 1, 2]))
  })

  it.each<[string, Uint8Array<ArrayBuffer>, DataFault]>([
    ['another type of values', idxFile([3], [0, 0, 0x0d, 1]), { kind: 'magic', found: '00 00 0d 01' }],
    ['little-endian bytes', idxFile([3], [1, 8, 0, 0]), { kind: 'magic', found: '01 08 00 00' }],
    ['no dimension', idxFile([3], [0, 0, 8, 0]), { kind: 'magic', found: '00 00 08 00' }],
    ['too many dimensions', idxFile([3], [0, 0, 8, 4]), { kind: 'magic', found: '00 00 08 04' }],
    ['a text', text('version https://git-lfs'), { kind: 'magic', found: '76 65 72 73' }],
    ['less than a magic number', new Uint8Array([0, 0, 8]), { kind: 'magic', found: '00 00 08' }],
    ['a web page', text('\ufeff\r\n  <!doctype html><html>'), { kind: 'html' }],
    ['nothing', new Uint8Array(0), { kind: 'empty' }],
    ['half a header', idxFile([2, 28, 28]).subarray(0, 13), { kind: 'size', expected: 16, actual: 13 }],
    ['a byte too few', idxFile([1000]).subarray(0, -1), { kind: 'size', expected: 1008, actual: 1007 }],
    ['a byte too many', new Uint8Array([...idxFile([3]), 0]), { kind: 'size', expected: 11, actual: null }],
    ['dimensions beyond all memory', idxFile([1]).fill(0xff, 4, 8), { kind: 'size', expected: 4_294_967_303, actual: 9 }],
  ])('refuses %s', (_, bytes, fault) => {
    expect(() => parseIdx(bytes, place)).toThrow(DataFileError)
    expect(() => parseIdx(bytes, place)).toThrow('source page, file labels')
    expect(faultOf(() => parseIdx(bytes, place))).toEqual(fault)
  })
})

it('what encodeIdx writes is read again', () => {
  const array = { shape: [2, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 255) }
  expect(parseIdx(encodeIdx(array), place)).toEqual(array)
})

function faultOf(action: () => unknown): DataFault | null {
  try {
    action()
    return null
  } catch (error) {
    return error instanceof DataFileError ? error.detail.fault : null
  }
}
