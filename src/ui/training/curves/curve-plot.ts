import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { logTicks } from '../../kit/log-ticks'
import { columnsOf } from './columns'
import type { CurveLine, EpochPoint } from './curve-lines'
import type { StepWindow } from './step-window'
import { extentOf, valueRange, type ValueAxis } from './value-range'

/** Colours as a canvas takes them; asked for once in every drawing, so that a change of theme needs only a redraw. */
export interface PlotColors {
  /** The lowest and the highest batch, and what is between them. */
  readonly raw: string
  readonly band: string
  readonly smooth: string
  /** Points measured on the test digits. */
  readonly test: string
  /** The step that the page looks back at. */
  readonly past: string
  readonly line: string
  readonly text: string
}

export interface CurvePlotOptions {
  readonly axis: ValueAxis
  readonly height: number
  readonly font: string
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  readonly colors: () => PlotColors
  /** Where values stand is known from here on. */
  readonly onDrawn: () => void
}

/** What is drawn: arrays of one length, only looked at until the next time. */
export interface PlotContent {
  readonly steps: Float64Array
  readonly line: CurveLine
  readonly points: readonly EpochPoint[]
  readonly shown: StepWindow
  readonly isZoomed: boolean
  /** The step that the page looks back at; null for none. */
  readonly past: number | null
}

/** Between two numbers of the axis: no half steps. */
const WHOLE_STEPS = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat()
/**
 * Around what is plotted, in CSS pixels, as around every chart of the page (`kit/Chart.module.css`), with room for the half of a point that stands at its end.
 * The style sheet takes that room back, and lays over the plot what follows the pointer.
 */
const ROOM = 5
const PADDING: uPlot.Padding = [ROOM, ROOM, 0, 0]
const AXIS = { x: 20, y: 48 } as const
/** From the plot to the top of the numbers under it, and to the numbers beside it. */
const GAP = 8
const MOST_TICKS = 6
const NOTHING: PlotContent = {
  steps: new Float64Array(0),
  line: { low: new Float32Array(0), high: new Float32Array(0), middle: new Float32Array(0) },
  points: [],
  shown: { from: 0, to: 1 },
  isZoomed: false,
  past: null,
}

/** One chart of a training run: batches from the lowest to the highest, a line through them, and points at the epochs' ends. Wraps uPlot, without its cursor. */
export class CurvePlot {
  readonly #plot: uPlot
  #content = NOTHING
  /** Of this drawing: each costs a look at the style sheet. */
  #colors: PlotColors | null = null
  /** Lowest and highest of what is in view. */
  #extent: ReturnType<typeof extentOf> = { low: null, high: null }
  /** Where numbers stand under the plot. */
  #splits: readonly number[] = []

