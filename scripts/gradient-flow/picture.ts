import { scaleLinear, scaleLog } from 'd3-scale'
import type { Flow } from './flow'
import type { FreshModel, FreshSequence } from './fresh'
import type { Spread } from './quantiles'

/** The figures of untrained readers as an SVG that stands alone and follows the reader's light or dark theme. */

const PANEL = { width: 380, height: 260, left: 62, gap: 36, top: 54 } as const
const LEGEND = { top: 368, row: 24, column: 290 } as const
const SIZE = { width: PANEL.left + 2 * PANEL.width + PANEL.gap + 20, height: 406 } as const
/** Powers of ten that the axis shows; what lies beyond leaves the picture. */
const POWERS = { min: -12, max: 6, step: 3 } as const

/** Light and dark. RNNs are warm, LSTMs are blue. */
const COLORS: Readonly<Record<FreshModel['key'], readonly [light: string, dark: string]>> = {
  'rnn-orthogonal': ['#b45309', '#f0a04b'],
  'rnn-glorot': ['#be123c', '#fb7189'],
  'rnn-he': ['#7e22ce', '#c58af9'],
  lstm: ['#0369a1', '#57b8f0'],
  'lstm-span': ['#0f766e', '#4fd1c0'],
}
/** Of one line: one for every third pixel. */
const POINTS = 132

const y = scaleLog([10 ** POWERS.min, 10 ** POWERS.max], [PANEL.height, 0])

export function drawFlows(sequences: readonly FreshSequence[]): string {
  const [models = []] = sequences.map(({ flows }) => flows)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="title description">`,
    `<title id="title">How much of the gradient is left on its way back through untrained readers</title>`,
    `<desc id="description">${description(sequences)}</desc>`,
    style(),
    `<text class="caption" x="${PANEL.left}" y="16">‖∂L/∂h_t‖ of RNNs and ‖∂L/∂C_t‖ of LSTMs, relative to the last timestep; median and 5–95 % of pictures</text>`,
    ...sequences.flatMap((sequence, index) => drawPanel(sequence, index)),
    ...models.flatMap((model, index) => drawLegend(model, index)),
    '</svg>',
    '',
  ].join('\n')
}

function style(): string {
  const rules = (theme: 0 | 1, text: string, line: string) =>
    [`text{fill:${text}}.axis{stroke:${line}}`, ...Object.entries(COLORS).map(([key, colors]) => `.${key}{--ink:${colors[theme]}}`)].join(
      '',
    )
  return [
    '<style>',
    "text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif}.caption{font-size:14px}.number{text-anchor:end;font-size:11px}.step{text-anchor:middle;font-size:11px}",
    '.axis{fill:none;stroke-width:1}.median{fill:none;stroke:var(--ink);stroke-width:2}.spread{fill:var(--ink);opacity:.18}',
    rules(0, '#4a4d55', '#d5d5cf'),
    `@media(prefers-color-scheme:dark){${rules(1, '#b9bbc1', '#3a3d44')}}`,
    '</style>',
  ].join('')
}

function drawPanel({ title, flows }: FreshSequence, index: number): string[] {
  const left = PANEL.left + index * (PANEL.width + PANEL.gap)
  const steps = flows[0]?.ratios.length ?? 1
  const x = scaleLinear([1, steps], [0, PANEL.width])
  const powers = Array.from({ length: (POWERS.max - POWERS.min) / POWERS.step + 1 }, (_, place) => POWERS.min + place * POWERS.step)
  const clip = `panel-${index}`
  return [
    `<g transform="translate(${left},${PANEL.top})">`,
    `<clipPath id="${clip}"><rect width="${PANEL.width}" height="${PANEL.height}"/></clipPath>`,
    ...powers.map((power) => `<path class="axis" d="M0,${round(y(10 ** power))}H${PANEL.width}"/>`),
    ...(index === 0
      ? powers.map((power) => `<text class="number" x="-8" y="${round(y(10 ** power)) + 4}">${powerText(power)}</text>`)
      : []),
    ...[1, Math.round(steps / 2), steps].map(
      (step) => `<text class="step" x="${round(x(step))}" y="${PANEL.height + 18}">${step === 1 ? 'step 1' : step}</text>`,
    ),
    `<text x="0" y="-8">${title}</text>`,
    `<g clip-path="url(#${clip})">`,
    ...flows.map((flow) => drawFlow(flow, x)),
    '</g>',
    '</g>',
  ]
}

function drawFlow({ key, ratios }: FreshModel & Flow, x: (step: number) => number): string {
  const stride = Math.ceil(ratios.length / POINTS)
  const drawn = ratios.map((spread, t) => ({ spread, t })).filter(({ t }) => t % stride === 0 || t === ratios.length - 1)
  const points = (pick: (spread: Spread) => number) => drawn.map(({ spread, t }) => `${round(x(t + 1))},${round(height(pick(spread)))}`)
  const edge = [...points(({ high }) => high), ...points(({ low }) => low).toReversed()]
  return `<g class="${key}"><path class="spread" d="M${edge.join('L')}Z"/><path class="median" d="M${points(({ median }) => median).join('L')}"/></g>`
}

function drawLegend({ key, title }: FreshModel, index: number): string[] {
  const left = PANEL.left + (index % 3) * LEGEND.column
  const top = LEGEND.top + Math.floor(index / 3) * LEGEND.row
  return [
    `<g class="${key}" transform="translate(${left},${top})">`,
    `<path class="median" d="M0,-4H22"/><text x="30" y="0">${title}</text>`,
    '</g>',
  ]
}

/** What cannot be drawn on a logarithmic axis lies far beyond the picture's edge. */
function height(ratio: number): number {
  return y(Math.min(Math.max(ratio, 1e-40), 1e40))
}

function powerText(power: number): string {
  const digits = String(Math.abs(power)).replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')
  return power === 0 ? '1' : `10${power < 0 ? '⁻' : ''}${digits}`
}

function description(sequences: readonly FreshSequence[]): string {
  const first = (flow: Flow) => flow.ratios[0]!.median.toExponential(1)
  return sequences
    .map(({ title, flows }) => `${title}, median at the first step: ${flows.map((flow) => `${flow.title} ${first(flow)}`).join('; ')}.`)
    .join(' ')
}

function round(value: number): number {
  return Math.round(10 * value) / 10
}
