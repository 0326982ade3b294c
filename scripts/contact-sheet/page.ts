import { Random, Stream } from '../../src/core/random'
import { plainDigit, writeHand } from '../../src/data/digits/generate'
import { HANDS, type Hand } from '../../src/data/digits/hands'
import type { Stroke } from '../../src/data/strokes'

/** Room around a digit, as a fraction of the pad; digits are written over 0.5 to 0.8 of it. */
const MARGIN = 0.08

const STYLE = `
  body { margin: 0; padding: 20px 24px; background: #fff; color: #1c1c1e; font: 12px/1.3 system-ui, 'Liberation Sans', sans-serif; }
  section { display: grid; grid-template-columns: 44px 1fr; gap: 0 12px; padding: 12px 0; border-top: 1px solid #ddd; break-inside: avoid; }
  section:first-of-type { border-top: 0; }
  h2 { margin: 0; font-size: 40px; line-height: 1; font-weight: 600; color: #b4530a; }
  ul { margin: 0; padding: 0; list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 12px 18px; }
  .samples { display: flex; gap: 2px; }
  svg { width: 40px; height: 40px; flex: none; }
  svg:first-child { background: #f6efe6; border-radius: 4px; }
  path { fill: none; stroke: #1c1c1e; stroke-linecap: round; stroke-linejoin: round; }
  .share { color: #6b6b70; }`

/**
 * The contact sheet as an HTML page: a row for every digit, and for each of its hands the neat form and digits as the data set has them.
 *
 * @param samples digits per hand
 */
export function sheetPage(samples: number, seed: number): string {
  const sections = HANDS.map((hands, label) => {
    const total = hands.reduce((sum, { weight }) => sum + weight, 0)
    const items = hands.map((hand, variant) => {
      const written = Array.from({ length: samples }, (_, index) => samplesOf(hand, seed, 1000 * label + 100 * variant + index))
      const pictures = [plainDigit(label, variant), ...written].map(drawing).join('')
      const share = `${Math.round((100 * hand.weight) / total)}%`
      return `<li><div class="samples">${pictures}</div>${hand.name} <span class="share">${share}</span></li>`
    })
    return `<section><h2>${label}</h2><ul>${items.join('')}</ul></section>`
  })
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${sections.join('')}`
}

function samplesOf(hand: Hand, seed: number, number: number): Stroke[] {
  return writeHand(hand, new Random(seed, Stream.sample, number))
}

function drawing(strokes: readonly Stroke[]): string {
  const lines = strokes.map(({ points, width }) => {
    const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(3)} ${y.toFixed(3)}`).join('')
    return `<path d="${path}" stroke-width="${width.toFixed(3)}"/>`
  })
  return `<svg viewBox="${MARGIN} ${MARGIN} ${1 - 2 * MARGIN} ${1 - 2 * MARGIN}">${lines.join('')}</svg>`
}
