import { encodePng } from '../../../core/png/png'
import type { MapMark, Mark, Scene } from './scene'

/**
 * A figure as SVG 1.1 that refers to nothing outside itself. Text stays text. A map is a picture without loss, as many pixels large as it is shown: as
 * rectangles its cells would be ten thousands, which slide programs take seconds for and draw with seams, and a picture of one pixel per cell would be
 * smoothed by those that know no `image-rendering`.
 */
export async function figureSvg(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, background, title, description, language } = scene
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="${width}" height="${height}" `,
    `viewBox="0 0 ${width} ${height}" xml:lang="${escaped(language)}">\n`,
    `<title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>\n`,
    `<rect width="${width}" height="${height}" fill="${escaped(background)}"/>\n`,
  ]
  for (const [index, mark] of scene.marks.entries()) parts.push(await elementOf(mark, index, scene), '\n')
  parts.push('</svg>\n')
  return new TextEncoder().encode(parts.join(''))
}

async function elementOf(mark: Mark, index: number, { fonts }: Scene): Promise<string> {
  switch (mark.kind) {
    case 'rect': {
      const { opacity } = mark
      return `<rect ${boxOf(mark)} fill="${escaped(mark.fill)}"${opacity === undefined ? '' : ` fill-opacity="${opacity}"`}/>`
    }
    case 'text': {
      const { x, y, size, fill, face, weight = 400, italic = false, anchor = 'start', text } = mark
      const style = `font-family="${escaped(fonts[face])}" font-size="${size}" font-weight="${weight}"${italic ? ' font-style="italic"' : ''}`
      return `<text x="${round(x)}" y="${round(y)}" ${style} fill="${escaped(fill)}" text-anchor="${anchor}">${escaped(text)}</text>`
    }
    case 'map': {
      const address = `data:image/png;base64,${base64(await encodePng(enlarged(mark)))}`
      return `<image ${boxOf(mark)} preserveAspectRatio="none" image-rendering="optimizeSpeed" xlink:href="${address}"/>`
    }
    case 'ramp': {
      const { colours } = mark
      const stops = colours.map((colour, at) => `<stop offset="${round(at / (colours.length - 1))}" stop-color="${escaped(rgb(colour))}"/>`)
      return `<linearGradient id="ramp-${index}">${stops.join('')}</linearGradient><rect ${boxOf(mark)} fill="url(#ramp-${index})"/>`
    }
    case 'line': {
      const { x1, y1, x2, y2, stroke, width, dash } = mark
      const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`
      return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${escaped(stroke)}" stroke-width="${width}"${dashes}/>`
    }
    default:
      return mark satisfies never
  }
}

/** A map's pixels as large as they are shown; a cell's edge is at a whole pixel. */
export function enlarged({ columns, rows, pixels, ...box }: Pick<MapMark, 'columns' | 'rows' | 'pixels' | 'width' | 'height'>) {
  const width = Math.max(1, Math.round(box.width))
  const height = Math.max(1, Math.round(box.height))
  const source = new Uint32Array(pixels.buffer)
  const words = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.floor((y * rows) / height)) * columns
    for (let x = 0; x < width; x++) words[y * width + x] = source[row + Math.min(columns - 1, Math.floor((x * columns) / width))]!
  }
  return { width, height, data: new Uint8Array(words.buffer) }
}

function boxOf({
  x,
  y,
  width,
  height,
}: {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`
}

function round(value: number): string {
  return String(Number(value.toFixed(2)))
}

/** As SVG 1.1 writes a colour: with commas. */
function rgb(colour: string): string {
  return colour.replace(/^rgb\((\d+) (\d+) (\d+)\)$/, 'rgb($1,$2,$3)')
}

/** What XML cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8190) text += btoa(String.fromCharCode(...bytes.subarray(at, at + 8190)))
  return text
}
