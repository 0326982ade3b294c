import { describe, expect, it } from 'vitest'
import { DataFileError } from './errors'
import { parseIdx } from './idx'
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

  it.each([
    ['another type of values', idxFile([3], [0, 0, 0x0d, 1]), 'magic', '00 00 0d 01'],
    ['little-endian bytes', idxFile([3], [1, 8, 0, 0]), 'magic', '01 08 00 00'],
    ['no dimension', idxFile([3], [0, 0, 8, 0]), 'magic', '00 00 08 00'],
    ['too many dimensions', idxFile([3], [0, 0, 8, 4]), 'magic', '00 00 08 04'],
    ['a text', text('version https://git-lfs'), 'magic', '76 65 72 73'],
    ['less than a magic number', new Uint8Array([0, 0, 8]), 'magic', '00 00 08'],
    ['a web page', text('\ufeff\r\n  <!doctype html><html>'), 'html', 'web page'],
    ['nothing', new Uint8Array(0), 'size', 'empty'],
    ['half a header', idxFile([2, 28, 28]).subarray(0, 13), 'size', '13 of the 16 bytes'],
    ['a byte too few', idxFile([1000]).subarray(0, -1), 'size', '1,008 bytes, there are 1,007'],
    ['a byte too many', new Uint8Array([...idxFile([3]), 0]), 'size', '11 bytes, there are more'],
    ['dimensions beyond all memory', idxFile([1]).fill(0xff, 4, 8), 'size', '4,294,967,303 bytes, there are 9'],
  ])('refuses %s', (_, bytes, fault, reason) => {
    expect(() => parseIdx(bytes, place)).toThrow(DataFileError)
    expect(() => parseIdx(bytes, place)).toThrow(reason)
    expect(() => parseIdx(bytes, place)).toThrow('labels (page)')
    expect(faultOf(() => parseIdx(bytes, place))).toBe(fault)
  })
})

function faultOf(action: () => unknown): string | null {
  try {
    action()
    return null
  } catch (error) {
    return error instanceof DataFileError ? error.detail.fault : null
  }
}
