import type { ComponentProps } from 'react'
import styles from './Button.module.css'
import { classes } from './classes'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once per view at most; `quiet` has no edge until it is pointed at. */
  readonly variant?: ButtonVariant
  readonly small?: boolean
}

export function Button({ variant = 'secondary', small = false, type = 'button', className, ...rest }: ButtonProps) {
  return <button type={type} className={classes(styles.button, styles[variant], small && styles.small, className)} {...rest} />
}
