import { blankInk, type Ink } from '../raster'
import { directionsOf } from './contrasts'
import { type Guess, guessAlong } from './digit'
import { halved, labOf } from './lab'
import { usualColours } from './usual'

/** Between these shares of the ink's usual contrast a pixel turns from paper to ink. */
const EDGE = { paper: 0.25, ink: 0.65 }

/** Longer side from which on half of it is enough to guess the ink's colour. */
const ENOUGH_TO_GUESS = 400

/** What was found in a picture. */
export type Finding =
  | { readonly kind: 'ink'; readonly ink: Ink }
  /** Nothing stands out. */
  | { readonly kind: 'blank' }
  /** Several things do, apart from one another, and nothing says which is the digit. */
  | { readonly kind: 'crowded'; readonly ink: Ink }

/**
 * Finds the writing in a picture. Takes hundreds of milliseconds for a large one.
 *
 * @param pixels [height,width,4] RGBA bytes; what is transparent counts as white, or as black where nothing stands out from white
 */
export function findInk(pixels: Uint8ClampedArray, width: number, height: number): Finding {
  const found = findOn(pixels, width, height, 1)
  return found.kind === 'blank' && hasHoles(pixels) ? findOn(pixels, width, height, 0) : found
}

function findOn(pixels: Uint8ClampedArray, width: number, height: number, paper: number): Finding {
  const planes = labOf(pixels, width, height, paper)
  const usual = usualColours(planes)
  // Which way the ink differs is told by half the pixels per side as well.
  const isLarge = Math.max(width, height) >= ENOUGH_TO_GUESS
  const coarse = isLarge ? halved(planes) : planes
  const guesses: Guess[] = []
  for (const direction of directionsOf(usual)) {
    const guess = guessAlong(coarse, usual, direction)
    if (guess !== null) guesses.push(guess)
  }
  for (const guess of guesses.toSorted((a, b) => b.score - a.score)) {
    const best = isLarge ? guessAlong(planes, usual, guess.direction) : guess
    if (best !== null) return { kind: best.isCrowded ? 'crowded' : 'ink', ink: inkOf(best) }
  }
  return { kind: 'blank' }
}

function hasHoles(pixels: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha]! < 255) return true
  return false
}

/** The digit's contrasts as ink, with the soft edge that lies around its parts. */
function inkOf({ smooth, sharp, labels, digit, strength }: Guess): Ink {
  const { data, width, height } = sharp
  const own = new Set(digit.map(({ label }) => label))
  const ink = blankInk(width, height)
  const reach = 2
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (!own.has(labels[pixel]!)) continue
    const x = pixel % width
    const y = (pixel - x) / width
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
        const to = v * width + u
        if (smooth.data[to]! > 0 && ink.data[to] === 0) ink.data[to] = ramp(data[to]! / strength)
      }
    }
  }
  return ink
}

function ramp(share: number): number {
  return Math.min(1, Math.max(0, (share - EDGE.paper) / (EDGE.ink - EDGE.paper)))
}
