import type { Page } from '@playwright/test'
import { expect } from './page.ts'

declare global {
  interface Window {
    /** What the page has meanwhile written into text nodes that the translator has taken out: nobody sees it. */
    textsWrittenInVain?: () => string[]
    /** Leaves the page alone from now on; what was translated stays so until it is written anew. */
    endTranslation?: () => void
  }
}

/**
 * Does to the page what a browser's translator does, from the first word on: every text node is taken out, and two `font` elements with the words stand
 * in its place; what is written later as well. The words stay as they are, so that a journey finds them. Call it before the page is opened.
 */
export async function translate(page: Page): Promise<void> {
  await page.addInitScript(beginTranslating)
}

/** The same to a page that is open already, until `endTranslation`. */
export async function translateNow(page: Page): Promise<void> {
  await page.evaluate(beginTranslating)
}

export async function endTranslation(page: Page): Promise<void> {
  await page.evaluate(() => window.endTranslation?.())
}

/** Runs in the page. */
function beginTranslating(): void {
  const taken: { readonly node: Text; readonly words: string; readonly inPlace: HTMLElement }[] = []
  const take = (node: Text): void => {
    const { parentElement: parent } = node
    if (parent === null || !(parent instanceof HTMLElement) || parent.matches('script, style, title, font > font, noscript, template'))
      return
    const inPlace = document.createElement('font')
    const inner = inPlace.appendChild(document.createElement('font'))
    inner.textContent = node.data
    taken.push({ node, words: node.data, inPlace })
    node.replaceWith(inPlace)
  }
  const takeWithin = (root: Node): void => {
    if (root instanceof Text) return take(root)
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const nodes: Text[] = []
    while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode)
    nodes.forEach(take)
  }
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') takeWithin(target)
      for (const node of addedNodes) if (node.isConnected) takeWithin(node)
    }
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true })
  takeWithin(document)
  window.textsWrittenInVain = () =>
    taken.filter(({ node, words, inPlace }) => inPlace.isConnected && node.data !== words).map(({ node }) => node.data)
  window.endTranslation = () => {
    observer.disconnect()
    taken.length = 0
  }
}

/** The page has told everything where it is seen, and has not ended. */
export async function expectAllSeen(page: Page, when: string): Promise<void> {
  await expect(page.locator('#root font font').first(), 'the page is translated').toBeAttached()
  expect(await page.evaluate(() => window.textsWrittenInVain?.()), `written where nobody sees it: ${when}`).toEqual([])
}
