import { scaleLinear, scaleLog } from 'd3-scale'
import type { CostResults, Measurement, SweepResult } from './measurement.ts'
import type { Sweep } from './points.ts'
import { SWEEP_TITLES } from './report.ts'

/**
 * How cost grows, as an SVG that stands alone and follows the reader's light or dark theme: for each sweep the rate of a training step, and that of one
 * large product beside it. Rates begin at zero; what is swept is on a logarithmic axis, so that a cost that grows evenly is a level line.
 */

const PANEL = { width: 320, height: 170, left: 46, gap: 54, top: 92, row: 250 } as const
const COLUMNS = 2
const SIZE = { width: PANEL.left + COLUMNS * PANEL.width + (COLUMNS - 1) * PANEL.gap + 16, below: 34 } as const
/** Of the rounds' spread, above and below a point. */
const DOT = 3.5

export function drawCost(results: CostResults): string {
  const { sweeps, adapter, machine, isQuick } = results
  const height = PANEL.top + Math.ceil(sweeps.length / COLUMNS) * PANEL.row - PANEL.row + PANEL.height + SIZE.below
  const title = 'How fast a training step is as networks grow'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(description(sweeps))}</desc>`,
    STYLE,
    `<text class="head" x="0" y="18">${escape(title)}</text>`,
    `<text class="quiet" x="0" y="36">${escape([adapter, machine.browser, `${machine.cores} cores`].join(', '))}; medians of ${isQuick ? 'a quick run' : 'one run'}, GFLOP/s</text>`,
    `<path class="training" d="M0,50H22"/><text class="quiet" x="28" y="54">training step, all of it</text>`,
    `<path class="limit" d="M180,50H202"/><text class="quiet" x="208" y="54">one large product, in the same rounds</text>`,
    ...sweeps.flatMap((sweep, index) => drawPanel(sweep, index)),
    '</svg>',
    '',
  ].join('\n')
}

const STYLE = `<style>
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .head { font-size: 15px; font-weight: 600 }
  .quiet { fill: #57606a; font-size: 11px }
  .number { font-variant-numeric: tabular-nums }
  .grid { fill: none; stroke: #d0d7de }
  .training { fill: none; stroke: #d9480f; stroke-width: 2 }
  .dot { fill: #d9480f }
  .limit { fill: none; stroke: #7d8790; stroke-width: 2; stroke-dasharray: 5 4 }
  .spread { stroke: #d9480f; opacity: .45 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .quiet { fill: #9198a1 }
    .grid { stroke: #3d444d }
    .training, .spread { stroke: #ff7b3d }
    .dot { fill: #ff7b3d }
    .limit { stroke: #8b949e }
  }
</style>`

function drawPanel({ sweep, measurements }: SweepResult, index: number): string[] {
  const left = PANEL.left + (index % COLUMNS) * (PANEL.width + PANEL.gap)
  const top = PANEL.top + Math.floor(index / COLUMNS) * PANEL.row
  const values = measurements.map(({ point }) => point[sweep])
  const x = axisOf(values)
  const highest = Math.max(1, ...measurements.flatMap(({ training, limit }) => [training.max, limit.median]))
  const y = scaleLinear([0, highest], [PANEL.height, 0]).nice(4)
  const line = (rate: (measurement: Measurement) => number) =>
    measurements.map((measurement) => `${round(x(measurement.point[sweep]))},${round(y(rate(measurement)))}`).join('L')
  return [
    `<g transform="translate(${left},${top})">`,
    `<text x="0" y="-10">${SWEEP_TITLES[sweep]}</text>`,
    ...y
      .ticks(4)
      .map(
        (tick) =>
          `<path class="grid" d="M0,${round(y(tick))}H${PANEL.width}"/><text class="quiet number" x="-8" y="${round(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
      ),
    ...values.map(
      (value) =>
        `<text class="quiet number" x="${round(x(value))}" y="${PANEL.height + 16}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
    ),
    `<path class="limit" d="M${line(({ limit }) => limit.median)}"/>`,
    ...measurements.map(({ point, training }) => {
      const at = round(x(point[sweep]))
      return `<path class="spread" d="M${at},${round(y(training.min))}V${round(y(training.max))}"/>`
    }),
    `<path class="training" d="M${line(({ training }) => training.median)}"/>`,
    ...measurements.map(
      ({ point, training }) => `<circle class="dot" cx="${round(x(point[sweep]))}" cy="${round(y(training.median))}" r="${DOT}"/>`,
    ),
    '</g>',
  ]
}

/** From the smallest to the largest, a little inside the panel; one value stands in the middle. */
function axisOf(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (least === most) return () => PANEL.width / 2
  return scaleLog([least, most], [14, PANEL.width - 14])
}

function description(sweeps: readonly SweepResult[]): string {
  const share = ({ share }: Measurement) => `${Math.round(100 * share.median)} %`
  const range = (sweep: Sweep, measurements: readonly Measurement[]) =>
    measurements.map((measurement) => `${share(measurement)} at ${measurement.point[sweep]}`).join(', ')
  return sweeps
    .map(
      ({ sweep, measurements }) => `${SWEEP_TITLES[sweep]}: a training step reaches ${range(sweep, measurements)} of one product’s rate.`,
    )
    .join(' ')
}

function round(value: number): number {
  return Math.round(10 * value) / 10
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
