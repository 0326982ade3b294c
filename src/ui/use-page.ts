import { useEffect, useLayoutEffect } from 'react'
import type { Store } from '../state/app-state'
import { useFormat, useMessages } from './kit/messages/messages'
import { openToParts } from './kit/part'
import { useAppStore, useAppStoreApi } from './kit/store'
import { documentTitle } from './shell/document-title'

/** A network that answers nothing must not keep the rest of the page away, milliseconds. */
const ANSWER_MS = 5000

/** By then an answer that has come is painted, milliseconds. */
const PAINTED_MS = 100

/** What can wait is fetched when the first answer is there, or when the visitor does something: until then all of the line is for that answer. @param fetchThem  has all of them come, for a page that has a place for all */
export function usePartsAfterAnswer(fetchThem?: () => Promise<void>): void {
  const store = useAppStoreApi()
  useEffect(() => {
    const waiting = new AbortController()
    const { signal } = waiting
    const come = (): void => {
      if (signal.aborted) return
      waiting.abort()
      openToParts()
      void fetchThem?.()
    }
    const look = ({ trace, status, view }: Store): void => {
      // Who opens another view waits for that.
      if (view.tab !== 'gates') openToParts()
      // Once it is on the screen.
      if (trace !== null || status === 'failed') setTimeout(come, PAINTED_MS)
    }
    const unsubscribe = store.subscribe(look)
    const timer = setTimeout(come, ANSWER_MS)
    signal.addEventListener('abort', () => {
      unsubscribe()
      clearTimeout(timer)
    })
    for (const input of ['pointerdown', 'keydown', 'drop']) addEventListener(input, openToParts, { capture: true, signal })
    look(store.getState())
    return () => waiting.abort()
  }, [store, fetchThem])
}

function useDocumentTitle(): string {
  const words = useMessages().shell
  const format = useFormat()
  return useAppStore((state) => documentTitle(state.training, words, format))
}

/** Theme and language of the document itself; before paint, so that canvases find the new colours. */
export function useDocumentSettings() {
  const theme = useAppStore((state) => state.view.theme)
  const language = useAppStore((state) => state.view.language)
  const title = useDocumentTitle()
  useLayoutEffect(() => {
    const root = document.documentElement
    root.lang = language === 'zh' ? 'zh-Hans' : 'en'
    if (theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme
  }, [theme, language])
  useLayoutEffect(() => void (document.title = title), [title])
}
