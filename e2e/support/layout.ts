import type { Frame } from '@playwright/test'

/** What stands out of the page to the right, by what cannot be scrolled to. */
export function outside(page: Pick<Frame, 'evaluate'>): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.scrollingElement!
    const found = root.scrollWidth > root.clientWidth ? [`the page: ${root.scrollWidth} of ${root.clientWidth}`] : []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || (box.right <= root.clientWidth + 1 && box.left >= -1)) continue
      let isHeld = false
      for (let parent: Element | null = element; parent !== null && !isHeld; parent = parent.parentElement) {
        const { overflowX, clipPath } = getComputedStyle(parent)
        isHeld = overflowX === 'auto' || overflowX === 'scroll' || overflowX === 'clip' || clipPath !== 'none'
      }
      if (!isHeld)
        found.push(
          `${element.tagName} ${element.className} ${Math.round(box.left)}–${Math.round(box.right)}: ${element.textContent?.slice(0, 40)}`,
        )
    }
    return found
  })
}
