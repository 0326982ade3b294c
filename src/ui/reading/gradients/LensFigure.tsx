import { useMemo, useRef } from 'react'
import { CodeLink } from '../../code/CodeLink'
import { kernelOfGradient } from '../../code/computed-by'
import { DigitPanel, type DigitPanelHandle } from '../../maps/aligned/DigitPanel'
import { alignedRows, besideDigit, GAP, unitCell } from '../../maps/aligned/metrics'
import { useLineStarts } from '../../maps/aligned/use-line-starts'
import aligned from '../../maps/aligned/aligned.module.css'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { stateScale } from '../../kit/scales'
import { setText, setVariable } from '../../kit/dom'
import { rowOfStep } from '../../maps/layout'
import { type ModelView, rowsBeside, type SequenceLayer } from '../../network/layers'
import { MapCanvas } from '../../maps/map-canvas'
import { useLive } from '../../network/use-live'
import { type Room, usePanelRoom } from '../../maps/use-panel-room'
import styles from './GradientLens.module.css'
import { isNewLens } from './is-new-lens'
import { LensNumbers } from './LensNumbers'
import { MemoryPanel } from './MemoryPanel'
import { NormPanel, PLOT_WIDTH } from './NormPanel'
import { RnnSentence } from './RnnSentence'
import { SaliencyNumbers } from './SaliencyNumbers'
import { lensSentence } from './sentence'

/** What the order and the legend under the memory take, CSS pixels, for letters of the usual size. */
const MEMORY_WIDTH = 320

export interface LensFigureProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly showsSaliency: boolean
  /** Beside it: the RNN that the page comes with. */
  readonly showsRnn: boolean
}

/** Digit, gradients and memory on one axis of time. */
export function LensFigure(props: LensFigureProps) {
  const frame = useRef<HTMLDivElement>(null)
  const room = usePanelRoom(frame)
  return <div ref={frame}>{room && <Figure {...props} room={room} />}</div>
}

function Figure({ model, layer, showsSaliency, showsRnn, room }: LensFigureProps & { readonly room: Room }) {
  const messages = useMessages()
  const { lens: words } = messages
  const format = useFormat()
  const root = useRef<HTMLDivElement>(null)
  const sentence = useRef<HTMLParagraphElement>(null)
  const digit = useRef<DigitPanelHandle>(null)
  const saliency = useRef<MapCanvas>(null)
  const rows = useMemo(
    () => alignedRows({ ...room, steps: layer.steps, alongRows: rowsBeside(model, layer), picture: model.task.input }),
    [room, model, layer],
  )
  const beside = besideDigit(rows, model.task.input) + (PLOT_WIDTH * rows.letters + GAP) * rows.ratio
  const kernel = kernelOfGradient(layer.kind)
  const besideThem = unitCell({ width: room.width, units: layer.units, maps: 1, beside }, rows)
  // A map narrower than what stands under it would be pushed into the next line, where it can be wide.
  const cell =
    besideThem * layer.units >= MEMORY_WIDTH * rows.letters * rows.ratio
      ? besideThem
      : unitCell({ width: room.width, units: layer.units, maps: 1, beside: Infinity }, rows)

  useLineStarts(root)
  useLive(({ trace, lens, cursor, drawing }) => {
    if (root.current === null) return
    const step = Math.min(cursor.step, layer.steps - 1)
    setVariable(root.current, '--step', rowOfStep(rows, step))
    // What is on the pad has moved on: the pen has not rested yet.
    root.current.toggleAttribute('data-stale', lens.reading !== null && lens.reading.picture !== drawing.picture)
    digit.current?.paint(trace?.input.data ?? null, step)
    saliency.current?.paint(lens.reading?.gradients.saliency.data ?? null)
    if (lens.reading === null) {
      setText(sentence.current, words.waiting)
      return
    }
    const { gradients, label } = lens.reading
    const text = lensSentence({ messages, format, model, layer }, { label, loss: gradients.loss, states: gradients.states })
    if (text !== null) setText(sentence.current, text)
  }, isNewLens)

  return (
    <div className={styles.figure}>
      <p ref={sentence} className={styles.sentence} data-testid="lens-sentence" />
      {showsRnn && <RnnSentence model={model} layer={layer} />}
      <div ref={root} className={aligned.figure}>
        <DigitPanel
          ref={digit}
          rows={rows}
          model={model}
          layer={layer}
          title={showsSaliency ? words.saliencyTitle : undefined}
          legend={showsSaliency && <SaliencyLegend />}
        >
          {showsSaliency && (
            <canvas
              className={styles.saliency}
              role="img"
              aria-label={words.saliencyImage}
              width={model.task.input.width}
              height={model.task.input.height}
              ref={(canvas) => {
                saliency.current = canvas && new MapCanvas(canvas, { scale: stateScale, fitted: 'closely' })
              }}
            />
          )}
        </DigitPanel>
        <NormPanel model={model} layer={layer} rows={rows} showsRnn={showsRnn} />
        <MemoryPanel model={model} layer={layer} rows={rows} cell={cell} />
      </div>
      <p className={styles.help}>{words.norms.help}</p>
      {kernel !== null && <CodeLink className={styles.code} kernel={kernel} />}
      <LensNumbers model={model} layer={layer} showsRnn={showsRnn} />
      {showsSaliency && <SaliencyNumbers />}
    </div>
  )
}

/** Which way the colours of the saliency go. */
function SaliencyLegend() {
  const { lens: words } = useMessages()
  return (
    <p className={styles.ends}>
      <span>{words.inkHelps}</span>
      <span className={styles.ramp} style={{ background: stateScale.gradient }} />
      <span>{words.inkHurts}</span>
    </p>
  )
}
