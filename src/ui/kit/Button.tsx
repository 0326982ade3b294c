import type { ComponentProps } from 'react'
import styles from './Button.module.css'
import { classes } from './classes'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once per view at most; `quiet` has no edge until it is pointed at. */
  readonly variant?: ButtonVariant
  readonly small?: boolean
  /** Makes no sense now. Unlike `disabled` it keeps the focus, so that a keyboard is not thrown back to the top of the page by its own press. */
  readonly unavailable?: boolean
}

export function Button({
  variant = 'secondary',
  small = false,
  unavailable = false,
  type = 'button',
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(styles.button, styles[variant], small && styles.small, className)}
      aria-disabled={unavailable || undefined}
      onClick={unavailable ? undefined : onClick}
      {...rest}
    />
  )
}
