import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Marks of charts are told from the page at 3:1, and text at 4.5:1, in light and dark (WCAG 2.2, 1.4.3 and 1.4.11). */

const UI = join(import.meta.dirname, '..', 'src', 'ui')
const GROUNDS = ['paper', 'raised', 'sunken'] as const
const TEXTS = ['ink', 'ink-2', 'ink-3', 'accent', 'error', 'good'] as const
const MARKS = ['edge'] as const

type Themes = readonly [light: string, dark: string]

/** Colours of a style sheet that differ between light and dark: `--mark: light-dark(#…, #…)`. */
function colours(css: string): readonly (readonly [name: string, Themes])[] {
  return [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    [light!, dark!],
  ])
}

const tokens = new Map(colours(readFileSync(join(UI, 'kit/tokens.css'), 'utf8')))

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

function expectToldApart(themes: Themes, least: number): void {
  for (const ground of GROUNDS) {
    const under = tokens.get(ground)!
    expect(contrast(themes[0], under[0]), `light, on ${ground}`).toBeGreaterThanOrEqual(least)
    expect(contrast(themes[1], under[1]), `dark, on ${ground}`).toBeGreaterThanOrEqual(least)
  }
}

const marks = readdirSync(UI, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css') && !path.endsWith('tokens.css'))
  .flatMap((path) => colours(readFileSync(join(UI, path), 'utf8')).map(([name, themes]) => ({ name: `${path}: --${name}`, themes })))

describe('contrast', () => {
  it.each(TEXTS)('of text in --%s', (name) => expectToldApart(tokens.get(name)!, 4.5))

  it.each(MARKS)('of marks in --%s', (name) => expectToldApart(tokens.get(name)!, 3))

  it('knows the colours that charts are drawn in', () => expect(marks.length).toBeGreaterThan(8))

  it.each(marks)('of $name', ({ themes }) => expectToldApart(themes, 3))
})
