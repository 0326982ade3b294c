import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { useThemeChange } from '../../kit/media'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../../kit/store'
import { pressKey } from './chart-input'
import type { ChartView } from './chart-view'
import styles from './CurveChart.module.css'
import { CurveKey } from './CurveKey'
import type { Quantity } from './curve-lines'
import { type DrawnChart, HEIGHTS, keepDrawn } from './keep-drawn'

export interface CurveChartProps {
  readonly quantity: Quantity
  readonly view: ChartView
}

/** One quantity over the steps of the run. The first chart has the slider that keys and screen readers look at steps with. */
export function CurveChart({ quantity, view }: CurveChartProps) {
  const store = useAppStoreApi()
  const { curves: words, settings } = useMessages().training
  const loss = useAppStore((state) => state.training.settings.loss.type)
  const scale = useAppStore((state) => (quantity === 'loss' ? state.view.curves.scale : 'linear'))
  const isEmpty = useAppStore((state) => state.training.step === 0)
  const format = useFormat()
  const figure = useRef<HTMLElement>(null)
  const drawn = useRef<DrawnChart>(null)
  const hasSlider = quantity === 'loss'
  const axisName = { loss: words.lossAxis(settings.losses[loss]), accuracy: words.accuracyAxis, rate: words.rateAxis }[quantity]

  useEffect(() => {
    if (figure.current === null) return
    const chart = keepDrawn(figure.current, { store, view, quantity, scale, words, format })
    drawn.current = chart
    return () => {
      drawn.current = null
      chart.end()
    }
  }, [store, view, quantity, scale, words, format])

  useThemeChange(useCallback(() => drawn.current?.redraw(), []))

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!pressKey(event, view, store.getState().series.view().steps.at(-1) ?? 0)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <figure ref={figure} className={styles.figure} data-quantity={quantity}>
      <figcaption className={styles.caption}>
        <h4 className={styles.title}>{words[quantity]}</h4>
        <CurveKey quantity={quantity} />
      </figcaption>
      <p className={styles.above}>
        <span>{axisName}</span>
        <span className={styles.detail} data-detail data-unpictured />
      </p>
      <div className={styles.chart}>
        <div data-plot style={{ minHeight: HEIGHTS[quantity] }} role="img" aria-label={words.image(words[quantity])} />
        <div
          className={styles.over}
          data-over
          data-unpictured
          {...(hasSlider
            ? {
                role: 'slider',
                tabIndex: 0,
                onKeyDown: press,
                'aria-label': words.slider,
                'aria-valuemin': 0,
                'aria-valuemax': 0,
                'aria-valuenow': 0,
                'aria-valuetext': words.noStep,
              }
            : { 'aria-hidden': true })}
        >
          <span className={styles.selection} data-selection hidden />
          <span className={styles.cursor} data-cursor hidden />
          <span className={styles.dot} data-dot hidden />
        </div>
        {isEmpty && (
          <p className={styles.empty} data-unpictured>
            {words.empty}
          </p>
        )}
      </div>
      <p className={styles.below}>{words.stepAxis}</p>
    </figure>
  )
}
