import { useMemo, useRef } from 'react'
import type { Elements } from '../kit/elements'
import type { Trace } from '../../nn/engine'
import type { Store } from '../../state/app-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { settleStep } from '../network/answer'
import { setData, setText, setVariable } from '../kit/dom'
import { type Hit, layoutReading, type ReadingLayout, rowOfStep, stepOfRow, TIER_FURNITURE } from '../maps/layout'
import { beliefSteps, findBelief, findSignal, type ModelView, rowsBeside, type SequenceLayer } from '../network/layers'
import type { MapCanvas } from '../maps/map-canvas'
import styles from './Maps.module.css'
import { variables } from '../maps/aligned/RowPanel'
import { fitCursor } from './navigate'
import type { PartReadHandle } from '../maps/PartRead'
import { readBelief, readingPlace, readPick, readPixel, readSignal, type Reading, writeReadout } from '../network/readout'
import { Summary } from './Summary'
import { Tier } from './Tier'
import { UnitOrderPicker } from './UnitOrderPicker'
import { useLive } from '../network/use-live'
import { useMapInput } from './use-map-input'
import type { Room } from '../maps/use-panel-room'
import { useUnitColumns } from './use-unit-columns'
import { stepWord } from '../network/words'

/** The scan line's grip hides the axis numbers this near to it, CSS pixels. */
const HANDLE_REACH = 16

export interface MapsProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  /** For all of them; null until it is measured. */
  readonly room: Room | null
  /** Beside the readout, under the maps. */
  readonly children?: Elements
}

/** For `kit/print.css`, in CSS pixels. */
function printedSize({ width, tiers, height, ratio }: ReadingLayout): Readonly<Record<`--${string}`, string>> {
  return { '--printed-width': String(width / ratio), '--printed-height': String(tiers * (height / ratio + TIER_FURNITURE)) }
}

/** Digit, signals and belief on one axis of time under one scan line, arranged in the room there is. */
export function Maps({ model, layer, room, children }: MapsProps) {
  const layout = useMemo(() => {
    if (room === null) return null
    const { steps, units, signals } = layer
    const classes = model.belief?.classes ?? 0
    const alongRows = rowsBeside(model, layer)
    return layoutReading({ ...room, steps, alongRows, units, maps: signals.length, classes, picture: model.task.input })
  }, [room, model, layer])
  return (
    <div className={styles.frame}>
      {layout && (
        <MapGrid model={model} layer={layer} layout={layout}>
          {children}
        </MapGrid>
      )}
    </div>
  )
}

