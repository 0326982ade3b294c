import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

/** Colours as a canvas takes them; asked for at every drawing, so that a change of theme needs only a redraw. */
export interface PlotColors {
  /** Every batch's own value. */
  readonly raw: string
  readonly smooth: string
  /** Points measured on the test digits. */
  readonly test: string
  readonly line: string
  readonly text: string
}

/** A point that belongs to an epoch's end. */
export interface EpochPoint {
  /** Last step of the epoch, from 1. */
  readonly step: number
  readonly value: number
}

export interface CurvePlotOptions {
  /** Highest value of the y axis, its lowest being 0; `fit` follows the data. */
  readonly top: number | 'fit'
  readonly height: number
  readonly font: string
  readonly labels: { readonly x: string; readonly y: string }
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  readonly colors: () => PlotColors
  /** Hears the index of the step under the pointer, null when there is none. */
  readonly onHover: (index: number | null) => void
}

/** A run shorter than this still gets so many steps of axis: three points should not fill a chart. */
const FEWEST_STEPS = 20
/** Between two numbers of the axis: no half steps. */
const WHOLE_STEPS = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat()
/** Of the loss, before there is one: that of ten equal guesses is 2.3. */
const EMPTY_TOP = 2.5

/** One chart of a training run: raw values, their smoothed line, and points at the epochs' ends. Wraps uPlot; draws views of the series without copying. */
export class CurvePlot {
  readonly #plot: uPlot
  #points: readonly EpochPoint[] = []

  constructor(host: HTMLElement, options: CurvePlotOptions) {
    const { colors, font, labels, top } = options
    const axis = (label: string, size: number, lines: boolean, format: (value: number) => string, incrs?: number[]): uPlot.Axis => ({
      label,
      size,
      labelSize: 20,
      labelGap: 2,
      gap: 4,
      font,
      labelFont: font,
      stroke: () => colors().text,
      grid: { show: lines, stroke: () => colors().line, width: 1 },
      ticks: { show: false },
      ...(incrs && { incrs }),
      values: (_, splits) => splits.map(format),
    })
    this.#plot = new uPlot(
      {
        width: Math.max(1, host.clientWidth),
        height: options.height,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: {
          x: { time: false, range: (_, _low, high) => [0, Math.max(high ?? 0, FEWEST_STEPS)] },
          y: { range: (_, _low, high) => [0, top === 'fit' ? 1.05 * (high || EMPTY_TOP) : top] },
        },
        // Across the steps only the ends of epochs are ruled.
        axes: [axis(labels.x, 26, false, options.formatX, WHOLE_STEPS), axis(labels.y, 44, true, options.formatY)],
        series: [
          {},
          { stroke: () => colors().raw, width: 1, points: { show: false } },
          { stroke: () => colors().smooth, width: 2, points: { show: false } },
        ],
        hooks: {
          draw: [(plot) => this.#drawPoints(plot, colors())],
          setCursor: [(plot) => options.onHover(plot.cursor.idx ?? null)],
        },
      },
      [new Float64Array(0), new Float32Array(0), new Float32Array(0)],
      host,
    )
  }

  /** All of one length; only looked at until the next call. */
  setData(steps: Float64Array, raw: Float32Array, smooth: Float32Array, points: readonly EpochPoint[]): void {
    this.#points = points
    this.#plot.setData([steps, raw, smooth])
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

  #drawPoints(plot: uPlot, { test, text }: PlotColors): void {
    const { ctx, bbox } = plot
    const ratio = uPlot.pxRatio
    ctx.save()
    for (const { step, value } of this.#points) {
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
    ctx.restore()
  }
}
