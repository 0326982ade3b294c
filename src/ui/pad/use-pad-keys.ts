import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { latinKey } from '../kit/latin-key'
import { undoKeyOf } from '../kit/undo-keys'
import { isArrow } from './keyboard-pen'
import type { PadController } from './pad-controller'

/** As `aria-keyshortcuts` has it. */
export const PAD_KEYS = 'Space Enter Escape E [ ] 0 1 2 3 4 5 6 7 8 9 Delete'

/**
 * The keys of the focused pad: arrows move a pen, Space or Enter puts it down and lifts it, Escape puts it away; digits write themselves, E changes the
 * tool, brackets the line.
 */
export function usePadKeys(controller: PadController, writeDigit: (digit: number) => void) {
  const held = useRef(new Set<string>())

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const key = latinKey(event)
      if (isArrow(key)) {
        held.current.add(key)
        controller.moveByKeys(held.current, event.shiftKey)
      } else if (key === ' ' || key === 'Enter') {
        // Held down it would stutter.
        if (!event.repeat) controller.togglePen()
      } else if (key === 'Escape') {
        if (controller.getKeyboardPen() === null) return
        controller.leaveKeyboard()
      } else if (/^[0-9]$/.test(key)) writeDigit(Number(key))
      else if (key === 'Delete' || key === 'Backspace') controller.clear()
      else if (key === 'e') controller.setTool(controller.getStatus().tool === 'pen' ? 'eraser' : 'pen')
      else if (key === '[' || key === ']') controller.nextPenSize(key === ']' ? 1 : -1, false)
      else return
      event.preventDefault()
    },
    [controller, writeDigit],
  )

  const onKeyUp = useCallback((event: KeyboardEvent) => {
    held.current.delete(event.key)
  }, [])

  const onBlur = useCallback(() => {
    held.current.clear()
    controller.leaveKeyboard()
  }, [controller])

  return { onKeyDown, onKeyUp, onBlur }
}

/** Undo and redo by keys anywhere on the page, where no other part of it takes them. */
export function useUndoKeys(controller: PadController) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const asked = undoKeyOf(event)
      if (asked === null) return
      controller[asked]()
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [controller])
}
