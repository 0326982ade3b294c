import { useId, useRef, useSyncExternalStore } from 'react'
import { useThemeChange } from '../kit/media'
import { useMessages } from '../kit/messages/messages'
import { classes } from '../kit/classes'
import styles from './Pad.module.css'
import { Asked } from './Asked'
import { DigitFrame } from './DigitFrame'
import { PadCursor } from './PadCursor'
import { PadTools, type PadToolsProps } from './PadTools'
import { PictureMark } from './PictureMark'
import { ERASER_RADIUS } from './tools'
import { PAD_KEYS, usePadKeys, useUndoKeys } from './use-pad-keys'
import { usePaste } from './use-paste'
import { WrittenInk } from './WrittenInk'

/** Where the visitor draws, with everything that can be done there. */
export function Pad({ pad, isAlone = false }: Pick<PadToolsProps, 'pad'> & Partial<PadToolsProps>) {
  const { controller, writeDigit, readSheet } = pad
  const messages = useMessages().pad
  const {
    isEmpty: isBlank,
    canUndo,
    canRedo,
    tool,
  } = useSyncExternalStore(controller.subscribe, controller.getStatus, controller.getStatus)
  const keys = usePadKeys(controller, writeDigit)
  const ring = useRef<HTMLSpanElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const helpId = useId()
  const frameId = useId()
  useUndoKeys(controller)
  usePaste()
  useThemeChange(controller.paint)

  return (
    <section className={styles.pad} aria-label={messages.title} data-left-out="print">
      <Asked controller={controller} surface={surface} />
      <div
        className={styles.sheet}
        onPointerMove={({ nativeEvent, currentTarget }) => {
          if (tool !== 'eraser' || ring.current === null) return
          const { left, top } = currentTarget.getBoundingClientRect()
          ring.current.style.translate = `calc(${nativeEvent.clientX - left}px - 50%) calc(${nativeEvent.clientY - top}px - 50%)`
        }}
      >
        {/* Arrow keys are the pad's own here, also under a screen reader: hence an application. */}
        <div
          ref={surface}
          className={classes(styles.surface, tool === 'eraser' && styles.erasing)}
          tabIndex={0}
          role="application"
          aria-label={messages.padLabel}
          aria-describedby={`${frameId} ${helpId}`}
          aria-keyshortcuts={PAD_KEYS}
          {...keys}
        >
          <canvas ref={controller.attach} className={styles.canvas} aria-hidden />
          {import.meta.env.SSR && <WrittenInk strokes={controller.visible().strokes} />}
        </div>
        <p className={styles.hint} data-shown={isBlank} aria-hidden>
          {messages.hint}
        </p>
        <p className={classes(styles.hint, styles.low)} data-shown={!isBlank && !canUndo && !canRedo} aria-hidden>
          {messages.hintOver}
        </p>
        {tool === 'eraser' && <span ref={ring} className={styles.ring} style={{ width: `${200 * ERASER_RADIUS}%` }} aria-hidden />}
        <DigitFrame readSheet={readSheet} sentenceId={frameId} />
        <PadCursor controller={controller} />
        <p id={helpId} className="visually-hidden">
          {messages.padHelp}
        </p>
      </div>
      <PadTools pad={pad} isAlone={isAlone} />
      {pad.picture && <PictureMark picture={pad.picture} />}
    </section>
  )
}
