import type { StoreApi } from 'zustand/vanilla'
import type { AxisScale, Store } from '../../../state/app-state'
import { setAttribute, setData, setText, setVariable } from '../../kit/dom'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { followPointers } from './chart-input'
import type { ChartView } from './chart-view'
import { colorsOf } from './curve-colors'
import { type CurveLine, epochPoints, lineOf, type Quantity, ratesAt, testedBy } from './curve-lines'
import { CurvePlot } from './curve-plot'
import { figuresOf, type LookedAt, valuesAt } from './looked-at'
import type { ValueAxis } from './value-range'

/** CSS pixels: the field of every chart is 13rem high, that of the rate lower; numbers are under it. */
export const HEIGHTS: Readonly<Record<Quantity, number>> = { loss: 233, accuracy: 233, rate: 133 }
/** Between two drawings of a run that grows, milliseconds: the eye follows, and the page has time for the pen. */
const INTERVAL = 100
/** Without a value: that of ten equal guesses is 2.3; a usual rate is 0.001. */
const EMPTY: Readonly<Record<Quantity, number>> = { loss: 2.5, accuracy: 1, rate: 0.001 }

export interface ChartOptions {
  readonly store: StoreApi<Store>
  readonly view: ChartView
  readonly quantity: Quantity
  readonly scale: AxisScale
  readonly words: Messages['training']['curves']
  readonly format: Format
}

export interface DrawnChart {
  /** After the colours changed. */
  redraw(): void
  end(): void
}

/** Draws a chart into its figure, as the run goes on and as it is looked at, without rendering React. */
export function keepDrawn(figure: HTMLElement, options: ChartOptions): DrawnChart {
  const { store, view, quantity, words, format } = options
  const place = figure.querySelector<HTMLElement>('[data-plot]')!
  const over = figure.querySelector<HTMLElement>('[data-over]')!
  let plot: CurvePlot | null = null
  let line: CurveLine | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame: number | undefined

  const draw = (): void => {
    clearTimeout(timer)
    timer = frame = undefined
    plot ??= plotOf(place, figure, options, mark)
    const state = store.getState()
    const content = state.series.view()
    line = contentOf(state, quantity)
    plot.draw({
      steps: content.steps,
      line,
      points: epochPoints(state.training, quantity),
      shown: view.shown,
      isZoomed: view.window !== null,
      past: state.past.at,
    })
    // What a canvas holds cannot be asked of it.
    setData(place, 'steps', state.series.stepCount)
  }
  const soon = (): void => {
    timer ??= setTimeout(draw, INTERVAL)
  }
  /** Cursor, its dot, what is dragged over, and what is said of all that. */
  const mark = (): void => {
    const { step: asked, shown, selection } = view
    const values = asked === null ? null : valuesAt(store.getState(), asked)
    const share = (step: number): number => (step - shown.from) / (shown.to - shown.from)
    const at = values === null ? -1 : share(values.step)
    const isInView = at >= 0 && at <= 1
    const depth = values === null || line === null ? null : (plot?.depthOf(line.middle[values.place] ?? NaN) ?? null)
    show('cursor', isInView, ['--at', at])
    show('dot', isInView && depth !== null, ['--at', at], ['--depth', depth ?? 0])
    const [from, to] = selection === null ? [0, 0] : [selection.from, selection.to].map(share).toSorted((a, b) => a - b)
    show('selection', selection !== null, ['--from', from ?? 0], ['--to', to ?? 0])
    setText(figure.querySelector('[data-detail]'), values === null ? '' : detailOf(store.getState(), values, options))
    if (over.role === 'slider' && values !== null) say(over, values)
  }
  const show = (name: string, isShown: boolean, ...variables: readonly (readonly [`--${string}`, number])[]): void => {
    const element = over.querySelector<HTMLElement>(`[data-${name}]`)
    if (element === null) return
    if (element.hidden === isShown) element.hidden = !isShown
    for (const [variable, value] of variables) setVariable(element, variable, value)
  }
  const say = (slider: HTMLElement, values: LookedAt): void => {
    setAttribute(slider, 'aria-valuemin', '1')
    setAttribute(slider, 'aria-valuemax', String(store.getState().series.view().steps.at(-1) ?? 1))
    setAttribute(slider, 'aria-valuenow', String(values.step))
    setAttribute(slider, 'aria-valuetext', words.spoken(figuresOf(values, format)))
  }

  let { window } = view
  const follow = (): void => {
    if (window !== view.window) {
      window = view.window
      frame ??= requestAnimationFrame(draw)
    } else mark()
  }
  // Each is made in a task of its own: all, with the panel around them, would hold up the page.
  timer = setTimeout(draw)
  const ends = [
    followPointers(over, view),
    view.subscribe(follow),
    store.getState().series.subscribe(soon),
    store.subscribe((state, before) => {
      if (state.view.curves !== before.view.curves || state.past.at !== before.past.at) frame ??= requestAnimationFrame(draw)
      else if (state.training.epochs !== before.training.epochs || state.training.planned !== before.training.planned) soon()
    }),
  ]
  const observer = new ResizeObserver(() => plot?.resize(place.clientWidth))
  observer.observe(place)
  return {
    redraw: () => plot?.redraw(),
    end() {
      for (const end of ends) end()
      observer.disconnect()
      clearTimeout(timer)
      if (frame !== undefined) cancelAnimationFrame(frame)
      plot?.destroy()
    },
  }
}

function plotOf(place: HTMLElement, figure: HTMLElement, { quantity, scale, format }: ChartOptions, onDrawn: () => void): CurvePlot {
  const axis: ValueAxis = { scale, most: quantity === 'accuracy' ? 1 : null, empty: EMPTY[quantity] }
  return new CurvePlot(place, {
    axis,
    height: HEIGHTS[quantity],
    font: `12px ${getComputedStyle(figure).fontFamily}`,
    formatX: format.integer,
    formatY: (value) =>
      quantity === 'accuracy'
        ? format.percent(value, Math.abs(100 * value - Math.round(100 * value)) < 1e-6 ? 0 : 1)
        : format.significant(value),
    colors: () => colorsOf(figure),
    onDrawn,
  })
}

/** What is drawn of a run. A rate has no batches that it could be among. */
function contentOf({ series, training, view }: Store, quantity: Quantity): CurveLine {
  const content = series.view()
  if (quantity !== 'rate') return lineOf(content, quantity, view.curves.smoothing)
  const nothing = new Float32Array(content.steps.length).fill(NaN)
  return { low: nothing, high: nothing, middle: ratesAt(training, content.steps) ?? nothing }
}

/** What the line does not say: the batches themselves, and the last test. */
function detailOf({ series, training }: Store, { place, step }: LookedAt, { quantity, words, format }: ChartOptions): string {
  if (quantity === 'rate') return ''
  const { counts, lossLow, lossHigh, accuracyLow, accuracyHigh } = series.view()
  const value = (of: number): string => (quantity === 'loss' ? format.decimal(of, 3) : format.percent(of))
  const [low, high] = quantity === 'loss' ? [lossLow[place]!, lossHigh[place]!] : [accuracyLow[place]!, accuracyHigh[place]!]
  const count = counts[place]!
  const batches = count === 1 ? words.batchAt(value(low)) : words.batchesAt(format.integer(count), value(low), value(high))
  const tested = testedBy(training, step)
  if (tested === null) return batches
  return words.both(
    batches,
    words.testedAt(format.integer(tested.epoch + 1), value(quantity === 'loss' ? tested.testLoss : tested.testAccuracy)),
  )
}
