import type { ComponentProps } from 'react'
import { classes } from './classes'
import { useFieldIds } from './Field'
import styles from './NumberField.module.css'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  readonly value: string
  readonly onValueChange: (value: string) => void
}

/** One line of text. Name it with `Field` or `aria-label`. */
export function TextField({ value, onValueChange, className, ...rest }: TextFieldProps) {
  const ids = useFieldIds()
  return (
    <input
      {...ids}
      type="text"
      autoComplete="off"
      className={classes(styles.input, className)}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      {...rest}
    />
  )
}
