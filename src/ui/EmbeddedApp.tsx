import { useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../state/app-state'
import { Code } from './code/Code'
import { useMessages } from './kit/messages/messages'
import { StoreProvider, useAppStore, useAppStoreApi } from './kit/store'
import { RailAlone } from './pad/RailAlone'
import { WhoAnswers } from './pad/WhoAnswers'
import { CrashBoundary } from './shell/CrashBoundary'
import styles from './shell/embed/Embedded.module.css'
import { EmbeddedReading } from './shell/embed/EmbeddedReading'
import { OpenFull } from './shell/embed/OpenFull'
import { tellParent, tellReadings, tellSize } from './shell/embed/tell-parent'
import { Notices } from './shell/Notices'
import { useDocumentSettings, usePartsAfterAnswer } from './use-page'

/** The page inside another: a part of it, which keeps nothing and tells the page around it what it reads. */
export function EmbeddedApp({ store }: { readonly store: StoreApi<Store> }) {
  return (
    <StoreProvider store={store}>
      <Frame />
    </StoreProvider>
  )
}

function Frame() {
  const { embed, shell } = useMessages()
  const form = useAppStore((state) => state.embed)
  useDocumentSettings()
  // Of the others few have a place here: they come when they are asked for.
  usePartsAfterAnswer()
  useNoDrop()
  const main = useTold()
  return (
    <CrashBoundary messages={shell.crash}>
      <main ref={main} id="main" className={styles.page} data-form={form}>
        <h1 className="visually-hidden">{embed.title}</h1>
        {form === 'reading' ? (
          <>
            <EmbeddedReading />
            <div className={styles.foot}>
              <WhoAnswers />
              <OpenFull />
            </div>
          </>
        ) : (
          <RailAlone>
            <OpenFull />
          </RailAlone>
        )}
      </main>
      <Notices />
      <Code />
    </CrashBoundary>
  )
}

/** The element whose height the page around this one hears of. */
function useTold() {
  const store = useAppStoreApi()
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    const ends = [tellReadings(store, tellParent)]
    if (main.current !== null) ends.push(tellSize(main.current, tellParent))
    return () => {
      for (const end of ends) end()
    }
  }, [store])
  return main
}

/** A file that is dropped here would take the frame's place. */
function useNoDrop(): void {
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault(), { signal })
    return () => listening.abort()
  }, [])
}
