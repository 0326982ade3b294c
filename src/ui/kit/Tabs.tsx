import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useRef } from 'react'
import type { Elements } from './elements'
import { placeByKey } from './row-keys'
import styles from './Tabs.module.css'

export interface TabItem<V extends string> {
  readonly value: V
  readonly label: string
  readonly content: ReactNode
}

export interface TabsProps<V extends string> {
  /** Name of the row of tabs for screen readers. */
  readonly label: string
  readonly value: V
  readonly items: readonly TabItem<V>[]
  readonly onValueChange: (value: V) => void
  /** Beside the tabs, at the end of their line. */
  readonly aside?: Elements
}

/**
 * Views of one place. Only the chosen one is mounted: its tab answers at once, its content comes in tasks of its own. The choice goes with the focus that
 * the keys move. Source: ARIA Authoring Practices, pattern "tabs".
 */
export function Tabs<V extends string>({ label, value, items, onValueChange, aside }: TabsProps<V>) {
  const mounted = useDeferredValue(value)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const turn = (event: KeyboardEvent, place: number): void => {
    const next = placeByKey(event, place, items.length)
    const item = next === null ? undefined : items[next]
    if (next === null || item === undefined) return
    event.preventDefault()
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
    onValueChange(item.value)
  }
  return (
    <div className={styles.tabs}>
      <div className={styles.bar}>
        <div ref={list} role="tablist" className={styles.list} aria-label={label} aria-orientation="horizontal">
          {items.map((item, place) => (
            <button
              key={item.value}
              type="button"
              role="tab"
              id={`${id}tab-${item.value}`}
              className={styles.tab}
              aria-selected={item.value === value}
              aria-controls={`${id}panel-${item.value}`}
              tabIndex={item.value === value ? 0 : -1}
              // With the press, as the finger means it; what presses without a pointer is a click alone.
              onMouseDown={({ button, ctrlKey }) => button === 0 && !ctrlKey && onValueChange(item.value)}
              onClick={({ detail, currentTarget }) => {
                // Safari gives a pressed button no focus; others have given it, without a ring.
                if (document.activeElement !== currentTarget) currentTarget.focus()
                if (detail === 0) onValueChange(item.value)
              }}
              onKeyDown={(event) => turn(event, place)}
            >
              {item.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      {items.map((item) => (
        <div
          key={item.value}
          role="tabpanel"
          id={`${id}panel-${item.value}`}
          className={styles.panel}
          aria-labelledby={`${id}tab-${item.value}`}
          tabIndex={0}
          hidden={item.value !== value}
        >
          {item.value === value && item.value === mounted && item.content}
        </div>
      ))}
    </div>
  )
}
