import { describe, expect, it } from 'vitest'
import { type ColorScale, gateScale, inkScale, probabilityScale, scaleOfRole, stateScale } from './scales'

/** CIE L* of entry `index`; source: CIE 15:2004 with sRGB's transfer function and white. */
function lightness(scale: ColorScale, index: number): number {
  const linear = (byte: number) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
  const [red, green, blue] = scale.table.subarray(4 * index, 4 * index + 3)
  const luminance = 0.2126 * linear(red!) + 0.7152 * linear(green!) + 0.0722 * linear(blue!)
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance
}

describe('colour scales', () => {
  it.each([
    ['gate', gateScale],
    ['probability', probabilityScale],
    ['ink', inkScale],
  ])('%s grows lighter from end to end', (_, scale) => {
    for (let index = 1; index < 256; index++) expect(lightness(scale, index)).toBeGreaterThanOrEqual(lightness(scale, index - 1) - 0.3)
    expect(lightness(scale, 0)).toBeLessThan(12)
    expect(lightness(scale, 255)).toBeGreaterThan(90)
  })

  it('state is darkest at 0 and equally light on both sides', () => {
    for (let index = 129; index < 256; index++) {
      expect(lightness(stateScale, index)).toBeGreaterThanOrEqual(lightness(stateScale, index - 1) - 0.3)
      expect(Math.abs(lightness(stateScale, index) - lightness(stateScale, 255 - index))).toBeLessThan(4)
    }
  })

  it('clamps what lies outside and gives NaN the low end', () => {
    expect(stateScale.index(-7)).toBe(0)
    expect(stateScale.index(7)).toBe(255)
    expect(stateScale.index(Number.NaN)).toBe(0)
    expect(gateScale.css(0.5)).toMatch(/^rgb\(\d+ \d+ \d+\)$/)
  })

  it('gives every declared role its scale', () => {
    expect([scaleOfRole('gate'), scaleOfRole('state'), scaleOfRole('probability')]).toEqual([gateScale, stateScale, probabilityScale])
    expect([scaleOfRole('activation'), scaleOfRole('memory'), scaleOfRole('output')]).toEqual([gateScale, stateScale, stateScale])
  })
})
