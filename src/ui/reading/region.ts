/** Parts of the drawing as SVG paths in a square of 28 by 28: one path however many pixels, so that a reading costs two attributes. */

import { IMAGE_SIDE } from '../../core/images'

/** Covers the pixels, merged along rows. @param pixels 0 … 783, in any order */
export function regionPath(pixels: ArrayLike<number>): string {
  const inside = membership(pixels)
  let path = ''
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      if (inside[y * IMAGE_SIDE + x] === 0) continue
      const start = x
      while (x + 1 < IMAGE_SIDE && inside[y * IMAGE_SIDE + x + 1] === 1) x++
      path += `M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`
    }
  }
  return path
}

/** The edges between pixels inside and outside. @param pixels 0 … 783, in any order */
export function outlinePath(pixels: ArrayLike<number>): string {
  const inside = membership(pixels)
  const has = (x: number, y: number): boolean => x >= 0 && x < IMAGE_SIDE && y >= 0 && y < IMAGE_SIDE && inside[y * IMAGE_SIDE + x] === 1
  let path = ''
  // Edges above rows, then left of columns, each as long as it goes on.
  for (let y = 0; y <= IMAGE_SIDE; y++)
    path += runs((x) => has(x, y) !== has(x, y - 1))
      .map(([start, length]) => `M${start} ${y}h${length}`)
      .join('')
  for (let x = 0; x <= IMAGE_SIDE; x++)
    path += runs((y) => has(x, y) !== has(x - 1, y))
      .map(([start, length]) => `M${x} ${start}v${length}`)
      .join('')
  return path
}

/** Pixels of a rectangle, ends included. */
export function rectanglePixels([top, bottom]: readonly [number, number], [left, right]: readonly [number, number]): number[] {
  const pixels: number[] = []
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) pixels.push(y * IMAGE_SIDE + x)
  return pixels
}

function membership(pixels: ArrayLike<number>): Uint8Array {
  const inside = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE)
  for (let index = 0; index < pixels.length; index++) inside[pixels[index]!] = 1
  return inside
}

/** Start and length of every unbroken run along a side of the picture. */
function runs(holds: (place: number) => boolean): (readonly [start: number, length: number])[] {
  const found: (readonly [number, number])[] = []
  for (let place = 0; place < IMAGE_SIDE; place++) {
    if (!holds(place)) continue
    const start = place
    while (place + 1 < IMAGE_SIDE && holds(place + 1)) place++
    found.push([start, place + 1 - start])
  }
  return found
}
