import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import type { Cell } from '../../statistics/gallery'
import { useAppStoreApi } from '../kit/store'

/** Where a key goes from a cell of a square of so many classes; null for a key that goes nowhere. */
export function cellByKey({ label, answer }: Cell, key: string, isFar: boolean, classes: number): Cell | null {
  const last = classes - 1
  switch (key) {
    case 'ArrowUp':
      return { label: Math.max(0, label - 1), answer }
    case 'ArrowDown':
      return { label: Math.min(last, label + 1), answer }
    case 'ArrowLeft':
      return { label, answer: Math.max(0, answer - 1) }
    case 'ArrowRight':
      return { label, answer: Math.min(last, answer + 1) }
    case 'Home':
      return { label: isFar ? 0 : label, answer: 0 }
    case 'End':
      return { label: isFar ? last : label, answer: last }
    default:
      return null
  }
}

export interface CellKeys {
  readonly grid: RefObject<HTMLTableElement | null>
  /** The one cell that the Tab key comes to. */
  readonly at: Cell
  readonly onFocus: (cell: Cell) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Arrow keys in the confusion matrix. */
export function useCellKeys(classes: number): CellKeys {
  const store = useAppStoreApi()
  const grid = useRef<HTMLTableElement>(null)
  const [moved, setAt] = useState<Cell>(() => store.getState().judge.view.cell ?? { label: 0, answer: 0 })
  // Of a task with fewer classes the cell may be gone.
  const at = moved.label < classes && moved.answer < classes ? moved : { label: 0, answer: 0 }
  return {
    grid,
    at,
    onFocus: setAt,
    onKeyDown(event) {
      const next = cellByKey(at, event.key, event.ctrlKey || event.metaKey, classes)
      if (next === null || event.altKey) return
      event.preventDefault()
      grid.current?.querySelector<HTMLElement>(`[data-cell="${next.label} ${next.answer}"]`)?.focus()
    },
  }
}