  constructor(host: HTMLElement, options: CurvePlotOptions) {
    const { font, axis } = options
    const colors = (): PlotColors => (this.#colors ??= options.colors())
    const isLog = axis.scale === 'log'
    const axisOf = (size: number): uPlot.Axis => ({
      size,
      gap: GAP,
      font,
      stroke: () => colors().text,
      ticks: { show: false },
    })
    this.#plot = new uPlot(
      {
        width: Math.max(1, host.clientWidth),
        height: options.height,
        padding: PADDING,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [this.#content.shown.from, this.#content.shown.to] },
          y: {
            distr: isLog ? 3 : 1,
            range: () => valueRange(axis, this.#extent, this.#content),
          },
        },
        axes: [
          // Across the steps only the ends of epochs are ruled.
          {
            ...axisOf(AXIS.x),
            grid: { show: false },
            incrs: WHOLE_STEPS,
            // Written by `#writeSteps`: here all would be centred, and the last would stand out of the chart.
            values: (_, splits) => {
              this.#splits = splits
              return splits.map(() => '')
            },
          },
          {
            ...axisOf(AXIS.y),
            grid: { stroke: () => colors().line, width: 1 },
            ...(isLog && { splits: (_, __, low, high) => [...logTicks(low, high, MOST_TICKS)], filter: (_, splits) => splits }),
            values: (_, splits) => splits.map((value) => options.formatY(value)),
          },
        ],
        bands: [{ series: [2, 1], fill: () => colors().band }],
        series: [
          {},
          { stroke: () => colors().raw, width: 1, points: { show: false } },
          { stroke: () => colors().raw, width: 1, points: { show: false } },
          { stroke: () => colors().smooth, width: 2, points: { show: false } },
        ],
        hooks: {
          drawClear: [() => void (this.#colors = null)],
          draw: [(plot) => this.#drawMarks(plot, colors()), (plot) => this.#writeSteps(plot, options, colors()), options.onDrawn],
        },
      },
      [new Float64Array(0), new Float32Array(0), new Float32Array(0), new Float32Array(0)],
      host,
    )
  }

  draw(content: PlotContent): void {
    this.#content = content
    const { steps, low, high, middle } = columnsOf(content.steps, content.line, content.shown, Math.max(1, this.#width))
    this.#extent = extentOf(steps, [low, high, middle], content.shown)
    this.#plot.setData([steps, low, high, middle])
  }

  /** How far below the top of what is plotted a value stands, as a share of its height; null where it is out of view. */
  depthOf(value: number): number | null {
    const depth = (this.#plot.valToPos(value, 'y') * uPlot.pxRatio) / this.#plot.bbox.height
    return depth >= 0 && depth <= 1 ? depth : null
  }

  /** Of what is plotted, in CSS pixels. */
  get #width(): number {
    return Math.round(this.#plot.bbox.width / uPlot.pxRatio)
  }

  resize(width: number): void {
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.#plot.height })
  }

  /** After the colours changed. */
  redraw(): void {
    this.#plot.redraw(false)
  }

  destroy(): void {
    this.#plot.destroy()
  }

  /** Numbers under the plot, none of which stands out of it. */
  #writeSteps(plot: uPlot, { font, formatX }: CurvePlotOptions, { text }: PlotColors): void {
    const { ctx, bbox } = plot
    const ratio = uPlot.pxRatio
    ctx.save()
    ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio))
    ctx.fillStyle = text
    ctx.textBaseline = 'top'
    for (const step of this.#splits) {
      const label = formatX(step)
      const half = ctx.measureText(label).width / 2
      const at = Math.min(bbox.left + bbox.width - half, Math.max(bbox.left + half, plot.valToPos(step, 'x', true)))
      ctx.fillText(label, at - half, bbox.top + bbox.height + GAP * ratio)
    }
    ctx.restore()
  }

  #drawMarks(plot: uPlot, { test, text, past }: PlotColors): void {
    const { ctx, bbox } = plot
    const { points, shown } = this.#content
    const ratio = uPlot.pxRatio
    const isShown = (step: number): boolean => step >= shown.from && step <= shown.to
    ctx.save()
    for (const { step, value } of points.filter((point) => isShown(point.step))) {
      const x = Math.round(plot.valToPos(step, 'x', true))
      ctx.globalAlpha = 0.35
      ctx.fillStyle = text
      ctx.fillRect(x, bbox.top, Math.max(1, Math.round(ratio)), bbox.height)
      ctx.globalAlpha = 1
      ctx.fillStyle = test
      ctx.beginPath()
      ctx.arc(x, plot.valToPos(value, 'y', true), 4 * ratio, 0, 2 * Math.PI)
      ctx.fill()
    }
    if (this.#content.past !== null && isShown(this.#content.past)) {
      const x = Math.round(plot.valToPos(this.#content.past, 'x', true))
      ctx.strokeStyle = past
      ctx.lineWidth = 2 * ratio
      ctx.setLineDash([5 * ratio, 3 * ratio])
      ctx.beginPath()
      ctx.moveTo(x, bbox.top)
      ctx.lineTo(x, bbox.top + bbox.height)
      ctx.stroke()
    }
    ctx.restore()
  }
}
