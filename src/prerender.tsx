import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import type { StoreApi } from 'zustand/vanilla'
import type { Language, Store } from './state/app-state'
import type { PageEnvironment } from './state/environment'
import type { BrowserStorage } from './state/storage/browser-storage'
import { createAppStore } from './state/store'
import type { WorkerClient } from './worker/client'
import type { EmbedForm } from './state/embed/settings'
import { App } from './ui/App'
import { EmbeddedApp } from './ui/EmbeddedApp'
import { mountAllAtOnce } from './ui/kit/Later'
import { loadFirstMessages } from './ui/kit/messages/dictionaries'

/** The page's HTML, or that of a form inside another page, as it is before anything is known: made when the page is built, from the components that later take its place. */
export async function prerender(language: Language, form: EmbedForm | null = null): Promise<string> {
  const Page = form === null ? App : EmbeddedApp
  mountAllAtOnce()
  await loadFirstMessages(language)
  return renderToString(
    <StrictMode>
      <Page store={storeOfNobody(language, form)} />
    </StrictMode>,
  )
}

function never(): Promise<never> {
  return new Promise(() => {})
}

/** A worker that never answers. */
const SILENT: WorkerClient = { request: never, subscribe: () => () => {}, terminate: () => {} }

const NO_STORAGE: BrowserStorage = { usage: never, persist: never, forget: never, forgetEverything: never }

/** A page that nobody has opened. */
function storeOfNobody(language: Language, form: EmbedForm | null): StoreApi<Store> {
  const environment: PageEnvironment = {
    engine: 'auto',
    unknownEngine: null,
    embed: form && { form, language, theme: null, digit: null, refused: [] },
    rememberEngine: () => {},
    modelUrl: '',
    trainedModels: {},
    writer: { url: '', bytes: 1 },
    rows: { url: '', bytes: 1 },
    dataBaseUrl: '',
    languages: [language],
    fetchModel: never,
    openTabChannel: () => null,
    openRunStore: never,
    openShelfStore: never,
    openHandStore: never,
    storage: NO_STORAGE,
    mayHaveLeft: never,
    openVisit: never,
    guardLeaving: () => {},
    download: () => {},
  }
  return createAppStore(SILENT, null, environment)
}
