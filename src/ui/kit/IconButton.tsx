import styles from './Button.module.css'
import { Button, type ButtonProps } from './Button'
import { classes } from './classes'
import { Tooltip } from './Tooltip'

export interface IconButtonProps extends Omit<ButtonProps, 'aria-label'> {
  /** Name for screen readers, shown as a tooltip too. */
  readonly label: string
  /** Longer tooltip; default: the label. */
  readonly hint?: string
}

/** A square button with an icon (from `lucide-react`) as its child. */
export function IconButton({ label, hint, variant = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label}>
      <Button aria-label={label} variant={variant} className={classes(styles.icon, className)} {...rest} />
    </Tooltip>
  )
}
