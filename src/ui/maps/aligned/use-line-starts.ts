import { type RefObject, useLayoutEffect } from 'react'

/** Marks the panels with which a line of a figure begins: where there is no room for all beside each other, each line has its own numbers of the steps. */
export function useLineStarts(figure: RefObject<HTMLElement | null>): void {
  // After every rendering: it may have made panels anew.
  useLayoutEffect(() => {
    if (figure.current !== null) markLineStarts(figure.current)
  })

  useLayoutEffect(() => {
    const { current } = figure
    if (current === null) return
    const observer = new ResizeObserver(() => markLineStarts(current))
    observer.observe(current)
    return () => observer.disconnect()
  }, [figure])
}

function markLineStarts(figure: HTMLElement): void {
  const lefts = Array.from(figure.children, (panel) => panel.getBoundingClientRect().left)
  const first = Math.min(...lefts)
  for (const [index, panel] of [...figure.children].entries()) panel.toggleAttribute('data-line-start', lefts[index]! - first < 1)
}
