import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { placesOnPad, type Place } from './pad.ts'
import { test } from './page.ts'

/** Input that Playwright has no words for, by the browser's own events: pens, keys of other layouts, and drags from outside. */

export async function withSession<T>(page: Page, work: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page)
  try {
    return await work(session)
  } finally {
    await session.detach()
  }
}

/** A key of another layout: what it types, and where it is. */
export interface ForeignKey {
  readonly key: string
  readonly code: string
}

/** Presses a key once. @param modifiers  1 Alt, 2 Control, 8 Shift, added up */
export async function pressForeign(page: Page, { key, code }: ForeignKey, modifiers = 0): Promise<void> {
  await withSession(page, async (session) => {
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers })
  })
}

/** What a mouse or a pen does at a place. */
export interface Pointing {
  readonly type: 'mousePressed' | 'mouseMoved' | 'mouseReleased'
  readonly pointerType: 'mouse' | 'pen'
  /** Those that are down: 1 the first, 2 the second, added up. */
  readonly buttons: number
  readonly button?: 'left' | 'right' | 'none'
}

export async function pointTo(session: CDPSession, { x, y }: Place, { button = 'left', ...what }: Pointing): Promise<void> {
  await session.send('Input.dispatchMouseEvent', { x, y, button, clickCount: what.type === 'mouseMoved' ? 0 : 1, ...what })
}

/** Places in the window of points in the unit square of the pad. */
export async function onPad(page: Page, ...points: readonly (readonly [x: number, y: number])[]): Promise<Place[]> {
  const [places = []] = await placesOnPad(page, [{ points, width: 0 }])
  return places
}

/** What is dragged into the window. */
export interface Dragged {
  /** Paths of files and folders. */
  readonly files?: string[]
  readonly items?: { readonly mimeType: string; readonly data: string }[]
}

/**
 * Drags something from outside of the browser over the page and drops it on the maps.
 *
 * @param over  what is looked at before it is dropped
 */
export async function dropFromOutside(page: Page, { files = [], items = [] }: Dragged, over = async () => {}): Promise<void> {
  const box = await page.getByRole('main').boundingBox()
  if (box === null) throw new Error('the page is not in view')
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2]
  await withSession(page, async (session) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      if (type === 'drop') await over()
      await session.send('Input.dispatchDragEvent', { type, x, y, data: { items: [...items], files, dragOperationsMask: 1 } })
    }
  })
}

/** Files by their names, as a test makes them. */
export type FileContents = Readonly<Record<string, string | Uint8Array>>

/** Drops files of these contents on the page. @param over  see `dropFromOutside` */
export async function dropFiles(page: Page, contents: FileContents, over?: () => Promise<void>): Promise<void> {
  const folder = test.info().outputPath('dropped')
  await mkdir(folder, { recursive: true })
  const files = Object.keys(contents).map((name) => join(folder, name))
  await Promise.all(Object.values(contents).map((content, index) => writeFile(files[index]!, content)))
  await dropFromOutside(page, { files }, over)
}
