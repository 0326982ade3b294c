import { loadPart } from '../core/load-part'
import { storedFormats, type StoredFormat } from '../core/stored-format'
import type { KeyValueStore } from '../data/key-value-store'
import { engineKindNames } from '../nn/engine-kinds'
import { defaultPreset, type PresetName } from '../nn/spec/presets'
import type { EngineChoice } from '../worker/protocol'
import { fetchModelFile, type ServedModel } from './model-file'
import { type EmbedSettings, readEmbed } from './embed/settings'
import type { TabChannel } from './other-tabs'
import { opensLink } from './address/route'
import { browserHistory } from './address/page-history'
import { findTrained, trainedModels } from './trained-models'
import { type BrowserStorage, browserStorage } from './storage/browser-storage'
import { SHIPPED_ROWS } from './rows/shipped-rows'
import { SHIPPED_WRITER } from './writing/shipped-writer'
import type { OpenVisit } from './visit/open-visit'
import { VISITS } from './visit/database'

/** What the store needs of the page around it; tests give their own. */
export interface PageEnvironment {
  /** Which engine to bring up first: `?engine=webgpu`, for example, else the best that works. */
  readonly engine: EngineChoice
  /** What the address asks for instead of an engine that there is; null when it makes sense. */
  readonly unknownEngine: string | null
  /** How the address asks products to store: `?stored=float16`, or as usual. */
  readonly storedFormat: StoredFormat
  /** How the page stands inside another; null where it stands alone. */
  readonly embed: EmbedSettings | null
  /** Writes the visitor's choice into the address, so that it lasts as long as the address does. */
  rememberEngine(choice: EngineChoice): void
  /** Likewise of how products store. */
  rememberFormat(format: StoredFormat): void
  /** The model that the page starts with. */
  readonly modelUrl: string
  /** The trained models that the page comes with, by their preset's name. */
  readonly trainedModels: Readonly<Partial<Record<PresetName, ServedModel>>>
  /** The network that writes and comes with the page. */
  readonly writer: ServedModel
  /** The network that draws row by row and comes with the page. */
  readonly rows: ServedModel
  /** Folder that has `mnist/` in it. */
  readonly dataBaseUrl: string
  /** Of the visitor, best first. */
  readonly languages: readonly string[]
  /** @throws ModelFileError when there is no such file, or no way to it */
  fetchModel(file: ServedModel, onProgress: (receivedBytes: number) => void): Promise<Uint8Array>
  /** To the other tabs of the page; null where the browser has no such thing. */
  openTabChannel(): TabChannel | null
  /** Where runs are kept between visits; opening it, or any use of it, may fail. */
  openRunStore(): Promise<KeyValueStore<unknown>>
  /** Where models are kept between visits; opening it, or any use of it, may fail. */
  openShelfStore(): Promise<KeyValueStore<unknown>>
  /** Where drawings of the visitor's hand are kept between visits; opening it, or any use of it, may fail. */
  openHandStore(): Promise<KeyValueStore<unknown>>
  readonly storage: BrowserStorage
  /** Whether an earlier visit may have left something to be shown; nothing is where a link was opened. */
  mayHaveLeft(): Promise<boolean>
  /** Opens the visit of this tab; null for a page that keeps nothing. @param beginsAnew  whatever was left stays aside. @throws VisitStorageError */
  openVisit(beginsAnew: boolean): Promise<OpenVisit | null>
  /** Has the browser ask before the page is left, where that would lose something. */
  guardLeaving(guard: LeavingGuard): void
  /** Gives the visitor a file. */
  download(name: string, bytes: Uint8Array<ArrayBuffer>): void
}

export interface LeavingGuard {
  readonly isAsking: () => boolean
  /** The page is left or put aside, and may not come back. */
  readonly onLeave: () => void
}

