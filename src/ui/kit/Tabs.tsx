import { Tabs as Radix } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { Elements } from './elements'
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

/** Views of one place. Only the chosen one is mounted: its tab answers at once, its content comes in tasks of its own. */
export function Tabs<V extends string>({ label, value, items, onValueChange, aside }: TabsProps<V>) {
  const mounted = useDeferredValue(value)
  // Radix remembers the tab that was last clicked, and chooses it anew when the Tab key comes by. Where another one was chosen from elsewhere, the row is a new one.
  const [row, setRow] = useState({ value, key: 0 })
  if (row.value !== value) setRow({ value, key: row.key + 1 })
  return (
    <Radix.Root
      className={styles.tabs}
      value={value}
      onValueChange={(next) => {
        const chosen = items.find((item) => item.value === next)
        if (chosen === undefined) return
        setRow({ ...row, value: chosen.value })
        onValueChange(chosen.value)
      }}
    >
      <div className={styles.bar}>
        <Radix.List key={row.key} className={styles.list} aria-label={label}>
          {items.map((item) => (
            <Radix.Trigger key={item.value} className={styles.tab} value={item.value}>
              {item.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {items.map((item) => (
        <Radix.Content key={item.value} className={styles.panel} value={item.value}>
          {item.value === mounted && item.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
