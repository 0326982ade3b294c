import { DIGIT_SIDE, inkRegion } from './normalise'
import { blankInk, type Ink } from './raster'

/** Less contrast than this between ink and paper, in 0…1, is the grain of an empty sheet. */
const LEAST_CONTRAST = 0.12

/** Between these shares of the darkest ink a pixel turns from paper to ink: below lie shadows and show-through. */
const EDGE = { paper: 0.25, ink: 0.65 }

/** Lines thinner than this in the finished 20 pixels would be grey threads; MNIST's thinnest pens drew so. */
const THINNEST_PEN = 1.7

/** Share of the pixels that may be darker than what counts as fully inked: a speck must not set the scale. */
const SPECKS = 0.002

/**
 * Finds the writing in a picture: what stands out from the ground that its border shows, whichever of the two is darker.
 *
 * The ground is a plane fitted to the border, so that light falling from one side is no ink; thin lines are widened to a pen that
 * can be read once the digit is 20 pixels high.
 *
 * @param pixels [height,width,4] RGBA bytes; what is transparent counts as white, or as black where nothing stands out from white
 * @returns      0…1, ink = 1; null when nothing stands out
 */
export function inkFromPixels(pixels: Uint8ClampedArray, width: number, height: number): Ink | null {
  return inkFrom(lightOf(pixels, width, height, 1)) ?? (hasHoles(pixels) ? inkFrom(lightOf(pixels, width, height, 0)) : null)
}

function inkFrom(light: Ink): Ink | null {
  const { width, height } = light
  const ground = groundOf(light)
  const distance = blankInk(width, height)
  let towardsDark = 0
  let towardsLight = 0
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const below = ground(column, row) - light.data[at]!
      distance.data[at] = below
      towardsDark += Math.max(0, below) ** 2
      towardsLight += Math.max(0, -below) ** 2
    }
  }
  const sign = towardsDark >= towardsLight ? 1 : -1
  for (let at = 0; at < distance.data.length; at++) distance.data[at] = sign * distance.data[at]!
  const full = nearMaximum(distance.data)
  if (full < LEAST_CONTRAST) return null
  const ink = { ...distance, data: distance.data.map((value) => ramp(value / full)) }
  return inkRegion(ink) === null ? null : widened(ink)
}

function hasHoles(pixels: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha]! < 255) return true
  return false
}

/** Perceived lightness, near enough: Rec. 709 weights on the bytes as they are. @param paper lightness of what is seen through holes */
function lightOf(pixels: Uint8ClampedArray, width: number, height: number, paper: number): Ink {
  const light = blankInk(width, height)
  for (let pixel = 0; pixel < light.data.length; pixel++) {
    const at = 4 * pixel
    const luma = (0.2126 * pixels[at]! + 0.7152 * pixels[at + 1]! + 0.0722 * pixels[at + 2]!) / 255
    const alpha = pixels[at + 3]! / 255
    light.data[pixel] = alpha * luma + (1 - alpha) * paper
  }
  return light
}

interface Sample {
  readonly x: number
  readonly y: number
  readonly light: number
}

/** The lightness of the empty sheet at a place: a plane through the border, fitted twice, the second time without what stuck out of the first. */
function groundOf(light: Ink): (x: number, y: number) => number {
  const border = borderOf(light)
  const middle = median(border.map((sample) => sample.light))
  const spread = Math.max(0.02, 2 * median(border.map((sample) => Math.abs(sample.light - middle))))
  const first = fitPlane(border.filter((sample) => Math.abs(sample.light - middle) <= 3 * spread))
  const misses = border.map((sample) => Math.abs(sample.light - first(sample.x, sample.y)))
  const usual = Math.max(0.02, median(misses))
  return fitPlane(border.filter((_, index) => misses[index]! <= 3 * usual))
}

function borderOf({ data, width, height }: Ink): Sample[] {
  const depth = Math.max(1, Math.round(0.03 * Math.min(width, height)))
  const border: Sample[] = []
  for (let y = 0; y < height; y++) {
    const isRim = y < depth || y >= height - depth
    for (let x = 0; x < width; x++) {
      if (isRim || x < depth || x >= width - depth) border.push({ x, y, light: data[y * width + x]! })
    }
  }
  return border
}

/** Least squares; x and y taken from their means, which leaves two equations with two unknowns. */
function fitPlane(samples: readonly Sample[]): (x: number, y: number) => number {
  const count = Math.max(1, samples.length)
  const mean = (of: (sample: Sample) => number): number => samples.reduce((sum, sample) => sum + of(sample), 0) / count
  const [x0, y0, light0] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ light }) => light)]
  const xx = mean(({ x }) => (x - x0) ** 2)
  const yy = mean(({ y }) => (y - y0) ** 2)
  const xy = mean(({ x, y }) => (x - x0) * (y - y0))
  const xl = mean(({ x, light }) => (x - x0) * (light - light0))
  const yl = mean(({ y, light }) => (y - y0) * (light - light0))
  const determinant = xx * yy - xy * xy
  // A border that is one line, or nothing, has no slope across it.
  if (determinant < 1e-9 * Math.max(1, xx * yy)) return () => light0
  const slopeX = (xl * yy - yl * xy) / determinant
  const slopeY = (yl * xx - xl * xy) / determinant
  return (x, y) => light0 + slopeX * (x - x0) + slopeY * (y - y0)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

function nearMaximum(values: Float32Array): number {
  return values.toSorted()[Math.floor((values.length - 1) * (1 - SPECKS))] ?? 0
}

function ramp(share: number): number {
  return Math.min(1, Math.max(0, (share - EDGE.paper) / (EDGE.ink - EDGE.paper)))
}

/** Thickens lines that would get too thin, by as much as is missing. */
function widened(ink: Ink): Ink {
  const region = inkRegion(ink)
  const perPixel = region === null ? 1 : Math.max(region.width, region.height) / DIGIT_SIDE
  const missing = THINNEST_PEN * perPixel - penOf(ink)
  return missing <= 0 ? ink : spread(ink, missing / 2)
}

/** Mean width of lines in pixels: a long line's area is width times length, its outline twice the length. */
function penOf({ data, width, height }: Ink): number {
  let area = 0
  let outline = 0
  const at = (x: number, y: number): number => (x < width && y < height ? data[y * width + x]! : 0)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      area += at(x, y)
      outline += Math.hypot(at(x + 1, y) - at(x, y), at(x, y + 1) - at(x, y))
    }
  }
  return outline === 0 ? Infinity : (2 * area) / outline
}

/** Each pixel takes the darkest within a disc; its rim is one pixel soft. */
function spread({ data, width, height }: Ink, radius: number): Ink {
  const result = blankInk(width, height)
  const reach = Math.ceil(radius)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = data[y * width + x]!
      if (grey === 0) continue
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          const cover = grey * Math.min(1, Math.max(0, radius + 1 - Math.hypot(u - x, v - y)))
          const to = v * width + u
          if (cover > result.data[to]!) result.data[to] = cover
        }
      }
    }
  }
  return result
}
