export { exportFormats, type ExportFormat } from '../core/exchange-details'

export interface ExportedFile {
  /** Without a folder. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A name that every system takes for a file, without an ending. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|-+$/g, '') || 'model'
}
