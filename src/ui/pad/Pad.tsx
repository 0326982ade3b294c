import { Eraser, PenLine, Redo2, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { pictureFromStrokes } from '../../data/drawing'
import { Button } from '../kit/Button'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStoreApi } from '../kit/store'
import { prefersReducedMotion, useThemeChange } from '../kit/media'
import type { Drawing } from './history'
import styles from './Pad.module.css'
import { PadController } from './pad-controller'
import { plainDrawing, sampleDrawing, WRITING_TIME } from './samples'

/** Where the visitor draws. A sample writes itself as soon as the page is there; the visitor's pen interrupts it. */
export function Pad() {
  const messages = useMessages().pad
  const { setDrawing } = useActions()
  const api = useAppStoreApi()
  const [controller] = useState(
    () =>
      new PadController(({ strokes, label }) => setDrawing({ picture: pictureFromStrokes(strokes), label, isEmpty: strokes.length === 0 })),
  )
  const { canUndo, canRedo, isEmpty: isBlank } = useSyncExternalStore(controller.subscribe, controller.getStatus)
  const write = useCallback((drawing: Drawing) => controller.write(drawing, prefersReducedMotion() ? 0 : WRITING_TIME), [controller])

  const samples = useRef({ count: 0, seed: Date.now() >>> 0 })
  const writeSample = useCallback(() => {
    const { count, seed } = samples.current
    samples.current.count++
    write(sampleDrawing(count, seed))
  }, [write])

  useEffect(() => {
    if (api.getState().drawing.isEmpty && samples.current.count === 0) writeSample()
  }, [api, writeSample])
  useUndoKeys(controller)
  useDictation(write)
  useThemeChange(controller.paint)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (/^[0-9]$/.test(event.key)) write(plainDrawing(Number(event.key)))
    else if (event.key === 'Delete' || event.key === 'Backspace') controller.clear()
    else return
    event.preventDefault()
  }

  return (
    <section className={styles.pad} aria-label={messages.title}>
      <div className={styles.sheet}>
        <canvas
          ref={controller.attach}
          className={styles.canvas}
          tabIndex={0}
          role="img"
          aria-label={messages.padLabel}
          aria-keyshortcuts="0 1 2 3 4 5 6 7 8 9 Delete"
          onKeyDown={onKeyDown}
        />
        <p className={styles.hint} data-shown={isBlank} aria-hidden>
          {messages.hint}
        </p>
      </div>
      <div className={styles.tools}>
        <IconButton label={messages.undo} hint={`${messages.undo} (Ctrl+Z)`} unavailable={!canUndo} onClick={controller.undo}>
          <Undo2 aria-hidden />
        </IconButton>
        <IconButton label={messages.redo} hint={`${messages.redo} (Ctrl+Shift+Z)`} unavailable={!canRedo} onClick={controller.redo}>
          <Redo2 aria-hidden />
        </IconButton>
        <IconButton label={messages.clear} unavailable={isBlank} onClick={controller.clear}>
          <Eraser aria-hidden />
        </IconButton>
        <Button className={styles.sample} onClick={writeSample} title={messages.sampleHint}>
          <PenLine aria-hidden />
          {messages.sample}
        </Button>
      </div>
    </section>
  )
}

/** Writes what other parts of the page ask for: a lesson's digit. */
function useDictation(write: (drawing: Drawing) => void) {
  const api = useAppStoreApi()
  useEffect(
    () =>
      api.subscribe(({ dictation }, before) => {
        if (dictation !== null && dictation !== before.dictation) write(plainDrawing(dictation.digit))
      }),
    [api, write],
  )
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y anywhere on the page, except where text is typed. */
function useUndoKeys(controller: PadController) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return
      const key = event.key.toLowerCase()
      if (key === 'z' && !event.shiftKey) controller.undo()
      else if (key === 'y' || key === 'z') controller.redo()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [controller])
}
