import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { Explained } from '../explain/Explained'
import type { Elements } from '../kit/elements'
import { useFormat, useMessages } from '../kit/messages/messages'
import { inkScale, scaleOfRole } from '../kit/scales'
import { useActions, useAppStoreApi } from '../kit/store'
import { setVariable } from '../kit/dom'
import styles from './FeatureMaps.module.css'
import { findSignal, isFitted, liveliestUnit, type ModelView, type PictureLayer, pictureOf, seenPlaces } from '../network/layers'
import { MapCanvas } from '../maps/map-canvas'
import { PartRead, type PartReadHandle } from '../maps/PartRead'
import { writeText } from '../network/readout'
import { rectanglePixels } from '../maps/region'
import { SignalTitle } from './SignalTitle'
import { Summary } from './Summary'
import { hitTile, layoutTiles, sheetOf, sheetSize, strongestPlace, type TileHit, type TilesLayout } from '../maps/tiles'
import { useLive } from '../network/use-live'
import { usePanelRoom } from '../maps/use-panel-room'
import { signalWords } from '../network/words'

export interface FeatureMapsProps {
  readonly model: ModelView
  readonly layer: PictureLayer
  /** Beside the readout, under the maps. */
  readonly children?: Elements
}

/** The drawing, and beside it all maps of a layer that keeps no time; or the values of one that keeps no places either. */
export function FeatureMaps({ model, layer, children }: FeatureMapsProps) {
  const frame = useRef<HTMLDivElement>(null)
  const room = usePanelRoom(frame)
  const layout = useMemo(
    () =>
      room &&
      layoutTiles({ ...room, count: layer.units, map: { height: layer.height, width: layer.width }, pixels: model.task.input.width }),
    [room, model, layer],
  )
  return (
    <div ref={frame} className={styles.frame}>
      {layout && (
        <Sheet model={model} layer={layer} layout={layout}>
          {children}
        </Sheet>
      )}
    </div>
  )
}

