/** Formats that other tools open. */
export const exportFormats = ['onnx', 'pytorch', 'keras', 'tfjs'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportedFile {
  /** Without a folder. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A name that every system takes for a file, without an ending. */
export function fileNameOf(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|-+$/g, '') || 'model'
}
