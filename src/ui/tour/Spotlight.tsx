import { type RefObject, useEffect, useRef } from 'react'
import { setVariable } from '../kit/dom'
import styles from './Spotlight.module.css'

/** Between the frame and what it frames, CSS pixels; and what is kept free below and above both when the page scrolls to it: a map has its title there. */
const GAP = 5
const AIR = 16
const HEADROOM = 44
/** How often the frame looks for what it frames, milliseconds: layers, languages and windows change under it. */
const LOOK = 250

export interface SpotlightProps {
  /** Selectors; the frame goes around all that there is of them. */
  readonly targets: readonly string[]
  /** Kept in view with them, where there is room for both. */
  readonly beside: readonly string[]
  /** Covers the foot of the window. */
  readonly sheet: RefObject<HTMLElement | null>
  readonly isStill: boolean
}

/** A frame around a part of the page, which it scrolls into view once. It takes no pointer and no focus. */
export function Spotlight({ targets, beside, sheet, isStill }: SpotlightProps) {
  const frame = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let isShown = false
    const place = (): void => {
      const box = around(targets)
      frame.current?.toggleAttribute('hidden', box === null)
      if (box === null || frame.current === null) return
      setVariable(frame.current, '--left', box.left + scrollX - GAP)
      setVariable(frame.current, '--top', box.top + scrollY - GAP)
      setVariable(frame.current, '--width', box.width + 2 * GAP)
      setVariable(frame.current, '--height', box.height + 2 * GAP)
      if (isShown) return
      isShown = true
      const foot = sheet.current?.getBoundingClientRect().top ?? innerHeight
      const whole = beside.length === 0 ? box : (around([...targets, ...beside]) ?? box)
      const by = isTooHigh(whole, foot) ? hiddenBy(box, foot) : hiddenBy(whole, foot)
      if (by !== 0) scrollBy({ top: by, behavior: isStill ? 'auto' : 'smooth' })
    }
    place()
    const timer = setInterval(place, LOOK)
    addEventListener('scroll', place, { passive: true })
    addEventListener('resize', place)
    return () => {
      clearInterval(timer)
      removeEventListener('scroll', place)
      removeEventListener('resize', place)
    }
  }, [targets, beside, sheet, isStill])

  return <div ref={frame} className={styles.frame} hidden aria-hidden data-testid="spotlight" />
}

/** The smallest box around everything that the selectors find in view of the page; null where there is nothing. */
function around(selectors: readonly string[]): DOMRect | null {
  const boxes = [...document.querySelectorAll(selectors.join(', '))].map((element) => element.getBoundingClientRect())
  const seen = boxes.filter(({ width, height }) => width > 0 && height > 0)
  if (seen.length === 0) return null
  const left = Math.min(...seen.map((box) => box.left))
  const top = Math.min(...seen.map((box) => box.top))
  const right = Math.max(...seen.map((box) => box.right))
  const bottom = Math.max(...seen.map((box) => box.bottom))
  return new DOMRect(left, top, right - left, bottom - top)
}

function isTooHigh({ height }: DOMRect, sheetTop: number): boolean {
  return height + 2 * AIR > sheetTop
}

/** How far to scroll so that a box stands between the head of the window and the sheet; what is too high shows its head. */
function hiddenBy({ top, bottom, height }: DOMRect, sheetTop: number): number {
  const below = bottom + AIR - sheetTop
  const above = top - Math.min(HEADROOM, Math.max(AIR, sheetTop - AIR - height))
  if (below > 0) return Math.min(below, above)
  return above < 0 ? above : 0
}
