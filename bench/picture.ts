import { scaleLinear } from 'd3-scale'
import { BATCH } from './contender.ts'
import type { BenchResults } from './results.ts'
import { significant } from './report.ts'

/** The training rates as a picture: bars from zero on a linear scale, so that lengths are what they say. */

const WIDTH = 760
const LABELS = 220
/** To the right of the longest bar. */
const NUMBERS = 70
const BAR = 18
const GAP = 10
const TOP = 52
const BOTTOM = 44

export function drawPicture({ contenders, machine, limits }: Pick<BenchResults, 'contenders' | 'machine' | 'limits'>): string {
  const bars = contenders
    .flatMap(({ title, isOurs, training }) => (training === null ? [] : [{ title, isOurs, rate: training.rate }]))
    .toSorted((a, b) => b.rate.median - a.rate.median)
  const x = scaleLinear([0, Math.max(1, ...bars.map(({ rate }) => rate.median))], [LABELS, WIDTH - NUMBERS]).nice()
  const height = TOP + bars.length * (BAR + GAP) + BOTTOM
  const bottom = height - BOTTOM
  const ticks = x.ticks(6)
  const where = [limits?.adapter.adapter, machine.browser, `${machine.cores} cores`].filter((part) => part !== undefined).join(', ')
  const title = `Training images per second, keras preset, batch ${BATCH}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">${escape(title)}</title>
<style>
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .head { font-size: 15px; font-weight: 600 }
  .quiet { fill: #57606a; font-size: 11px }
  .number { font-variant-numeric: tabular-nums }
  .grid { stroke: #d0d7de }
  .ours { fill: #d9480f }
  .peer { fill: #7d8790 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .quiet { fill: #9198a1 }
    .grid { stroke: #3d444d }
    .ours { fill: #ff7b3d }
    .peer { fill: #8b949e }
  }
</style>
<text class="head" x="0" y="18">${escape(title)}</text>
<text class="quiet" x="0" y="36">${escape(where)}; medians of ${machine.isQuick ? 'a quick run' : 'one run'}</text>
${ticks
  .map(
    (tick) =>
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 4}" y2="${bottom}"/><text class="quiet number" x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${tick.toLocaleString('en')}</text>`,
  )
  .join('\n')}
${bars
  .map(({ title: name, isOurs, rate }, index) => {
    const y = TOP + index * (BAR + GAP)
    const end = x(rate.median)
    return `<text x="${LABELS - 8}" y="${y + 14}" text-anchor="end">${escape(name)}</text><rect class="${isOurs ? 'ours' : 'peer'}" x="${LABELS}" y="${y}" width="${(end - LABELS).toFixed(1)}" height="${BAR}"/><text class="number" x="${(end + 6).toFixed(1)}" y="${y + 14}">${significant(rate.median)}</text>`
  })
  .join('\n')}
</svg>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
