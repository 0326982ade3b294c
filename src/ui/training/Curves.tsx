import { useCallback, useEffect, useRef } from 'react'
import type { EpochResult } from '../../nn/spec/run-events'
import type { SeriesView } from '../../state/series'
import { useThemeChange } from '../kit/media'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../kit/store'
import { CurvePlot, type EpochPoint, type PlotColors } from './curve-plot'
import styles from './Curves.module.css'

type Quantity = 'loss' | 'accuracy'

const HEIGHT = 220
/** Between two drawings, milliseconds: the eye follows, and the page has time for the pen. */
const INTERVAL = 100

/** Loss and accuracy, growing step by step. */
export function Curves() {
  return (
    <div className={styles.curves}>
      <Chart quantity="loss" />
      <Chart quantity="accuracy" />
    </div>
  )
}

function Chart({ quantity }: { readonly quantity: Quantity }) {
  const store = useAppStoreApi()
  const messages = useMessages()
  const { curves, settings } = messages.training
  const loss = useAppStore((state) => state.training.settings.loss.type)
  const format = useFormat()
  const empty = useAppStore((state) => state.training.step === 0)
  const figure = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLSpanElement>(null)
  const plot = useRef<CurvePlot>(null)

  useEffect(() => {
    const [place, root, output] = [host.current, figure.current, readout.current]
    if (place === null || root === null || output === null) return
    const { series } = store.getState()
    const formatY = (value: number): string => (quantity === 'loss' ? format.significant(value) : format.percent(value, 0))
    let timer: ReturnType<typeof setTimeout> | undefined

    const describeStep = (view: SeriesView, index: number): string => {
      const step = curves.at(format.integer(view.steps[index]!))
      const value = (quantity === 'loss' ? view.smoothLoss : view.smoothAccuracy)[index]!
      return `${step}: ${quantity === 'loss' ? format.decimal(value, 3) : format.percent(value)}`
    }
    const make = (): CurvePlot =>
      new CurvePlot(place, {
        top: quantity === 'loss' ? 'fit' : 1,
        height: HEIGHT,
        font: `11px ${getComputedStyle(root).fontFamily}`,
        labels: { x: curves.stepAxis, y: quantity === 'loss' ? curves.lossAxis(settings.losses[loss]) : curves.accuracyAxis },
        formatX: format.integer,
        formatY,
        colors: () => resolveColors(root),
        onHover: (index) => {
          output.textContent = index === null || index >= series.length ? '' : describeStep(series.view(), index)
        },
      })
    const draw = (): void => {
      timer = undefined
      const chart = (plot.current ??= make())
      const view = series.view()
      const { training } = store.getState()
      const points = epochPoints(training.epochs, training.stepsPerEpoch, quantity)
      if (quantity === 'loss') chart.setData(view.steps, view.loss, view.smoothLoss, points)
      else chart.setData(view.steps, view.accuracy, view.smoothAccuracy, points)
      // What a canvas holds cannot be asked of it.
      place.dataset['steps'] = String(view.steps.length)
    }
    const soon = (): void => {
      timer ??= setTimeout(draw, INTERVAL)
    }

    // Each is made in a task of its own: both, with the panel around them, would hold up the page.
    timer = setTimeout(draw)
    const leaveSeries = series.subscribe(soon)
    const leaveStore = store.subscribe((state, before) => {
      if (state.training.epochs !== before.training.epochs) soon()
    })
    const observer = new ResizeObserver(() => plot.current?.resize(place.clientWidth))
    observer.observe(place)
    return () => {
      leaveSeries()
      leaveStore()
      observer.disconnect()
      clearTimeout(timer)
      plot.current?.destroy()
      plot.current = null
    }
  }, [store, quantity, curves, settings, loss, format])

  useThemeChange(useCallback(() => plot.current?.redraw(), []))

  return (
    <figure ref={figure} className={styles.figure}>
      <figcaption className={styles.caption}>
        <h3 className={styles.title}>{curves[quantity]}</h3>
        <Key messages={messages} />
        <span ref={readout} className={styles.readout} />
      </figcaption>
      <div className={styles.chart}>
        <div ref={host} style={{ minHeight: HEIGHT }} role="img" aria-label={curves.image(curves[quantity])} />
        {empty && <p className={styles.empty}>{curves.empty}</p>}
      </div>
    </figure>
  )
}

/** What the marks mean; its swatches also carry the colours that the canvas draws with. */
function Key({ messages: { training } }: { readonly messages: Messages }) {
  return (
    <ul className={styles.key}>
      <li data-mark="raw">{training.curves.batch}</li>
      <li data-mark="smooth">{training.curves.smooth}</li>
      <li data-mark="test">{training.curves.test}</li>
      <li data-mark="line" hidden />
      <li data-mark="text" hidden />
    </ul>
  )
}

/** The colours that the style sheet gives the marks now, in a form that a canvas understands. */
function resolveColors(root: HTMLElement): PlotColors {
  const color = (mark: keyof PlotColors): string => {
    const element = root.querySelector(`[data-mark=${mark}]`)
    return element === null ? 'gray' : getComputedStyle(element).getPropertyValue('outline-color')
  }
  return { raw: color('raw'), smooth: color('smooth'), test: color('test'), line: color('line'), text: color('text') }
}

/** Test results at the steps where their epochs ended. */
function epochPoints(epochs: readonly EpochResult[], stepsPerEpoch: number, quantity: Quantity): EpochPoint[] {
  return epochs.map(({ epoch, testLoss, testAccuracy }) => ({
    step: (epoch + 1) * stepsPerEpoch,
    value: quantity === 'loss' ? testLoss : testAccuracy,
  }))
}
