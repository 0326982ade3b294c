import { type PointerEvent, useMemo, useRef } from 'react'
import type { StateGradient } from '../../../nn/engine'
import { type AlignedRows, placeAt, plotHeight } from '../../maps/aligned/metrics'
import { variables } from '../../maps/aligned/RowPanel'
import { StepTicks } from '../../maps/aligned/StepTicks'
import aligned from '../../maps/aligned/aligned.module.css'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import { setData, setText, setVariable } from '../../kit/dom'
import { rowOfStep } from '../../maps/layout'
import type { ModelView, SequenceLayer } from '../../network/layers'
import { useLive } from '../../network/use-live'
import { stepPlace, stepWord } from '../../network/words'
import { formatNorm } from '../../kit/format-norm'
import styles from './GradientLens.module.css'
import { isNewLens } from './is-new-lens'
import { type Decades, decadesOf, decadeTicks, placeOf } from '../../kit/decades'
import { normPath } from '../../network/norms'
import { expectedSeries, keptSeries, mainSeries, seriesKey, seriesOf } from './series'

/** CSS pixels, for letters of the usual size. */
export const PLOT_WIDTH = 264
/** Numbers that fit under it. */
const TICKS = 6
/** As many lines as there can be numbers; those that are not needed are hidden. */
const LINES = Array.from({ length: TICKS + 1 }, (_, line) => line)

export interface NormPanelProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly rows: AlignedRows
  /** Beside them: the RNN that the page comes with. */
  readonly showsRnn: boolean
}

