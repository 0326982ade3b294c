import { useMemo, useRef, useState } from 'react'
import type { Trace } from '../../../nn/engine'
import type { SignalDeclaration } from '../../../nn/spec/definition'
import type { Store } from '../../../state/app-state'
import { DigitPanel, type DigitPanelHandle } from '../../maps/aligned/DigitPanel'
import { alignedRows, beliefCell, besideDigit, GAP, type Place, unitCell } from '../../maps/aligned/metrics'
import { RowPanel, type RowPanelHandle } from '../../maps/aligned/RowPanel'
import { useLineStarts } from '../../maps/aligned/use-line-starts'
import aligned from '../../maps/aligned/aligned.module.css'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { probabilityScale, stateScale } from '../../kit/scales'
import { Segmented } from '../../kit/Segmented'
import { useActions } from '../../kit/store'
import { className } from '../../kit/task'
import { ClassLabels } from '../../maps/ClassLabels'
import { setData, setText, setVariable } from '../../kit/dom'
import { roundTop } from '../../maps/fit-scale'
import { rowOfStep } from '../../maps/layout'
import {
  beliefBeside,
  beliefSteps,
  findBelief,
  findSignal,
  type ModelView,
  rowsBeside,
  type SequenceLayer,
  signalValue,
  statesOf,
} from '../../network/layers'
import { SignalSymbol } from '../../network/SignalSymbol'
import { thinRows } from '../../maps/thin'
import { useLive } from '../../network/use-live'
import { type Room, usePanelRoom } from '../../maps/use-panel-room'
import { signalWords, stepPlace } from '../../network/words'
import { differenceOf } from './outcome'
import styles from './Surgery.module.css'
import { SurgeryNumbers } from './SurgeryNumbers'

export interface CounterfactualMapsProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** Belief and states with signals held beside the true ones, on one axis of time. */
export function CounterfactualMaps({ model, layer }: CounterfactualMapsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const room = usePanelRoom(frame)
  return <div ref={frame}>{room && <Figure model={model} layer={layer} room={room} />}</div>
}

/** Where the pointer is: in a state's map, or in one of the beliefs. */
interface Pointed extends Place {
  readonly signal: SignalDeclaration | null
}

function isNew(state: Store, before: Store): boolean {
  return state.surgery.reading !== before.surgery.reading || state.cursor !== before.cursor
}