function Sheet({ model, layer, layout, children }: FeatureMapsProps & { readonly layout: TilesLayout }) {
  const messages = useMessages()
  const { panels, reading, shell } = messages
  const { maps, readout: words } = reading
  const format = useFormat()
  const store = useAppStoreApi()
  const { setCursor } = useActions()
  const sheet = useRef<HTMLDivElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const seen = useRef<PartReadHandle>(null)
  const canvases = useRef<{ digit: MapCanvas | null; sheet: MapCanvas | null }>({ digit: null, sheet: null })
  const hover = useRef<TileHit | null>(null)
  const signal = layer.signals[0]!
  const set = useMemo(() => ({ map: { height: layer.height, width: layer.width }, count: layer.units }), [layer])
  const picture = model.task.input
  const size = sheetSize(layout, set.map)
  const isValue = layer.height * layer.width === 1
  const css = (devicePixels: number): string => `${devicePixels / layout.ratio}px`

  // A lively unit shows how it goes on; of some filters all places are blank.
  useEffect(() => {
    const pick = (): boolean => {
      const { trace, cursor } = store.getState()
      if (cursor.unit !== null) return true
      const found = findSignal(trace, layer, signal.name)
      if (found === null) return false
      setCursor({ unit: liveliestUnit(found), signal: signal.name })
      return true
    }
    if (pick()) return
    const unsubscribe = store.subscribe(() => {
      if (pick()) unsubscribe()
    })
    return unsubscribe
  }, [store, setCursor, layer, signal])

  const redraw = useLive(({ trace, cursor }) => {
    const values = findSignal(trace, layer, signal.name)?.data ?? null
    canvases.current.digit?.paint(trace?.input.data ?? null)
    canvases.current.sheet?.paint(values)
    const unit = Math.min(cursor.unit ?? 0, layer.units - 1)
    const at = hover.current ?? (values ? strongestPlace(set, values, unit) : null)
    setVariable(sheet.current, '--tile-x', (unit % layout.columns) * (set.map.width + layout.gap))
    setVariable(sheet.current, '--tile-y', Math.floor(unit / layout.columns) * (set.map.height + layout.gap))
    if (layer.sight && at) {
      const [rows, columns] = [seenPlaces(layer.sight, at.row, picture.height), seenPlaces(layer.sight, at.column, picture.width)]
      seen.current?.showPixels(rectanglePixels(rows, columns, picture))
    }
    if (readout.current === null) return
    const value = values && at ? values[(at.row * set.map.width + at.column) * set.count + at.unit] : undefined
    const { dataset } = readout.current
    if (at === null || value === undefined) {
      writeText(readout.current, words.hintPicture, '')
      return
    }
    dataset['signal'] = signal.name
    dataset['unit'] = String(at.unit)
    dataset['value'] = String(value)
    const name = isValue ? words.value : hover.current ? words.place : words.strongest
    writeText(readout.current, words.joined(name(signal.symbol, at.unit + 1, at.row + 1, at.column + 1)), format.decimal(value, 3))
  })

  const hitOf = (event: PointerEvent<HTMLElement>): TileHit | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const side = layout.cell / layout.ratio
    return hitTile(layout, set, (event.clientX - box.left) / side, (event.clientY - box.top) / side)
  }
  const setHover = (hit: TileHit | null): void => {
    hover.current = hit
    redraw()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const unit = store.getState().cursor.unit ?? 0
    const targets: Readonly<Record<string, number>> = {
      ArrowLeft: unit - 1,
      ArrowRight: unit + 1,
      ArrowUp: unit - layout.columns,
      ArrowDown: unit + layout.columns,
      Home: 0,
      End: layer.units - 1,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    hover.current = null
    if (target >= 0 && target < layer.units) setCursor({ unit: target, signal: signal.name })
  }

  return (
    <>
      <p id="feature-keys" className="visually-hidden">
        {maps.keysPicture}
      </p>
      <div className={styles.panels} data-stacked={layout.isStacked || undefined}>
        <div className={styles.panel}>
          <Explained term="picture" name={panels.picture.full} sentence={shell.sentences([panels.picture.sentence, maps.digitHelpPicture])}>
            <span>{maps.digit}</span>
          </Explained>
          <div className={styles.field} style={{ width: css(picture.width * layout.pixel), height: css(picture.height * layout.pixel) }}>
            <canvas
              role="img"
              aria-label={maps.digitImage(messages.reading.steps.step, 1)}
              width={picture.width}
              height={picture.height}
              ref={(canvas) => {
                const arrange = (values: Float32Array): Float32Array => pictureOf(model, values)
                canvases.current.digit = canvas && new MapCanvas(canvas, { scale: inkScale, arrange })
              }}
            />
            {layer.sight && <PartRead ref={seen} size={picture} />}
          </div>
        </div>
        <div className={styles.panel}>
          <SignalTitle layer={layer} signal={signal} />
          <div
            ref={sheet}
            className={styles.sheet}
            role="group"
            aria-label={maps.label}
            aria-describedby="reading-said feature-keys"
            tabIndex={0}
            style={sheetStyle()}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => event.pointerType !== 'touch' && setHover(hitOf(event))}
            onPointerLeave={() => setHover(null)}
            onPointerUp={(event) => {
              const hit = hitOf(event)
              if (hit) setCursor({ unit: hit.unit, signal: signal.name })
            }}
          >
            <canvas
              role="img"
              aria-label={maps.images(signalWords(messages, layer.kind, signal).full, layer.units, layer.height, layer.width)}
              width={size.width}
              height={size.height}
              ref={(canvas) => {
                const arrange = (values: Float32Array): Float32Array => sheetOf(layout, set, values)
                const fitted = isFitted(signal)
                canvases.current.sheet = canvas && new MapCanvas(canvas, { scale: scaleOfRole(signal.role), fitted, arrange })
              }}
            />
            <div className={styles.picked} />
          </div>
        </div>
      </div>
      <div className={styles.foot}>
        <div className={styles.said}>
          <output ref={readout} className={styles.readout} aria-label={words.label} data-testid="reading-readout" />
          <Summary model={model} layer={layer} />
        </div>
        {children}
      </div>
    </>
  )

  function sheetStyle(): CSSProperties & Readonly<Record<`--${string}`, string>> {
    return {
      width: css(size.width * layout.cell),
      height: css(size.height * layout.cell),
      '--cell': css(layout.cell),
      '--tile-width': css(set.map.width * layout.cell),
      '--tile-height': css(set.map.height * layout.cell),
    }
  }
}
