/** A picture's pixels as OKLab, one plane each: distances there are about as far as the eye finds them. */
export interface LabPlanes {
  readonly width: number
  readonly height: number
  /** Lightness, 0…1. */
  readonly l: Float32Array
  /** Green to red. */
  readonly a: Float32Array
  /** Blue to yellow. */
  readonly b: Float32Array
}

/** sRGB bytes to linear light. */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

/** Cube roots by table: a million pixels need three million of them. */
const ROOTS = Float32Array.from({ length: 4097 }, (_, index) => Math.cbrt(index / 4096))

/**
 * @param pixels [height,width,4] RGBA bytes
 * @param paper  lightness in 0…1 of what is seen through holes
 * Source: B. Ottosson, "A perceptual color space for image processing", 2020.
 */
export function labOf(pixels: Uint8ClampedArray, width: number, height: number, paper: number): LabPlanes {
  const count = width * height
  const planes = { width, height, l: new Float32Array(count), a: new Float32Array(count), b: new Float32Array(count) }
  for (let pixel = 0; pixel < count; pixel++) {
    const at = 4 * pixel
    const alpha = pixels[at + 3]! / 255
    const through = 255 * paper * (1 - alpha)
    const red = LINEAR[Math.round(pixels[at]! * alpha + through)]!
    const green = LINEAR[Math.round(pixels[at + 1]! * alpha + through)]!
    const blue = LINEAR[Math.round(pixels[at + 2]! * alpha + through)]!
    const long = root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    const middle = root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    const short = root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    planes.l[pixel] = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short
    planes.a[pixel] = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short
    planes.b[pixel] = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short
  }
  return planes
}

function root(light: number): number {
  // Near black the root is too steep for a table of even steps.
  if (light < 1 / 64) return Math.cbrt(light)
  const place = Math.min(4095.999, 4096 * light)
  const index = Math.floor(place)
  return ROOTS[index]! + (place - index) * (ROOTS[index + 1]! - ROOTS[index]!)
}

/** Half as many pixels per side, each the mean of four. */
export function halved({ width, height, l, a, b }: LabPlanes): LabPlanes {
  const [columns, rows] = [Math.max(1, width >> 1), Math.max(1, height >> 1)]
  const half = (plane: Float32Array): Float32Array => {
    const result = new Float32Array(columns * rows)
    for (let row = 0; row < rows; row++) {
      const above = Math.min(height - 1, 2 * row) * width
      const below = Math.min(height - 1, 2 * row + 1) * width
      for (let column = 0; column < columns; column++) {
        const [left, right] = [Math.min(width - 1, 2 * column), Math.min(width - 1, 2 * column + 1)]
        result[row * columns + column] = (plane[above + left]! + plane[above + right]! + plane[below + left]! + plane[below + right]!) / 4
      }
    }
    return result
  }
  return { width: columns, height: rows, l: half(l), a: half(a), b: half(b) }
}
