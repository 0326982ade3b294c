import { Slot } from 'radix-ui'
import { type PointerEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { part } from './part'

const Remark = part(async () => (await import('./Remark')).Remark)

/** A pointer that only passes by opens nothing, milliseconds. */
const DELAY = 450
/** Moving from one tooltip to the next within this time shows the next at once, milliseconds. */
const SKIP_DELAY = 250

/** Of all tooltips: at most one is open. */
let closeOpen: (() => void) | null = null
let closedAt = -Infinity

export interface TooltipProps {
  readonly text: string
  /** One focusable element that takes a ref. */
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A remark on pointing or focusing; never the only place of something one must know, since touch has none. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  const id = useId()
  const place = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** The focus that a press brings opens nothing. */
  const isPressed = useRef(false)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => () => clearTimeout(timer.current), [])

  const close = (): void => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  useEffect(() => {
    if (!isOpen) return
    const hide = (): void => setOpen(false)
    closeOpen?.()
    closeOpen = hide
    // It would stay where its element was.
    addEventListener('scroll', hide, { capture: true, passive: true })
    return () => {
      removeEventListener('scroll', hide, { capture: true })
      closedAt = performance.now()
      if (closeOpen === hide) closeOpen = null
    }
  }, [isOpen])
  const open = (): void => {
    clearTimeout(timer.current)
    setOpen(true)
  }
  const point = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'touch' || isOpen) return
    clearTimeout(timer.current)
    const isNext = closeOpen !== null || performance.now() - closedAt < SKIP_DELAY
    if (isNext) open()
    else timer.current = setTimeout(open, DELAY)
  }
  const press = (): void => {
    isPressed.current = true
    addEventListener('pointerup', () => (isPressed.current = false), { once: true })
    close()
  }
  return (
    <>
      <Slot.Root
        ref={place}
        aria-describedby={isOpen ? id : undefined}
        onPointerEnter={point}
        onPointerLeave={close}
        onPointerDown={press}
        onFocus={() => isPressed.current || open()}
        onBlur={close}
        onClick={close}
      >
        {children}
      </Slot.Root>
      {isOpen && <Remark id={id} place={place} side={side} text={text} onClose={close} />}
    </>
  )
}
