import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes'
import { useFieldIds } from './Field'
import styles from './Select.module.css'

export interface SelectOption<V extends string> {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectProps<V extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> {
  readonly value: V
  readonly options: readonly SelectOption<V>[]
  readonly onValueChange: (value: V) => void
}

/** The browser's own list: on a phone nothing is better. Name it with `Field` or `aria-label`. */
export function Select<V extends string>({ value, options, onValueChange, className, ...rest }: SelectProps<V>) {
  const ids = useFieldIds()
  return (
    <span className={classes(styles.select, className)}>
      <select
        {...ids}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onValueChange(chosen.value)
        }}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden size={14} />
    </span>
  )
}
