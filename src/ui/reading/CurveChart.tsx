import { type PointerEvent, useRef } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import styles from './CurveChart.module.css'
import { curvePath, curveX, curveY, GATE_RANGE, outputRange, stateRange, type ValueRange } from './curve'
import { setData, setText, setVariable } from '../kit/dom'
import { SignalSymbol } from '../network/SignalSymbol'
import { axisTicks } from '../maps/layout'
import { findSignal, type ModelView, type SequenceLayer, signalValue } from '../network/layers'
import { useLiveWithin } from '../network/use-live'
import { signalWords, stepPlace, stepWord } from '../network/words'

export interface CurveChartProps {
  readonly title: string
  readonly model: ModelView
  readonly layer: SequenceLayer
  /** All gates, or all others: they share an axis. */
  readonly signals: readonly SignalDeclaration[]
  readonly unit: number
}

/** Some signals of one unit over the steps, the scan line across them, and a table of their values under it. */
export function CurveChart({ title, model, layer, signals, unit }: CurveChartProps) {
  const messages = useMessages()
  const { inspector } = messages.reading
  const { steps } = layer
  const word = stepWord(messages, model, layer)
  const format = useFormat()
  const { setCursor } = useActions()
  const chart = useRef<HTMLDivElement>(null)
  const role = signals[0]?.role

  useLiveWithin(chart, ({ trace, cursor }) => {
    const root = chart.current
    if (root === null) return
    const step = Math.min(cursor.step, steps - 1)
    const recorded = signals.map(({ name }) => findSignal(trace, layer, name))
    const present = recorded.filter((signal) => signal !== null)
    const range = role === 'gate' ? GATE_RANGE : role === 'activation' ? outputRange(present, unit) : stateRange(present, unit)
    setVariable(root, '--x', curveX(step, steps))
    setVariable(root, '--zero', curveY(0, range))
    setTick(root, 'high', range.high, range)
    setTick(root, 'middle', range.low < 0 ? 0 : range.high / 2, range)
    setTick(root, 'low', range.low, range)
    setText(root.querySelector('[data-step-label]'), stepPlace(messages, model, layer, step))
    for (const [position, { name }] of signals.entries()) {
      const signal = recorded[position] ?? null
      const value = signal && signalValue(signal, step, unit)
      root.querySelector(`path[data-signal=${name}]`)?.setAttribute('d', signal ? curvePath(signal, unit, range) : '')
      setVariable(root.querySelector<HTMLElement>(`i[data-signal=${name}]`), '--y', value === null ? null : curveY(value, range))
      const cell = root.querySelector<HTMLElement>(`td[data-signal=${name}]`)
      setText(cell, value === null ? '–' : format.decimal(value, 3))
      setData(cell, 'value', value)
      setData(cell, 'step', step)
      setData(cell, 'unit', unit)
    }
  })

  const scrub = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    const place = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1)
    setCursor({ step: Math.round(place * (steps - 1)), playing: false })
  }

  return (
    <div ref={chart} className={styles.chart} role="group" aria-label={inspector.chart(title, unit + 1, word)}>
      <div className={styles.yAxis} aria-hidden>
        <span data-axis="high" />
        <span data-axis="middle" />
        <span data-axis="low" />
      </div>
      <div className={styles.plot} onPointerDown={scrub} onPointerMove={scrub} aria-hidden>
        <span className={styles.zero} />
        <svg viewBox="0 0 1 1" preserveAspectRatio="none">
          {signals.map(({ name }) => (
            <path key={name} className={styles.curve} data-signal={name} />
          ))}
        </svg>
        <span className={styles.scan} />
        {signals.map(({ name }) => (
          <i key={name} className={styles.dot} data-signal={name} />
        ))}
      </div>
      <div className={styles.xAxis} aria-hidden>
        {axisTicks(steps).map((row) => (
          <span key={row} style={{ left: `${100 * curveX(row, steps)}%` }}>
            {row + 1}
          </span>
        ))}
      </div>
      <p className={styles.xLabel} aria-hidden>
        {inspector.axis(word)}
      </p>
      <table className={styles.values}>
        <caption>{title}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{inspector.signal}</th>
            <th scope="col" data-step-label />
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.name}>
              <th scope="row">
                <i className={styles.swatch} data-signal={signal.name} aria-hidden />
                <SignalSymbol symbol={signal.symbol} />
                <span className={styles.name}>{signalWords(messages, layer.kind, signal).name}</span>
              </th>
              <td data-signal={signal.name} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Puts an axis number, a half or a whole one, at its height; with a true minus sign. */
function setTick(root: HTMLElement, name: string, value: number, range: ValueRange): void {
  const tick = root.querySelector<HTMLElement>(`[data-axis=${name}]`)
  setVariable(tick, '--y', curveY(value, range))
  setText(tick, String(value).replace('-', '−'))
}
