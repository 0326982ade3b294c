import { useMemo, useRef } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { Store } from '../../state/app-state'
import { DataTable } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import { scaleOfRole } from '../kit/scales'
import { findSignal, isFitted, type LayerView } from '../network/layers'
import { MapCanvas } from '../maps/map-canvas'
import { mapValues, sheetCaption, sheetOfSignal } from '../maps/sheets'
import { sheetTable } from './numbers/sheet-table'
import styles from './SignalSheets.module.css'
import { SignalTitle } from './SignalTitle'
import { sheetOf, sheetSize } from '../maps/tiles'
import { useLive } from '../network/use-live'
import { type Room, usePanelRoom } from '../maps/use-panel-room'
import { signalWords } from '../network/words'

const isNewReading = (state: Store, before: Store): boolean => state.trace !== before.trace

/** Every signal of a layer that is no map over time and no picture, whatever its axes are. */
export function SignalSheets({ layer }: { readonly layer: LayerView }) {
  const frame = useRef<HTMLDivElement>(null)
  const room = usePanelRoom(frame)
  return (
    <div ref={frame} className={styles.sheets}>
      {room && layer.others.map((signal) => <Sheet key={signal.name} layer={layer} signal={signal} room={room} />)}
    </div>
  )
}

interface SheetProps {
  readonly layer: LayerView
  readonly signal: SignalDeclaration
  readonly room: Room
}

function Sheet({ layer, signal, room }: SheetProps) {
  const messages = useMessages()
  const format = useFormat()
  const canvas = useRef<MapCanvas>(null)
  const { axes, set, layout } = useMemo(() => sheetOfSignal(signal, room), [signal, room])
  const { width, height } = sheetSize(layout, set.map)
  const caption = sheetCaption(messages, signal)
  const words = signalWords(messages, layer.kind, signal)
  const side = layout.cell / layout.ratio

  useLive(({ trace }) => canvas.current?.paint(findSignal(trace, layer, signal.name)?.data ?? null))

  return (
    <figure className={styles.sheet}>
      <SignalTitle layer={layer} signal={signal} />
      <canvas
        key={`${width} ${height}`}
        role="img"
        aria-label={messages.reading.sheets.image(words.full, caption)}
        width={width}
        height={height}
        style={{ width: width * side, height: height * side }}
        ref={(element) => {
          const arrange = (values: Float32Array): Float32Array => sheetOf(layout, set, mapValues(signal, axes, values))
          canvas.current = element && new MapCanvas(element, { scale: scaleOfRole(signal.role), fitted: isFitted(signal), arrange })
        }}
      />
      <figcaption>{caption}</figcaption>
      <DataTable
        title={messages.shell.dataTable.of(words.full)}
        content={({ trace }) => ({ caption, ...sheetTable(signal, findSignal(trace, layer, signal.name)?.data ?? null, messages, format) })}
        isNew={isNewReading}
        testId={`sheet-numbers-${signal.name}`}
      />
    </figure>
  )
}