function MapGrid({ model, layer, layout, children }: Omit<MapsProps, 'room'> & { readonly layout: ReadingLayout }) {
  const messages = useMessages()
  const format = useFormat()
  const grid = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const canvases = useRef(new Map<string, MapCanvas>())
  const partRead = useRef<PartReadHandle>(null)
  const hover = useRef<Hit | null>(null)
  const columns = useUnitColumns(layer)
  const extent = useMemo(
    () => ({ steps: layer.steps, units: layer.units, signals: layer.signals.map((signal) => signal.name), columns }),
    [layer, columns],
  )
  /** For every step of the layer that of the belief beside it. */
  const beliefs = useMemo(() => (model.belief ? beliefSteps(layer, model.belief) : []), [model, layer])

  const redraw = useLive(({ trace, cursor: given }: Store) => {
    if (grid.current === null || readout.current === null) return
    const cursor = fitCursor(given, extent)
    const belief = findBelief(trace, model.belief)
    canvases.current.get('digit')?.paint(trace?.input.data ?? null)
    canvases.current.get('belief')?.paint(belief?.data ?? null)
    for (const { name } of layer.signals) canvases.current.get(name)?.paint(findSignal(trace, layer, name)?.data ?? null)
    partRead.current?.showStep(model, layer, cursor.step)

    const hit = hover.current
    const settled = belief && model.belief?.direction === 'forward' ? beliefs.findIndex((step) => step >= settleStep(belief)) : null
    // Of what stands on the axis, the scan line's grip comes first, then the mark of the settled answer, then the numbers.
    const hides = (step: number | null, row: number): boolean =>
      step !== null && Math.abs(row - rowOfStep(layout, step)) * layout.row < HANDLE_REACH * layout.ratio
    for (const tick of grid.current.querySelectorAll<HTMLElement>('[data-tick]')) {
      const step = Number(tick.dataset['tick'])
      const row = rowOfStep(layout, step) - 0.5
      // In tall rows grip and mark stand apart from the number, which they say again.
      tick.hidden = step === cursor.step || step === settled || hides(cursor.step, row) || hides(settled, row)
    }
    for (const mark of grid.current.querySelectorAll<HTMLElement>('[data-settled-step]')) {
      mark.hidden = settled === null || hides(cursor.step, rowOfStep(layout, settled))
      if (settled !== null) setText(mark, String(settled + 1))
    }
    setData(grid.current, 'settled', settled)
    grid.current.toggleAttribute('data-empty', trace === null)
    // Pixels of a digit that stands for itself are in no row of the maps.
    const inRow = hit !== null && (hit.panel.kind !== 'digit' || isBesideItsRows(layout))
    place(grid.current, {
      step: rowOfStep(layout, cursor.step),
      unit: cursor.unit === null ? null : columns.columnOf(cursor.unit),
      settled: settled === null ? null : rowOfStep(layout, settled),
      'hover-row': inRow ? hit.row : null,
      'hover-column': inRow ? hit.column : null,
    })
    for (const panel of grid.current.querySelectorAll<HTMLElement>('[data-name]')) {
      panel.toggleAttribute('data-current', panel.dataset['name'] === cursor.signal)
    }
    setData(grid.current, 'hover', inRow ? hit.panel.kind : '')
    const reading = hit ? readHit(trace, hit, cursor.step) : readPick(trace, layer, cursor)
    writeReadout(readout.current, reading, (at) => readingPlace(at, messages, model, layer), messages, format)
  })
  const input = useMapInput({ model, layer, layout, extent, hover, redraw })

  return (
    <>
      <p id="reading-keys" className="visually-hidden">
        {messages.reading.maps.keys}
      </p>
      {/* One focusable element for all maps: the cursor inside it is moved by keys, and the readout says where it is. */}
      <div
        ref={grid}
        className={styles.grid}
        role="group"
        aria-label={messages.reading.maps.label}
        aria-describedby="reading-said reading-keys"
        tabIndex={0}
        data-direction={layer.direction}
        data-printed
        style={variables(printedSize(layout))}
        onKeyDown={input.onKeyDown}
      >
        {Array.from({ length: layout.tiers }, (_, tier) => (
          <Tier
            key={tier}
            tier={tier}
            layout={layout}
            model={model}
            layer={layer}
            beliefs={beliefs}
            columns={columns}
            canvases={canvases.current}
            partRead={partRead}
            input={input}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <div className={styles.said}>
          <output
            ref={readout}
            className={styles.readout}
            data-left-out="print"
            aria-label={messages.reading.readout.label}
            data-testid="reading-readout"
          />
          <Summary model={model} layer={layer} />
          {layout.stepsPerRow > 1 && (
            <p className={styles.note}>{messages.reading.maps.thinned(layout.stepsPerRow, stepWord(messages, model, layer))}</p>
          )}
        </div>
        <div className={styles.keys}>
          {children}
          <UnitOrderPicker layer={layer} />
        </div>
      </div>
    </>
  )

  /** The value under the pointer; of the steps that share a row, that under the scan line or the last. */
  function readHit(trace: Trace | null, { panel, row, column }: Hit, current: number): Reading | null {
    if (panel.kind === 'digit') return readPixel(trace, model, row, column)
    const step = rowOfStep(layout, current) === row ? current : stepOfRow(layout, row)
    if (panel.kind === 'belief') return readBelief(trace, model, beliefs[step] ?? -1, step, column)
    return readSignal(trace, layer, layer.signals[panel.index]!, step, columns.unitAt(column))
  }
}

/** The digit's pixels are the maps' rows, one by one. */
function isBesideItsRows({ alongRows }: ReadingLayout): boolean {
  return alongRows?.stride === 1 && alongRows.offset === 0
}

/** Numbers that the style sheet positions the overlays by; an absent one hides what needs it. */
function place(grid: HTMLElement, numbers: Readonly<Record<string, number | null>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    setVariable(grid, `--${name}`, value)
    grid.toggleAttribute(`data-no-${name}`, value === null)
  }
}
