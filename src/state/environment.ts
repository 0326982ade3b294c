import type { EngineChoice } from '../worker/protocol'

/** What the store needs of the page around it; tests give their own. */
export interface PageEnvironment {
  /** Which engine to bring up first: `?engine=webgpu` or `?engine=cpu`, else the best that works. */
  readonly engine: EngineChoice
  /** The model that the page starts with. */
  readonly modelUrl: string
  /** Folder that has `mnist/` in it. */
  readonly dataBaseUrl: string
  /** Of the visitor, best first. */
  readonly languages: readonly string[]
  /** Gives the visitor a file. */
  download(name: string, bytes: Uint8Array<ArrayBuffer>): void
}

const MODEL = 'models/row-lstm.safetensors'

/** The browser's page. Addresses are relative to the page, so that it works from any folder of a server. */
export function browserEnvironment(): PageEnvironment {
  const engine = new URLSearchParams(location.search).get('engine')
  return {
    engine: engine === 'webgpu' || engine === 'cpu' ? engine : 'auto',
    modelUrl: new URL(MODEL, document.baseURI).href,
    dataBaseUrl: new URL('./', document.baseURI).href,
    languages: navigator.languages,
    download,
  }
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