function Figure({ model, layer, room }: CounterfactualMapsProps & { readonly room: Room }) {
  const messages = useMessages()
  const { maps } = messages.surgery
  const format = useFormat()
  const { setCursor } = useActions()
  const [shown, setShown] = useState<'held' | 'difference'>('difference')
  const root = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const digit = useRef<DigitPanelHandle>(null)
  const panels = useRef(new Map<string, RowPanelHandle>())
  const pointed = useRef<Pointed | null>(null)
  const differences = useRef(new Map<string, { readonly of: readonly [Float32Array, Float32Array]; readonly values: Float32Array }>())
  const states = useMemo(() => statesOf(layer), [layer])
  const beliefs = useMemo(() => (model.belief ? beliefSteps(layer, model.belief) : []), [model, layer])
  const classes = model.belief?.classes ?? 0
  const rows = useMemo(
    () => alignedRows({ ...room, steps: layer.steps, alongRows: rowsBeside(model, layer), picture: model.task.input }),
    [room, model, layer],
  )
  const beliefWidth = beliefCell(rows)
  const beside = besideDigit(rows, model.task.input) + 2 * (classes * beliefWidth + GAP * rows.ratio)
  const cell = unitCell({ width: room.width, units: layer.units, maps: states.length, beside }, rows)

  useLineStarts(root)
  const redraw = useLive(({ surgery, cursor }) => {
    if (root.current === null) return
    const step = Math.min(cursor.step, layer.steps - 1)
    const { held = null, plain = null } = surgery.reading ?? {}
    setVariable(root.current, '--step', rowOfStep(rows, step))
    setVariable(root.current, '--unit', cursor.unit === null ? null : Math.min(cursor.unit, layer.units - 1))
    root.current.toggleAttribute('data-no-unit', cursor.unit === null)
    digit.current?.paint(plain?.input.data ?? null, step)
    panels.current.get('plain')?.paint(findBelief(plain, model.belief)?.data ?? null)
    panels.current.get('held')?.paint(findBelief(held, model.belief)?.data ?? null)
    for (const { name } of states) {
      const [ours, theirs] = [findSignal(held, layer, name)?.data ?? null, findSignal(plain, layer, name)?.data ?? null]
      const values = shown === 'held' ? ours : difference(name, ours, theirs)
      panels.current.get(name)?.paint(values)
      const top = values === null ? '…' : String(roundTop(values))
      setText(root.current.parentElement?.querySelector(`[data-low=${name}]`) ?? null, `−${top}`)
      setText(root.current.parentElement?.querySelector(`[data-high=${name}]`) ?? null, top)
    }
    writeReadout(held, plain, pointed.current ?? picked(cursor.unit, cursor.signal, step))
  }, isNew)

  /** The same array for the same two, so that it is painted once. */
  function difference(name: string, ours: Float32Array | null, theirs: Float32Array | null): Float32Array | null {
    if (ours === null || theirs === null) return null
    const known = differences.current.get(name)
    if (known?.of[0] === ours && known.of[1] === theirs) return known.values
    const values = differenceOf(ours, theirs)
    differences.current.set(name, { of: [ours, theirs], values })
    return values
  }

  /** The keyboard's cursor stands in the maps of the reading; the same place is read here. */
  function picked(unit: number | null, signal: string | null, step: number): Pointed | null {
    const state = states.find(({ name }) => name === signal) ?? states[0]
    return unit === null || state === undefined ? null : { step, column: Math.min(unit, layer.units - 1), signal: state }
  }

  /** Words, and the same as data for those who need every digit. */
  function writeReadout(held: Trace | null, plain: Trace | null, place: Pointed | null): void {
    const values = place === null ? [null, null] : [held, plain].map((trace) => valueAt(trace, place))
    const [ours = null, theirs = null] = values
    setData(readout.current, 'held', ours)
    setData(readout.current, 'plain', theirs)
    if (place === null || ours === null || theirs === null) {
      setText(readout.current, maps.hint)
      return
    }
    const { step, column, signal } = place
    const at = stepPlace(messages, model, layer, step)
    const say = (value: number): string => (signal === null ? format.probability(value) : format.decimal(value, 3))
    const where =
      signal === null ? maps.readoutBelief(className(model.task, column, messages), at) : maps.readout(signal.symbol, column + 1, at)
    setText(readout.current, where + maps.readoutValues(say(ours), say(theirs)))
  }

  function valueAt(trace: Trace | null, { step, column, signal }: Pointed): number | null {
    if (signal === null) return findBelief(trace, model.belief)?.data[(beliefs[step] ?? -1) * classes + column] ?? null
    const found = findSignal(trace, layer, signal.name)
    return found && signalValue(found, step, column)
  }

  const point = (signal: SignalDeclaration | null) => (place: Place | null) => {
    pointed.current = place && { ...place, signal }
    redraw()
  }
  const panel = (key: string) => (handle: RowPanelHandle | null) => {
    if (handle !== null) panels.current.set(key, handle)
    return () => void panels.current.delete(key)
  }
  const beliefPainting = useMemo(
    () => ({
      scale: probabilityScale,
      arrange: (belief: Float32Array) => thinRows(beliefBeside(belief, beliefs, classes), classes, rows.stepsPerRow, 'mean'),
    }),
    [beliefs, classes, rows],
  )
  const statePainting = useMemo(
    () => ({
      scale: stateScale,
      fitted: shown === 'difference',
      arrange: (values: Float32Array) => thinRows(values, layer.units, rows.stepsPerRow, 'strongest'),
    }),
    [layer, rows, shown],
  )

  return (
    <div className={styles.figure} role="group" aria-label={maps.label}>
      <div ref={root} className={aligned.figure}>
        <DigitPanel ref={digit} rows={rows} model={model} layer={layer} />
        {(['plain', 'held'] as const).map(
          (which) =>
            classes > 0 && (
              <RowPanel
                key={`${which} ${rows.row} ${rows.rows}`}
                ref={panel(which)}
                rows={rows}
                kind="belief"
                title={which === 'plain' ? maps.beliefPlain : maps.beliefHeld}
                label={which === 'plain' ? maps.beliefPlainImage : maps.beliefHeldImage}
                columns={classes}
                cell={beliefWidth}
                painting={beliefPainting}
                foot={<ClassLabels task={model.task} width={(classes * beliefWidth) / rows.ratio} />}
                onPoint={point(null)}
                onPick={({ step }) => setCursor({ step, playing: false })}
              />
            ),
        )}
        {states.map((signal) => {
          const { full, name } = signalWords(messages, layer.kind, signal)
          return (
            <RowPanel
              key={`${signal.name} ${shown} ${rows.row} ${rows.rows}`}
              ref={panel(signal.name)}
              rows={rows}
              kind="units"
              title={
                <>
                  <span>
                    {shown === 'difference' && <span className={styles.delta}>Δ</span>}
                    <SignalSymbol symbol={signal.symbol} />
                  </span>
                  <span>{messages.shell.list([name, shown === 'difference' ? maps.difference : maps.heldSuffix])}</span>
                </>
              }
              label={shown === 'difference' ? maps.differenceImage(full) : maps.heldImage(full)}
              columns={layer.units}
              cell={cell}
              painting={statePainting}
              foot={
                <>
                  <span>1</span>
                  <span>{messages.reading.maps.units}</span>
                  <span>{layer.units}</span>
                </>
              }
              onPoint={point(signal)}
              onPick={({ step, column }) => setCursor({ step, unit: column, signal: signal.name, playing: false })}
            />
          )
        })}
      </div>
      <div className={styles.below}>
        {/* The maps of the reading speak of the same cell already. */}
        <output ref={readout} className={styles.readout} aria-label={maps.readoutLabel} aria-live="off" />
        <div className={styles.scale}>
          <Segmented
            label={maps.show}
            value={shown}
            options={[
              { value: 'difference', label: maps.difference },
              { value: 'held', label: maps.held },
            ]}
            onValueChange={setShown}
          />
          {shown === 'held' ? (
            <span className={styles.ends}>
              <span>−1</span>
              <span className={styles.ramp} style={{ background: stateScale.gradient }} />
              <span>1</span>
            </span>
          ) : (
            <span className={styles.both}>
              {states.map(({ name, symbol }) => (
                <span key={name} className={styles.ends}>
                  <span>
                    <span className={styles.delta}>Δ</span>
                    <SignalSymbol symbol={symbol} />
                  </span>
                  <span data-low={name} />
                  <span className={styles.ramp} style={{ background: stateScale.gradient }} />
                  <span data-high={name} />
                </span>
              ))}
            </span>
          )}
        </div>
      </div>
      <SurgeryNumbers model={model} layer={layer} />
    </div>
  )
}
