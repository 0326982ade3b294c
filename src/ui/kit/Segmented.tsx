import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './Segmented.module.css'

export interface SegmentedOption<V extends string> {
  readonly value: V
  /** What is seen. */
  readonly label: ReactNode
  /** Name for screen readers where the label is an icon. */
  readonly name?: string
}

export interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly SegmentedOption<V>[]
  readonly disabled?: boolean
  readonly className?: string | undefined
  readonly onValueChange: (value: V) => void
  /** The chosen one is pressed once more. */
  readonly onChosenAgain?: () => void
}

/** One of a few, all in view. One stays chosen. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  disabled = false,
  className,
  onValueChange,
  onChosenAgain,
}: SegmentedProps<V>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={classes(styles.group, className)}
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onValueChange(chosen.value)
        else onChosenAgain?.()
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} className={styles.item} value={option.value} aria-label={option.name} title={option.name}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
