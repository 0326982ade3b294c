/** Parts of the drawing as SVG paths in its own pixels: one path however many pixels, so that a reading costs two attributes. */

import type { PictureSize } from '../../core/task'

/** Covers the pixels, merged along rows. @param pixels in any order, counted row by row */
export function regionPath(pixels: ArrayLike<number>, { width, height }: PictureSize): string {
  const inside = membership(pixels, width * height)
  let path = ''
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (inside[y * width + x] === 0) continue
      const start = x
      while (x + 1 < width && inside[y * width + x + 1] === 1) x++
      path += `M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`
    }
  }
  return path
}

/** The edges between pixels inside and outside. @param pixels in any order, counted row by row */
export function outlinePath(pixels: ArrayLike<number>, { width, height }: PictureSize): string {
  const inside = membership(pixels, width * height)
  const has = (x: number, y: number): boolean => x >= 0 && x < width && y >= 0 && y < height && inside[y * width + x] === 1
  let path = ''
  // Edges above rows, then left of columns, each as long as it goes on.
  for (let y = 0; y <= height; y++)
    path += runs(width, (x) => has(x, y) !== has(x, y - 1))
      .map(([start, length]) => `M${start} ${y}h${length}`)
      .join('')
  for (let x = 0; x <= width; x++)
    path += runs(height, (y) => has(x, y) !== has(x - 1, y))
      .map(([start, length]) => `M${x} ${start}v${length}`)
      .join('')
  return path
}

/** Pixels of a rectangle, ends included. */
export function rectanglePixels(
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
  { width }: Pick<PictureSize, 'width'>,
): number[] {
  const pixels: number[] = []
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) pixels.push(y * width + x)
  return pixels
}

function membership(pixels: ArrayLike<number>, count: number): Uint8Array {
  const inside = new Uint8Array(count)
  for (let index = 0; index < pixels.length; index++) inside[pixels[index]!] = 1
  return inside
}

/** Start and length of every unbroken run along a side of the picture. */
function runs(side: number, holds: (place: number) => boolean): (readonly [start: number, length: number])[] {
  const found: (readonly [number, number])[] = []
  for (let place = 0; place < side; place++) {
    if (!holds(place)) continue
    const start = place
    while (place + 1 < side && holds(place + 1)) place++
    found.push([start, place + 1 - start])
  }
  return found
}
