import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { useAppStore } from './store'

/** Whether the visitor asked the system for less motion; asked anew each time, since it can change. */
export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Whether a sheet fits beside what opens it; asked anew each time, since a window can change. Where the page is only written, nothing opens. */
export function hasRoomBeside(): boolean {
  return 'matchMedia' in globalThis && matchMedia('(width >= 52rem)').matches
}

/** A phone: everything stands in one column. As in the style sheets. */
export const NARROW = '(max-width: 35.99rem)'

/** Whether a media query holds, followed. @param before  what counts until there is a screen */
export function useMedia(query: string, before = false): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => before,
  )
}

/** Calls back when the page's colours changed, for what is drawn on a canvas in colours of the page. Maps need it not: their colours stay. */
export function useThemeChange(onChange: () => void): void {
  const theme = useAppStore((state) => state.view.theme)
  useEffect(() => {
    onChange()
    const ofTheSystem = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')]
    for (const query of ofTheSystem) query.addEventListener('change', onChange)
    return () => {
      for (const query of ofTheSystem) query.removeEventListener('change', onChange)
    }
  }, [theme, onChange])
}
