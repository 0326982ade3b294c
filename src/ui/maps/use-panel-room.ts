import { type RefObject, useLayoutEffect, useState } from 'react'

export interface Room {
  /** CSS pixels. */
  readonly width: number
  /** What the maps should keep to of the window's height, CSS pixels. */
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  /** How large letters are: the root's font size over 16 CSS pixels. */
  readonly letters: number
}

/** Beside the page's header, the toolbar and the legend. */
const SHARE_OF_WINDOW = 0.64
/** CSS pixels of a rem where nobody asked for larger letters. */
const USUAL_LETTERS = 16

/** The width of an element the density of the screen and the size of letters, known before the first paint; null before the element exists. */
export function usePanelRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)

  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const measure = (): void => {
      const next = {
        width: contentWidth(target),
        height: Math.round(SHARE_OF_WINDOW * window.innerHeight),
        ratio: window.devicePixelRatio,
        letters: letterSize(),
      }
      setRoom((now) => (now !== null && isSame(now, next) ? now : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    // A window dragged to a screen of another density may keep its width.
    const density = window.matchMedia(`(resolution: ${room?.ratio ?? window.devicePixelRatio}dppx)`)
    density.addEventListener('change', measure)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      density.removeEventListener('change', measure)
      window.removeEventListener('resize', measure)
    }
  }, [element, room?.ratio])

  return room
}

function isSame(one: Room, other: Room): boolean {
  return one.width === other.width && one.height === other.height && one.ratio === other.ratio && one.letters === other.letters
}

/** The root's font size over the usual one. */
function letterSize(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_LETTERS
}

function contentWidth(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element)
  return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
}
