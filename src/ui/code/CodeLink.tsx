import { Code2 } from 'lucide-react'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { useMessages } from '../kit/messages/messages'
import styles from './CodeLink.module.css'
import { showCode } from './shown-code'

export interface CodeLinkProps {
  /** Label of the kernel. */
  readonly kernel: string
  readonly className?: string | undefined
  /** Before the code is shown: closes what would lie over it. */
  readonly onOpen?: () => void
}

/** Opens the kernel that computes what is beside it. */
export function CodeLink({ kernel, className, onOpen }: CodeLinkProps) {
  const { code, labelled } = useMessages().shell
  const name = kernel.split(' ')[0] ?? kernel
  return (
    <Button
      small
      variant="quiet"
      className={classes(styles.link, className)}
      aria-label={labelled(code.open, name)}
      onClick={({ currentTarget }) => {
        if (onOpen === undefined) return showCode(kernel)
        onOpen()
        // The focus goes back to what opened the popover first: there it returns when the code is closed.
        whenGone(currentTarget, () => showCode(kernel))
      }}
    >
      <Code2 aria-hidden />
      <span>{code.open}</span>
      <code className={styles.name} translate="no">
        {name}
      </code>
    </Button>
  )
}

/** A popover is gone, and has given the focus back, some frames after it was closed; on a busy machine later. */
function whenGone(element: Element, act: () => void, framesLeft = 60): void {
  requestAnimationFrame(() => {
    if (element.isConnected && framesLeft > 0) whenGone(element, act, framesLeft - 1)
    else requestAnimationFrame(() => setTimeout(act))
  })
}

/** A kernel's name, which opens it. */
export function KernelName({ kernel }: { readonly kernel: string }) {
  return (
    <button type="button" className={styles.kernel} translate="no" onClick={() => showCode(kernel)}>
      {kernel}
    </button>
  )
}
