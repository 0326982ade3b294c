import { type CSSProperties, type KeyboardEvent, type PointerEvent, useId, useMemo, useRef } from 'react'
import { sourceOf, stepTerms, type UnitWeights } from '../../../nn/spec/cell'
import type { ModelDescription } from '../../../nn/spec/describe'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { inkScale, stateScale } from '../../kit/scales'
import { setData, setText, setVariable } from '../../kit/dom'
import { roundTop } from '../../maps/fit-scale'
import type { ModelView, SequenceLayer } from '../../network/layers'
import { MapCanvas } from '../../maps/map-canvas'
import { SignalSymbol } from '../../network/SignalSymbol'
import { useLiveWithin } from '../../network/use-live'
import { usePanelRoom } from '../../maps/use-panel-room'
import { featureKind, mapPlaceOf, moveCell, stripLayout, stripTicks } from './strip'
import { WeightNumbers } from './WeightNumbers'
import part from './UnitPart.module.css'
import styles from './WeightStrip.module.css'

export interface WeightStripProps {
  readonly model: ModelView
  readonly description: ModelDescription
  readonly layer: SequenceLayer
  readonly weights: UnitWeights
}

/** A unit's weights from what its layer reads: a column for every feature, a row for every weighted sum, and above them what is read at this step. */
export function WeightStrip({ model, description, layer, weights }: WeightStripProps) {
  const messages = useMessages()
  const words = messages.unit.weights
  const format = useFormat()
  const title = useId()
  const keys = useId()
  const frame = useRef<HTMLDivElement>(null)
  const strip = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const canvases = useRef<{ input: MapCanvas | null; weights: MapCanvas | null }>({ input: null, weights: null })
  const cell = useRef({ column: 0, row: 0 })
  const room = usePanelRoom(frame)
  const { sums } = weights
  const features = sums[0]?.input.length ?? 0
  const source = sourceOf(description, layer.name)
  const kind = featureKind(model.input, source)
  const values = useMemo(() => Float32Array.from(sums.flatMap(({ input }) => [...input])), [sums])
  const layout = room && stripLayout(room, features)
  const symbols = sums.map(({ signal }) => layer.signals.find(({ name }) => name === signal)?.symbol ?? signal)
  const top = format.significant(roundTop(values))

  const redraw = useLiveWithin(frame, ({ trace, cursor }) => {
    const terms = trace && stepTerms(description, weights, trace, Math.min(cursor.step, layer.steps - 1))
    canvases.current.weights?.paint(values)
    canvases.current.input?.paint(terms?.input ?? null)
    const column = Math.min(cell.current.column, features - 1)
    const row = Math.min(cell.current.row, sums.length - 1)
    const weight = sums[row]?.input[column] ?? 0
    const x = terms?.input[column]
    setVariable(strip.current, '--column', column)
    setVariable(strip.current, '--line', row)
    setData(readout.current, 'signal', sums[row]?.signal ?? null)
    setData(readout.current, 'feature', column)
    setData(readout.current, 'value', weight)
    if (readout.current === null) return
    // Spoken where it was asked for; what is read changes many times a second.
    readout.current.ariaLive = strip.current?.matches(':focus') === true ? 'polite' : 'off'
    const inMaps = mapPlaceOf(kind, source, column)
    const symbol = symbols[row] ?? ''
    const place = inMaps ? words.placeInMaps(symbol, inMaps.map + 1, inMaps.column + 1) : words.place(symbol, words.kinds[kind], column + 1)
    const product = x === undefined ? '' : words.product(format.decimal(x, 3), format.decimal(weight * x, 3))
    setText(readout.current, words.joined(place, format.decimal(weight, 3), product))
  })

  const point = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const part = (place: number, count: number): number => Math.min(Math.max(Math.floor(place * count), 0), count - 1)
    cell.current = {
      column: part((event.clientX - box.left) / box.width, features),
      row: part((event.clientY - box.top) / box.height, sums.length),
    }
    redraw()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const moved = moveCell(cell.current, { columns: features, rows: sums.length }, event.key)
    if (moved === null) return
    event.preventDefault()
    cell.current = moved
    redraw()
  }
  const css = (devicePixels: number): string => `${devicePixels / (room?.ratio ?? 1)}px`

  return (
    <section className={part.part} aria-labelledby={title} data-left-out="print">
      <h4 id={title} className={part.title}>
        {words.title}
      </h4>
      <p className={part.help}>
        {kind === 'mapPlace' ? messages.shell.sentences([words.help(words.kinds[kind]), words.helpMaps]) : words.help(words.kinds[kind])}
      </p>
      <p id={keys} className="visually-hidden">
        {words.keys}
      </p>
      <div ref={frame} className={styles.frame}>
        {layout && (
          <div
            ref={strip}
            onFocus={redraw}
            onBlur={redraw}
            className={styles.strip}
            role="group"
            aria-label={words.label(weights.unit + 1)}
            aria-describedby={keys}
            tabIndex={0}
            onKeyDown={onKeyDown}
            data-testid="unit-weights"
            style={variables({
              '--cell': css(layout.cell),
              '--row': css(layout.row),
              '--features': String(features),
              '--sums': String(sums.length),
            })}
          >
            <span className={styles.label}>
              <SignalSymbol symbol="x" />
            </span>
            <canvas
              key={`input ${features} ${kind}`}
              className={styles.input}
              role="img"
              aria-label={words.input(words.kinds[kind])}
              width={features}
              height={1}
              ref={(canvas) => {
                canvases.current.input =
                  canvas && new MapCanvas(canvas, source === null ? { scale: inkScale } : { scale: stateScale, fitted: true })
              }}
            />
            <div className={styles.labels}>
              {symbols.map((symbol) => (
                <span key={symbol} className={styles.label}>
                  <SignalSymbol symbol={symbol} />
                </span>
              ))}
            </div>
            <div className={styles.field} onPointerMove={point} onPointerDown={point}>
              <canvas
                key={`weights ${features} ${sums.length}`}
                role="img"
                aria-label={words.image(sums.length, features)}
                width={features}
                height={sums.length}
                ref={(canvas) => {
                  canvases.current.weights = canvas && new MapCanvas(canvas, { scale: stateScale, fitted: true })
                }}
              />
              <span className={styles.cell} />
            </div>
            <div className={styles.axis} aria-hidden>
              {stripTicks(kind, source, features).map(({ number, at }) => (
                <span key={number} style={{ left: `${(100 * at) / features}%` }}>
                  {number}
                </span>
              ))}
            </div>
          </div>
        )}
      </div>
      <div className={styles.foot}>
        <output ref={readout} className={styles.readout} aria-label={words.readout} data-testid="weight-readout" />
        <p className={styles.legend}>
          <span>{`${words.legend} −${top}`}</span>
          <span className={styles.ramp} style={{ background: stateScale.gradient }} />
          <span>{top}</span>
        </p>
      </div>
      <WeightNumbers description={description} layer={layer} weights={weights} kind={kind} source={source} symbols={symbols} />
    </section>
  )
}

/** Custom properties among the styles, which React's type does not know. */
function variables(style: Readonly<Record<`--${string}`, string>>): CSSProperties {
  return style
}
