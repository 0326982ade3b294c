import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import type { StoreApi } from 'zustand/vanilla'
import { encodePng } from './core/png/png'
import { DIGITS } from './core/task'
import { pictureFromStrokes } from './data/drawing'
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
import { inkScale } from './ui/kit/scales'
import { firstSample } from './ui/pad/first-sample'
import { WrittenPicture } from './ui/pad/WrittenInk'

/** The page's HTML, or that of a form inside another page, as it is before anything is known: made when the page is built, from the components that later take its place. */
export async function prerender(language: Language, form: EmbedForm | null = null): Promise<string> {
  const Page = form === null ? App : EmbeddedApp
  mountAllAtOnce()
  await loadFirstMessages(language)
  const picture = await writtenPicture()
  return renderToString(
    <StrictMode>
      <WrittenPicture value={picture}>
        <Page store={storeOfNobody(language, form)} />
      </WrittenPicture>
    </StrictMode>,
  )
}

/** What the network will read first, in the colours of the canvas that takes its place. */
async function writtenPicture(): Promise<string> {
  const { width, height } = DIGITS.input
  const data = new Uint8Array(4 * width * height)
  for (const [pixel, ink] of pictureFromStrokes(firstSample.strokes).entries()) {
    const at = 4 * inkScale.index(ink)
    data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
  }
  return `data:image/png;base64,${btoa(String.fromCharCode(...(await encodePng({ width, height, data }))))}`
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
    storedFormat: 'float32',
    unknownEngine: null,
    embed: form && { form, language, theme: null, digit: null, refused: [] },
    rememberEngine: () => {},
    rememberFormat: () => {},
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