/** The browser's page. Addresses are relative to the page, so that it works from any folder of a server. */
export function browserEnvironment(): PageEnvironment {
  const parameters = new URLSearchParams(location.search)
  const asked = parameters.get('engine')
  const engine = ENGINES.find((choice) => choice === asked)
  const embed = readEmbed(location.search)
  // With its version: what a server or a browser keeps of another build is another file.
  const addressOf = (name: string): string =>
    new URL(`models/${name}.safetensors?v=${findTrained(name)?.version ?? ''}`, document.baseURI).href
  return {
    engine: engine ?? 'auto',
    unknownEngine: engine === undefined ? asked : null,
    storedFormat: storedFormats.find((format) => format === parameters.get('stored')) ?? 'float32',
    embed,
    rememberEngine: (choice) => rememberParameter('engine', choice === 'auto' ? null : choice),
    rememberFormat: (format) => rememberParameter('stored', format === 'float32' ? null : format),
    modelUrl: addressOf(defaultPreset.name),
    trainedModels: Object.fromEntries(trainedModels.map(({ preset, bytes }) => [preset, { url: addressOf(preset), bytes }])),
    writer: served(SHIPPED_WRITER),
    rows: served(SHIPPED_ROWS),
    fetchModel: fetchModelFile,
    openTabChannel,
    openRunStore: storeOpener('gatelight-runs', 'runs'),
    openShelfStore: storeOpener('gatelight-models', 'models'),
    openHandStore: storeOpener('gatelight-hand', 'drawings'),
    storage: browserStorage,
    mayHaveLeft: opensLink(browserHistory()) ? async () => false : hasVisits,
    openVisit,
    guardLeaving,
    dataBaseUrl: new URL('./', document.baseURI).href,
    languages: navigator.languages,
    download,
    ...(embed !== null && keepingNothing),
  }
}

/** A page inside another leaves nothing behind, hears of no other tab, and keeps nobody from leaving. */
const keepingNothing: Pick<
  PageEnvironment,
  'openTabChannel' | 'openRunStore' | 'openShelfStore' | 'openHandStore' | 'mayHaveLeft' | 'openVisit' | 'guardLeaving'
> = {
  openTabChannel: () => null,
  openRunStore: refuseStorage,
  openShelfStore: refuseStorage,
  openHandStore: refuseStorage,
  mayHaveLeft: async () => false,
  openVisit: async () => null,
  guardLeaving: () => {},
}

async function refuseStorage(): Promise<never> {
  throw new DOMException('A page inside another keeps nothing', 'SecurityError')
}

/** A file that the page comes with, under its version. */
function served({ path, bytes, version }: { readonly path: string; readonly bytes: number; readonly version: string }): ServedModel {
  return { url: new URL(`${path}?v=${version}`, document.baseURI).href, bytes }
}

const ENGINES: readonly EngineChoice[] = ['auto', ...engineKindNames]

/** @param value  null for what is usual */
function rememberParameter(name: 'engine' | 'stored', value: string | null): void {
  const address = new URL(location.href)
  if (value === null) address.searchParams.delete(name)
  else address.searchParams.set(name, value)
  history.replaceState(history.state, '', address)
}

function openTabChannel(): TabChannel | null {
  try {
    // All browsers have it, also without https; where storage is forbidden it may throw.
    const channel = new BroadcastChannel('gatelight')
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
      post: (message) => channel.postMessage(message),
      listen: (listener) => channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data)),
      onLeave: (listener) => addEventListener('pagehide', listener),
    }
  } catch {
    return null
  }
}

function storeOpener(database: string, store: string): () => Promise<KeyValueStore<unknown>> {
  return async () => {
    const { openKeyValueStore } = await loadPart(() => import('../data/key-value-store'))
    return openKeyValueStore(database, store)
  }
}

/** Who is here for the first time need not wait for the code that reads what was left. */
async function hasVisits(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases()
    return databases.some(({ name }) => name === VISITS)
  } catch {
    // Where the browser does not tell, or has no storage, opening it does.
    return true
  }
}

async function openVisit(beginsAnew: boolean): Promise<OpenVisit> {
  const { openBrowserVisit } = await loadPart(() => import('./visit/open-visit'))
  return openBrowserVisit(beginsAnew)
}

function guardLeaving({ isAsking, onLeave }: LeavingGuard): void {
  addEventListener('beforeunload', (event) => {
    if (isAsking()) event.preventDefault()
  })
  addEventListener('pagehide', onLeave)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && onLeave())
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser takes hold of the content when the click is handled; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
