import { useEffect, useLayoutEffect } from 'react'
import type { Store } from '../state/app-state'
import { firstAnswer } from '../state/first-answer'
import { useFormat, useMessages } from './kit/messages/messages'
import { openToParts } from './kit/part'
import { useAppStore, useAppStoreApi } from './kit/store'
import { documentTitle } from './shell/document-title'

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
    // Who opens another view waits for that.
    const look = ({ view }: Store): void => void (view.tab !== 'gates' && openToParts())
    signal.addEventListener('abort', store.subscribe(look))
    void firstAnswer(store).then(come)
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
