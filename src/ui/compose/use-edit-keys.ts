import { type RefObject, useEffect } from 'react'
import { useActions } from '../kit/store'
import { undoKeyOf } from '../kit/undo-keys'

/** Undo and redo by keys go to the edits, not to the drawing, as long as what was used last is in this view. @param part  anything in the view */
export function useEditKeys(part: RefObject<HTMLElement | null>): void {
  const { undoEdit, redoEdit } = useActions()
  useEffect(() => {
    // What is pressed may be gone by the time of the key: where the focus is tells less.
    let isHere = true
    const onUse = ({ target }: Event): void => {
      isHere = target instanceof Node && part.current?.closest('section')?.contains(target) === true
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      const asked = isHere ? undoKeyOf(event) : null
      if (asked === null) return
      if (asked === 'undo') undoEdit()
      else redoEdit()
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the pad, which takes these keys wherever they are pressed.
    const options = { capture: true }
    addEventListener('pointerdown', onUse, options)
    addEventListener('focusin', onUse, options)
    addEventListener('keydown', onKeyDown, options)
    return () => {
      removeEventListener('pointerdown', onUse, options)
      removeEventListener('focusin', onUse, options)
      removeEventListener('keydown', onKeyDown, options)
    }
  }, [part, undoEdit, redoEdit])
}
