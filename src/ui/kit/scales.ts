import type { SignalRole } from '../../nn/spec/definition'
import { colorAt } from './lab'

/**
 * The colours of data: one scale for gates, one for states, one for probabilities, one for ink; the same in light and dark.
 *
 * All are drawn on a dark field: nothing is dark, something is light. Lightness (CIE L*) grows evenly with the value, or with its distance from 0,
 * so that the maps read the same to a colour-blind eye and in print; the state scale adds blue against yellow, the pair that every
 * common kind of colour blindness keeps apart. The stops were picked in HCL at L* ≈ 6 … 96.
 */
export interface ColorScale {
  /** Values at both ends of the table; what lies outside takes the end's colour. */
  readonly domain: readonly [low: number, high: number]
  /** 256 colours, RGBA bytes, from low to high: row `4·index` goes straight into an `ImageData`. */
  readonly table: Uint8ClampedArray
  /** Which of the 256 colours a value has; NaN counts as the low end. */
  index(value: number): number
  /** A value's colour for CSS. */
  css(value: number): string
  /** The whole scale as a CSS gradient, low at the left, for a legend. */
  readonly gradient: string
}

const TABLE_SIZE = 256

function createScale(domain: readonly [number, number], stops: readonly string[]): ColorScale {
  const table = new Uint8ClampedArray(4 * TABLE_SIZE)
  for (let entry = 0; entry < TABLE_SIZE; entry++) {
    table.set([...colorAt(stops, entry / (TABLE_SIZE - 1)), 255], 4 * entry)
  }
  const [low, high] = domain
  const factor = (TABLE_SIZE - 1) / (high - low)
  const index = (value: number) => {
    const position = Math.round((value - low) * factor)
    return position > 0 ? Math.min(position, TABLE_SIZE - 1) : 0
  }
  const css = (value: number) => {
    const at = 4 * index(value)
    return `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`
  }
  const gradientStops = Array.from({ length: 17 }, (_, step) => css(low + ((high - low) * step) / 16))
  return { domain, table, index, css, gradient: `linear-gradient(to right, ${gradientStops.join(', ')})` }
}

/** Gates, 0 closed … 1 open. */
export const gateScale = createScale([0, 1], ['#111223', '#253f7a', '#2178a3', '#32b8b6', '#8ae4b7', '#e5fad0'])

/** States, -1 … 1, dark at 0. */
export const stateScale = createScale(
  [-1, 1],
  ['#dee3ff', '#a8b2ff', '#657be9', '#2744aa', '#131318', '#604709', '#a07b00', '#deb542', '#ffe8a9'],
)

/** Probabilities, 0 … 1, in the accent's hue: what the network believes. */
export const probabilityScale = createScale([0, 1], ['#15151a', '#812414', '#e3571b', '#ffa95d', '#fff0c6'])

/** Ink of a picture, 0 … 1, white on dark as MNIST is. */
export const inkScale = createScale([0, 1], ['#0c0d11', '#fbfbf6'])

/** The scale of a signal by the role its layer declares. */
export function scaleOfRole(role: SignalRole): ColorScale {
  switch (role) {
    // What exceeds 1 is as light as 1.
    case 'activation':
    case 'gate':
      return gateScale
    case 'candidate':
    case 'memory':
    case 'state':
    case 'output':
      return stateScale
    case 'probability':
      return probabilityScale
    default:
      return role satisfies never
  }
}
