import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import type { Elements } from '../../kit/elements'
import { useMessages } from '../../kit/messages/messages'
import { inkScale } from '../../kit/scales'
import { inputStepKind, type ModelView, pictureOf, pixelsOf, seenPlaces, type SequenceLayer } from '../../network/layers'
import { MapCanvas } from '../map-canvas'
import { PartRead, type PartReadHandle } from '../PartRead'
import { stepWord } from '../../network/words'
import styles from './aligned.module.css'
import type { AlignedRows } from './metrics'
import { variables } from './RowPanel'
import { StepTicks } from './StepTicks'

export interface DigitPanelHandle {
  /** @param input what the network read, [T,F] */
  paint(input: Float32Array | null, step: number): void
}

export interface DigitPanelProps {
  readonly ref?: Ref<DigitPanelHandle>
  readonly rows: AlignedRows
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly title?: ReactNode
  readonly foot?: ReactNode
  /** Under all of it. */
  readonly legend?: Elements
  /** Lies over the digit. */
  readonly children?: Elements
}

/** The digit that all rows of a figure stand beside, with the numbers of the steps left of it. */
export function DigitPanel({ ref, rows, model, layer, title, foot, legend, children }: DigitPanelProps) {
  const messages = useMessages()
  const { maps, steps } = messages.reading
  const canvas = useRef<MapCanvas>(null)
  const part = useRef<PartReadHandle>(null)
  // A whole row of its own is said by the scan line.
  const isFramed = !rows.isBesideRows || layer.sight.size > 1
  useImperativeHandle(
    ref,
    () => ({
      paint(input, step) {
        canvas.current?.paint(input)
        if (!isFramed) return
        const [first, last] = seenPlaces(layer.sight, step, model.steps)
        part.current?.showPixels(pixelsOf(model, first, last))
      },
    }),
    [isFramed, layer, model],
  )
  const css = (devicePixels: number): string => `${devicePixels / rows.ratio}px`
  const picture = model.task.input
  const [across, down] = [css(picture.width * rows.pixel), css(picture.height * rows.pixel)]
  const word = stepWord(messages, model, layer)

  return (
    <div className={styles.panel} data-kind="digit" data-apart={!rows.isBesideRows || undefined} style={{ width: across }}>
      <div className={styles.title}>{title ?? maps.digit}</div>
      <div
        className={styles.plot}
        style={variables({ height: css(rows.isBesideRows ? rows.height : picture.height * rows.pixel), '--row': css(rows.row) })}
      >
        {rows.isBesideRows && <StepTicks rows={rows} />}
        <div className={styles.digit} style={{ width: across, height: down }}>
          <canvas
            role="img"
            aria-label={maps.digitImage(steps[inputStepKind(model)], model.steps)}
            width={picture.width}
            height={picture.height}
            ref={(element) => {
              canvas.current = element && new MapCanvas(element, { scale: inkScale, arrange: (sequence) => pictureOf(model, sequence) })
            }}
          />
          {children}
          <PartRead ref={part} size={picture} framed={isFramed} />
        </div>
        {rows.isBesideRows && (
          <div className={styles.rowsOver} style={{ top: css(rows.top) }}>
            <div className={styles.scan} />
          </div>
        )}
      </div>
      <div className={styles.foot} aria-hidden>
        {foot ?? (rows.isBesideRows ? maps.time(word) : null)}
      </div>
      {legend}
    </div>
  )
}
