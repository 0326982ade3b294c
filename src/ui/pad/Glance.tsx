import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { tellingSignal } from '../../nn/spec/signals'
import { setVariable } from '../kit/dom'
import { NARROW, useMedia } from '../kit/media'
import { useMessages } from '../kit/messages/messages'
import { probabilityScale, scaleOfRole } from '../kit/scales'
import { useAppStore } from '../kit/store'
import { setRows } from '../maps/layout'
import { MapCanvas, type MapCanvasOptions } from '../maps/map-canvas'
import { thinRows } from '../maps/thin'
import {
  beliefBeside,
  beliefSteps,
  type BeliefView,
  findBelief,
  findSignal,
  isFitted,
  type ModelView,
  rowsBeside,
  type SequenceLayer,
} from '../network/layers'
import { SignalSymbol } from '../network/SignalSymbol'
import { useLive } from '../network/use-live'
import { useModelView } from '../network/use-model-view'
import { signalWords } from '../network/words'
import styles from './Glance.module.css'

/** Of the picture beside it, CSS pixels. */
const HEIGHT = 112

/**
 * On a phone the maps are below: the belief and one of them stand beside the picture, so that the pen is seen to move both. For the eye alone: the maps
 * themselves have names.
 */
export function Glance() {
  const isNarrow = useMedia(NARROW, true)
  const { model, layer } = useModelView()
  if (!isNarrow) return null
  // Its place is kept until there is a model.
  if (model === null) return <div className={styles.glance} data-glance aria-hidden />
  if (!model.belief || layer?.form !== 'sequence') return null
  return <Strip key={layer.name} model={model} layer={layer} belief={model.belief} />
}

interface StripProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly belief: BeliefView
}

function Strip({ model, layer, belief: view }: StripProps) {
  const messages = useMessages()
  const { maps } = messages.reading
  const picked = useAppStore(({ cursor }) => cursor.signal)
  const signal = shownSignal(layer, picked)
  const root = useRef<HTMLDivElement>(null)
  const belief = useRef<MapCanvas>(null)
  const map = useRef<MapCanvas>(null)
  const beliefs = useMemo(() => beliefSteps(layer, view), [layer, view])
  const rows = useMemo(() => {
    const ratio = window.devicePixelRatio
    const picture = model.task.input
    const pixel = Math.max(1, Math.round((HEIGHT * ratio) / picture.height))
    return setRows({ height: 0, ratio, letters: 1, steps: layer.steps, alongRows: rowsBeside(model, layer), picture }, pixel, 1)
  }, [model, layer])

  useLive(({ trace, cursor }) => {
    belief.current?.paint(findBelief(trace, view)?.data ?? null)
    map.current?.paint(signal === null ? null : (findSignal(trace, layer, signal.name)?.data ?? null))
    if (root.current !== null) setVariable(root.current, '--step', Math.floor(Math.min(cursor.step, layer.steps - 1) / rows.stepsPerRow))
  })

  const plot: CSSProperties & Readonly<Record<`--${string}`, number>> = {
    '--top': rows.top,
    '--row': rows.row,
    '--height': rowsBeside(model, layer) === null ? rows.rows * rows.row : rows.height,
    '--rows': rows.rows,
  }
  const figure = (title: ReactNode, columns: number, painting: MapCanvasOptions, canvas: typeof belief) => (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div className={styles.plot} style={plot}>
        <canvas
          width={columns}
          height={rows.rows}
          ref={(element) => {
            canvas.current = element && new MapCanvas(element, painting)
          }}
        />
        <div className={styles.scan} />
      </div>
    </figure>
  )
  return (
    <div ref={root} className={styles.glance} data-glance data-left-out="print">
      {figure(
        maps.belief,
        view.classes,
        {
          scale: probabilityScale,
          arrange: (values) => thinRows(beliefBeside(values, beliefs, view.classes), view.classes, rows.stepsPerRow, 'mean'),
        },
        belief,
      )}
      {signal !== null &&
        figure(
          <>
            <SignalSymbol symbol={signal.symbol} />
            <span className={styles.name}>{signalWords(messages, layer.kind, signal).name}</span>
          </>,
          layer.units,
          {
            scale: scaleOfRole(signal.role),
            fitted: isFitted(signal),
            arrange: (values) => thinRows(values, layer.units, rows.stepsPerRow, signal.role === 'gate' ? 'mean' : 'strongest'),
          },
          map,
        )}
    </div>
  )
}

/** The one that was picked last; before that the one that a reading picks by itself, so that no other takes its place. */
function shownSignal(layer: SequenceLayer, picked: string | null): SignalDeclaration | null {
  return layer.signals.find(({ name }) => name === picked) ?? tellingSignal(layer) ?? layer.signals[0] ?? null
}
