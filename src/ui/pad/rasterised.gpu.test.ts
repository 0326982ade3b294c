import { describe, expect, it } from 'vitest'
import { pictureFromSheet } from '../../data/drawing'
import { MOST_PICTURE_BYTES, openPicture } from '../../data/drawing/open-picture'
import { rasterised } from './rasterised'

// What only a browser can do: draw SVG.

const L = '<path d="M30 20h10v50h20v10H30z"/>'

function svg(attributes: string, content = L, name = 'l.svg'): File {
  return new File([`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`], name, { type: 'image/svg+xml' })
}

async function read(file: File): Promise<Float32Array> {
  return pictureFromSheet({ strokes: [], backdrop: await openPicture(await rasterised(file)) })
}

describe('rasterised', () => {
  it.each([
    ['with a size', 'width="400" height="400" viewBox="0 0 100 100"'],
    ['without one', 'viewBox="0 0 100 100"'],
    ['of a size that nobody could decode', 'width="60000" height="60000" viewBox="0 0 100 100"'],
  ])('draws an SVG %s', async (_, attributes) => {
    const plain = await read(svg('width="100" height="100"'))
    const picture = await read(svg(attributes))
    expect(picture.reduce((sum, grey) => sum + grey, 0)).toBeGreaterThan(30)
    expect(picture.reduce((most, grey, pixel) => Math.max(most, Math.abs(grey - plain[pixel]!)), 0)).toBeLessThan(0.2)
  })

  it('knows an SVG by its content too', async () => {
    const file = new File(['\uFEFF<?xml version="1.0"?>\n<!-- l -->\n', svg('width="9" height="9"')], 'l')
    expect((await rasterised(file)).type).toBe('image/png')
  })

  it('leaves everything else as it is, broken and too large ones too', async () => {
    for (const file of [
      new File(['<p>svg</p>'], 'a.html'),
      new File([Uint8Array.of(0x89, 0x50)], 'a.png'),
      Object.assign(new File([], 'gone.svg'), {
        slice: () => Object.assign(new Blob(), { text: () => Promise.reject(new Error('gone')) }),
      }),
      new File(['<svg><p'], 'a.svg'),
      svg('width="9" height="9"', `${L}${' '.repeat(MOST_PICTURE_BYTES)}`),
    ]) {
      expect(await rasterised(file)).toBe(file)
    }
  })
})
