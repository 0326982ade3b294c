import { type RefObject, useLayoutEffect, useState } from 'react'

export interface Room {
  /** CSS pixels. */
  readonly width: number
  /** What the maps should keep to of the window's height, CSS pixels. */
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
}

/** Beside the page's header, the toolbar and the legend. */
const SHARE_OF_WINDOW = 0.64

/** The width of an element and the density of the screen, known before the first paint; null before the element exists. */
export function usePanelRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)

  useLayoutEffect(() => {
    const target = element.current
    if (target === null) return
    const measure = (): void => {
      const next = { width: contentWidth(target), height: Math.round(SHARE_OF_WINDOW * window.innerHeight), ratio: window.devicePixelRatio }
      setRoom((now) => (now?.width === next.width && now.height === next.height && now.ratio === next.ratio ? now : next))
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

function contentWidth(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element)
  return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
}
