/** Side of the pattern. */
const SIDE = 16

/** A browser may change the lowest bits of what a page reads, and no picture is harmed by it; noise is further off. */
const NEAR = 16

/** Whether a page reads from a canvas what it has painted there: a browser that guards against being recognised may give it noise or blankness. */
export function readsPixels(): boolean {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })
  if (context === null) return false
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const grey = patternAt(pixel)
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`
    context.fillRect(pixel % SIDE, Math.floor(pixel / SIDE), 1, 1)
  }
  try {
    return isPattern(context.getImageData(0, 0, SIDE, SIDE).data)
  } catch {
    return false
  }
}

/** Every grey once, no neighbour like another. */
export function patternAt(pixel: number): number {
  return (pixel * 167) % (SIDE * SIDE)
}

/** @param pixels RGBA bytes, as they were read */
export function isPattern(pixels: Uint8ClampedArray): boolean {
  return pixels.every((value, at) => Math.abs(value - (at % 4 === 3 ? 255 : patternAt(at >> 2))) < NEAR)
}
