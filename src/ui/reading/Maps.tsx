import { type ReactNode, useMemo, useRef } from 'react'
import { IMAGE_SIDE } from '../../core/images'
import type { Store } from '../../state/app-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { settleStep } from './answer'
import { setData, setVariable } from './dom'
import { type Hit, layoutReading, type ReadingLayout } from './layout'
import type { MapCanvas } from './map-canvas'
import styles from './Maps.module.css'
import { fitCursor } from './navigate'
import { readHit, readPick, writeReadout } from './readout'
import { findSignal, type ReadingShape, type RecurrentLayer } from './signals'
import { Summary } from './Summary'
import { Tier } from './Tier'
import { useLive } from './use-live'
import { useMapInput } from './use-map-input'
import { usePanelRoom } from './use-panel-room'

/** The scan line's grip hides the axis numbers this near to it, CSS pixels. */
const HANDLE_REACH = 16

export interface MapsProps {
  readonly layer: RecurrentLayer
  readonly shape: ReadingShape
  /** Beside the readout, under the maps. */
  readonly children?: ReactNode
}

/** Digit, signals and belief, aligned row by row under one scan line; measures its own width and arranges them. */
export function Maps({ layer, shape, children }: MapsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const room = usePanelRoom(frame)
  const layout = useMemo(() => {
    if (room === null) return null
    const { steps, classes } = shape
    return layoutReading({ ...room, rows: steps, units: layer.units, maps: layer.signals.length, classes, pixels: IMAGE_SIDE })
  }, [room, layer, shape])
  return (
    <div ref={frame} className={styles.frame}>
      {layout && (
        <MapGrid layer={layer} shape={shape} layout={layout}>
          {children}
        </MapGrid>
      )}
    </div>
  )
}

function MapGrid({ layer, shape, layout, children }: MapsProps & { readonly layout: ReadingLayout }) {
  const messages = useMessages()
  const format = useFormat()
  const grid = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const canvases = useRef(new Map<string, MapCanvas>())
  const hover = useRef<Hit | null>(null)
  const extent = useMemo(
    () => ({ steps: shape.steps, units: layer.units, signals: layer.signals.map((signal) => signal.name) }),
    [shape.steps, layer],
  )

  const redraw = useLive(({ trace, cursor: given }: Store) => {
    if (grid.current === null || readout.current === null) return
    const cursor = fitCursor(given, extent)
    canvases.current.get('digit')?.paint(trace?.input.data ?? null)
    canvases.current.get('belief')?.paint(trace?.belief.data ?? null)
    for (const { name } of layer.signals) canvases.current.get(name)?.paint(findSignal(trace, layer, name)?.data ?? null)

    for (const tick of grid.current.querySelectorAll<HTMLElement>('[data-tick]')) {
      tick.hidden = Math.abs(Number(tick.dataset['tick']) - cursor.step - 0.5) * layout.row < HANDLE_REACH * layout.ratio
    }

    const hit = hover.current
    place(grid.current, {
      step: cursor.step,
      unit: cursor.unit,
      settled: trace && settleStep(trace.belief),
      'hover-row': hit && hit.row,
      'hover-column': hit && hit.column,
    })
    for (const panel of grid.current.querySelectorAll<HTMLElement>('[data-name]')) {
      panel.toggleAttribute('data-current', panel.dataset['name'] === cursor.signal)
    }
    setData(grid.current, 'hover', hit?.panel.kind ?? '')
    const signal = hit && layer.signals[hit.panel.index]
    writeReadout(readout.current, hit ? readHit(trace, layer, hit, signal ?? null) : readPick(trace, layer, cursor), messages, format)
  })
  const input = useMapInput({ layer, layout, extent, hover, redraw })

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
        aria-describedby="reading-keys"
        tabIndex={0}
        onKeyDown={input.onKeyDown}
      >
        {Array.from({ length: layout.tiers }, (_, tier) => (
          <Tier key={tier} tier={tier} layout={layout} layer={layer} canvases={canvases.current} input={input} />
        ))}
      </div>
      <div className={styles.foot}>
        <div className={styles.said}>
          <output ref={readout} className={styles.readout} aria-label={messages.reading.readout.label} data-testid="reading-readout" />
          <Summary shape={shape} />
        </div>
        {children}
      </div>
    </>
  )
}

/** Numbers that the style sheet positions the overlays by; an absent one hides what needs it. */
function place(grid: HTMLElement, numbers: Readonly<Record<string, number | null>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    setVariable(grid, `--${name}`, value)
    grid.toggleAttribute(`data-no-${name}`, value === null)
  }
}
