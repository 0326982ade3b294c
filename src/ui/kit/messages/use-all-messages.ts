import { useEffect, useState } from 'react'
import { useAppStore } from '../store'
import { isComplete, loadMessages } from './dictionaries'

/** Until the words are asked for again, milliseconds. */
const AGAIN_MS = 3000

/** For what is on the page from the start and may say things that the page does not open with. @returns whether all words are there */
export function useAllMessages(isWanted: boolean): boolean {
  const language = useAppStore((state) => state.view.language)
  const [, render] = useState(0)
  const isThere = isComplete(language)
  useEffect(() => {
    if (isThere || !isWanted) return
    let timer: ReturnType<typeof setTimeout>
    const load = (): void => {
      loadMessages(language).then(
        () => render((count) => count + 1),
        () => (timer = setTimeout(load, AGAIN_MS)),
      )
    }
    load()
    return () => clearTimeout(timer)
  }, [language, isThere, isWanted])
  return isThere
}
