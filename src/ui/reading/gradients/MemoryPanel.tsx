import { useMemo, useRef, useState } from 'react'
import type { AlignedRows } from '../../maps/aligned/metrics'
import { RowPanel, type RowPanelHandle } from '../../maps/aligned/RowPanel'
import { useMessages } from '../../kit/messages/messages'
import { gateScale } from '../../kit/scales'
import { Segmented } from '../../kit/Segmented'
import { useActions, useAppStoreApi } from '../../kit/store'
import { setText, setVariable } from '../../kit/dom'
import { findSignal, type ModelView, readsBackward, type SequenceLayer } from '../../network/layers'
import { thinRows } from '../../maps/thin'
import { useLiveWithin } from '../../network/use-live'
import { stepWord } from '../../network/words'
import styles from './GradientLens.module.css'
import { byHorizon, finalHorizons, horizons, keepingGate, keptShares, reordered } from './memory'

export interface MemoryPanelProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly rows: AlignedRows
  /** Width of a unit, device pixels. */
  readonly cell: number
}

/** For every unit, how much of its state at each step is left at the scan line. */
export function MemoryPanel(props: MemoryPanelProps) {
  const { memory } = useMessages().lens
  const keeping = keepingGate(props.layer)
  if (keeping === null) return <p className={styles.noMemory}>{memory.none}</p>
  return <Memory {...props} keeping={keeping} />
}

function Memory({
  model,
  layer,
  rows,
  cell,
  keeping,
}: MemoryPanelProps & { readonly keeping: NonNullable<ReturnType<typeof keepingGate>> }) {
  const messages = useMessages()
  const { memory: words } = messages.lens
  const store = useAppStoreApi()
  const { setCursor } = useActions()
  const [order, setOrder] = useState<'sorted' | 'own'>('sorted')
  const root = useRef<HTMLDivElement>(null)
  const sentence = useRef<HTMLParagraphElement>(null)
  const panel = useRef<RowPanelHandle>(null)
  const own = useMemo(() => Array.from({ length: layer.units }, (_, unit) => unit), [layer])
  /** The unit in every column, of the reading that was drawn last. */
  const columns = useRef<readonly number[]>(own)
  const drawn = useRef<{ readonly gate: Float32Array; readonly step: number } | null>(null)
  const back = useRef<Uint16Array>(new Uint16Array(layer.units))
  const word = stepWord(messages, model, layer)
  const symbolOf = (name: string): string => layer.signals.find((signal) => signal.name === name)?.symbol ?? name

  useLiveWithin(root, ({ trace, cursor }) => {
    const gate = findSignal(trace, layer, keeping.gate)?.data ?? null
    const step = Math.min(cursor.step, layer.steps - 1)
    if (gate === null) {
      panel.current?.paint(null)
      drawn.current = null
      setText(sentence.current, '')
      return
    }
    if (gate !== drawn.current?.gate || step !== drawn.current.step) {
      drawn.current = { gate, step }
      const shares = keptShares(gate, layer, step)
      back.current = horizons(shares, layer, step)
      // By what is left at the end, so that units keep their places while the scan line moves.
      columns.current = order === 'sorted' ? byHorizon(finalHorizons(gate, layer)) : own
      panel.current?.paint(reordered(shares, columns.current))
    }
    const unit = cursor.unit === null ? null : Math.min(cursor.unit, layer.units - 1)
    root.current?.toggleAttribute('data-no-unit', unit === null)
    setVariable(root.current, '--unit', unit === null ? null : columns.current.indexOf(unit))
    setText(sentence.current, unit === null ? '' : unitSentence(unit, step))
  })

  function unitSentence(unit: number, step: number): string {
    const steps = back.current[unit]!
    const sinceBegin = readsBackward(layer, unit) ? layer.steps - 1 - step : step
    if (sinceBegin === 0) return words.begin(unit + 1, word)
    return steps === sinceBegin ? words.whole(unit + 1) : words.half(unit + 1, steps, word)
  }

  const painting = useMemo(
    () => ({ scale: gateScale, arrange: (shares: Float32Array) => thinRows(shares, layer.units, rows.stepsPerRow, 'strongest') }),
    [layer, rows],
  )

  return (
    <div ref={root} className={styles.memory}>
      <RowPanel
        // Drawn anew where the canvas has other sizes.
        key={`${order} ${rows.row} ${rows.rows}`}
        ref={(handle) => {
          panel.current = handle
          drawn.current = null
        }}
        rows={rows}
        kind="units"
        title={<span>{words.title}</span>}
        label={words.image(word)}
        columns={layer.units}
        cell={cell}
        painting={painting}
        foot={
          <>
            <span>{order === 'sorted' ? words.sorted : '1'}</span>
            <span>{order === 'sorted' ? '' : layer.units}</span>
          </>
        }
        onPick={({ step, column }) => {
          const unit = columns.current[column] ?? 0
          setCursor({ step, unit, signal: store.getState().cursor.signal ?? keeping.state, playing: false })
        }}
      />
      <div className={styles.memoryFoot}>
        <Segmented
          label={words.order}
          value={order}
          options={[
            { value: 'sorted', label: words.sorted },
            { value: 'own', label: words.own },
          ]}
          onValueChange={setOrder}
        />
        <span className={styles.ends}>
          <span>{words.low}</span>
          <span className={styles.ramp} style={{ background: gateScale.gradient }} />
          <span>{words.high}</span>
        </span>
      </div>
      <p ref={sentence} className={styles.note} data-testid="lens-memory" />
      <p className={styles.memoryHelp}>{words.help(symbolOf(keeping.state), symbolOf(keeping.gate))}</p>
    </div>
  )
}