/** The size of the gradient of every state, step by step beside the digit's rows, and of a model before beside it. */
export function NormPanel({ model, layer, rows, showsRnn }: NormPanelProps) {
  const messages = useMessages()
  const { norms: words } = messages.lens
  const format = useFormat()
  const { setCursor } = useActions()
  const root = useRef<HTMLDivElement>(null)
  const expected = useMemo(() => expectedSeries(layer), [layer])
  const kept = useAppStore((state) => state.lens.kept)
  const keptOnes = useMemo(() => (kept === null ? [] : keptSeries(kept.gradients.states, layer)), [kept, layer])
  const isOther = useAppStore((state) => state.lens.kept !== null && state.lens.kept.picture !== state.lens.reading?.picture)
  const css = (devicePixels: number): string => `${devicePixels / rows.ratio}px`
  const height = rows.rows * rows.row
  const middle = (step: number): number => (rowOfStep(rows, step) + 0.5) / rows.rows

  useLive(({ lens, cursor }) => {
    const panel = root.current
    if (panel === null) return
    const step = Math.min(cursor.step, layer.steps - 1)
    const series = lens.reading === null ? [] : seriesOf(lens.reading.gradients.states, layer)
    const rnn = showsRnn && lens.rnn !== null ? mainSeries(keptSeries(lens.rnn.gradients.states, layer), layer) : null
    const decades = decadesOf([...series, ...keptOnes, ...(rnn === null ? [] : [rnn])].map(({ norms }) => norms))
    writeAxis(panel, decades)
    panel.querySelector('path[data-rnn]')?.setAttribute('d', rnn === null ? '' : normPath(rnn.norms, decades, middle))
    writeNorm('rnn', rnn?.norms[step])
    for (const each of keptOnes) {
      panel.querySelector(`path[data-kept=${seriesKey(each)}]`)?.setAttribute('d', normPath(each.norms, decades, middle))
    }
    for (const each of expected) {
      const key = seriesKey(each)
      const found = series.find((one) => seriesKey(one) === key)
      panel.querySelector(`path[data-series=${key}]`)?.setAttribute('d', found ? normPath(found.norms, decades, middle) : '')
      writeNorm(key, found?.norms[step])
    }
    setText(panel.querySelector('[data-at]'), words.at(stepPlace(messages, model, layer, step)))
    const [low, high] = [10 ** decades.low, 10 ** decades.high].map((end) => formatNorm(format, end))
    const image = words.image(stepWord(messages, model, layer), low!, high!)
    const svg = panel.querySelector('svg')
    if (svg !== null && svg.getAttribute('aria-label') !== image) svg.setAttribute('aria-label', image)

    /** The point on a curve at the scan line, and its number under the plot. */
    function writeNorm(key: string, norm: number | undefined): void {
      const dot = panel?.querySelector<HTMLElement>(`i[data-dot=${key}]`) ?? null
      setVariable(dot, '--x', norm === undefined ? null : placeOf(norm, decades))
      setVariable(dot, '--y', norm === undefined ? null : middle(step))
      const value = panel?.querySelector<HTMLElement>(`[data-value=${key}]`) ?? null
      setText(value, norm === undefined ? '–' : formatNorm(format, norm))
      setData(value, 'norm', norm ?? null)
      setData(value, 'step', step)
    }
  }, isNewLens)

  const pick = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = placeAt({ ...rows, top: 0 }, 1, 1, 0, (event.clientY - box.top) * rows.ratio)
    if (place !== null && event.button === 0) setCursor({ step: place.step, playing: false })
  }

  return (
    <div ref={root} className={styles.norms} style={{ width: PLOT_WIDTH * rows.letters }}>
      <div className={aligned.title}>{words.title}</div>
      <div className={aligned.plot} style={variables({ height: css(plotHeight(rows)), '--row': css(rows.row) })}>
        <StepTicks rows={rows} />
        <div className={styles.plot} style={{ top: css(rows.top), height: css(height) }} onPointerUp={pick}>
          {LINES.map((line) => (
            <span key={line} className={styles.line} data-line={line}>
              <span className={styles.power}>
                <span>10</span>
                <sup />
              </span>
            </span>
          ))}
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img">
            {keptOnes.map((each) => (
              <path key={seriesKey(each)} className={styles.kept} data-kept={seriesKey(each)} />
            ))}
            {showsRnn && <path className={styles.curve} data-rnn />}
            {expected.map((each) => (
              <path key={seriesKey(each)} className={styles.curve} {...markOf(each)} data-series={seriesKey(each)} />
            ))}
          </svg>
          <div className={aligned.scan} />
          {showsRnn && <i className={styles.dot} data-rnn data-dot="rnn" />}
          {expected.map((each) => (
            <i key={seriesKey(each)} className={styles.dot} {...markOf(each)} data-dot={seriesKey(each)} />
          ))}
        </div>
      </div>
      <div className={styles.values}>
        <span className={styles.at} data-at />
        <dl>
          {expected.map((each) => (
            <div key={seriesKey(each)}>
              <dt lang="en" {...markOf(each)}>
                <i className={styles.swatch} aria-hidden />
                <span>{words.series(subscripted(layer, each))}</span>
              </dt>
              <dd data-value={seriesKey(each)} />
            </div>
          ))}
          {showsRnn && (
            <div>
              <dt lang="en" data-rnn>
                <i className={styles.swatch} aria-hidden />
                <span>{words.series('hₜ')}</span>
                <span className={styles.of}>{messages.lens.rnn.curve}</span>
              </dt>
              <dd data-value="rnn" />
            </div>
          )}
        </dl>
        {kept !== null && (
          <p className={styles.note}>
            <i className={styles.keptSwatch} aria-hidden />
            <span>{` ${(isOther ? messages.lens.keptOther : messages.lens.kept)(kept.model, kept.label)}`}</span>
          </p>
        )}
      </div>
    </div>
  )
}

/** `Cₜ`, with the direction where there are two. */
function subscripted(
  { signals, direction }: SequenceLayer,
  { signal, direction: reader }: Pick<StateGradient, 'signal' | 'direction'>,
): string {
  const symbol = `${signals.find(({ name }) => name === signal)?.symbol ?? signal}ₜ`
  return direction === 'both' ? `${symbol} ${reader === 'forward' ? '→' : '←'}` : symbol
}

function markOf({ signal, direction }: Pick<StateGradient, 'signal' | 'direction'>) {
  return { 'data-signal': signal, 'data-direction': direction }
}

function writeAxis(panel: HTMLElement, decades: Decades): void {
  const ticks = decadeTicks(decades, TICKS)
  for (const line of LINES) {
    const element = panel.querySelector<HTMLElement>(`[data-line="${line}"]`)
    const power = ticks[line]
    if (element === null) continue
    element.hidden = power === undefined
    if (power === undefined) continue
    setVariable(element, '--x', placeOf(10 ** power, decades))
    setText(element.querySelector('sup'), String(power).replace('-', '−'))
  }
}
