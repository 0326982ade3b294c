import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useAppStore } from '../kit/store'

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
/** Of a page inside another: its window is as high as the page around it makes it, perhaps by what is shown here, CSS pixels. */
const EMBEDDED = { shareOfWidth: 0.7, most: 560 } as const
/** CSS pixels of a rem where nobody asked for larger letters. */
const USUAL_LETTERS = 16

/** What a sheet of A4 has for figures, in the letters of `kit/print.css`; on paper a CSS pixel is finer than on most screens. */
const SHEET: Room = { width: 690, height: 480, ratio: 3, letters: 0.75 }

/** The width of an element the density of the screen and the size of letters, known before the first paint, and those of a sheet of paper while it is printed; null before the element exists. */
export function usePanelRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  const isEmbedded = useAppStore(({ embed }) => embed !== null)

  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const printing = window.matchMedia('print')
    const measure = (): void => {
      const next = printing.matches ? SHEET : roomOnScreen(target, isEmbedded)
      setRoom((now) => (now !== null && isSame(now, next) ? now : next))
    }
    // The sheet is drawn as soon as this has returned.
    const arrangeForPaper = (): void => flushSync(() => setRoom(SHEET))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    // A window dragged to a screen of another density may keep its width.
    const density = window.matchMedia(`(resolution: ${room?.ratio ?? window.devicePixelRatio}dppx)`)
    density.addEventListener('change', measure)
    window.addEventListener('resize', measure)
    window.addEventListener('beforeprint', arrangeForPaper)
    window.addEventListener('afterprint', measure)
    printing.addEventListener('change', measure)
    return () => {
      observer.disconnect()
      density.removeEventListener('change', measure)
      window.removeEventListener('resize', measure)
      window.removeEventListener('beforeprint', arrangeForPaper)
      window.removeEventListener('afterprint', measure)
      printing.removeEventListener('change', measure)
    }
  }, [element, room?.ratio, isEmbedded])

  return room
}

function roomOnScreen(element: HTMLElement, isEmbedded: boolean): Room {
  const width = contentWidth(element)
  const height = isEmbedded ? Math.min(EMBEDDED.most, EMBEDDED.shareOfWidth * width) : SHARE_OF_WINDOW * window.innerHeight
  return {
    width,
    height: Math.round(height),
    ratio: window.devicePixelRatio,
    letters: letterSize(),
  }
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
