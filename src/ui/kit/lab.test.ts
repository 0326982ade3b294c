import { interpolateLab, piecewise } from 'd3-interpolate'
import { expect, it } from 'vitest'
import { colorAt } from './lab'

it.each([
  [['#111223', '#253f7a', '#2178a3', '#32b8b6', '#8ae4b7', '#e5fad0']],
  [['#dee3ff', '#a8b2ff', '#657be9', '#2744aa', '#131318', '#604709', '#a07b00', '#deb542', '#ffe8a9']],
  [['#000000', '#ffffff']],
  [['#0000ff', '#ffff00', '#ff0000']],
])('colours between %j are those of d3', (stops) => {
  const expected: (position: number) => string = piecewise(interpolateLab, [...stops])
  for (let entry = 0; entry < 256; entry++) {
    const theirs = (expected(entry / 255).match(/\d+/g) ?? []).map(Number)
    // A channel that lies halfway between two bytes may be rounded to either.
    colorAt(stops, entry / 255).forEach((ours, channel) => expect(Math.abs(ours - (theirs[channel] ?? Number.NaN))).toBeLessThanOrEqual(1))
  }
})
