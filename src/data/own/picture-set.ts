import { wordsOf } from '../../core/gatelight-error'
import type { PictureSize } from '../../core/task'
import { isPictureHead, pictureSize } from '../drawing/picture-size'
import { readWhole, type Bytes } from '../byte-reader'
import { OwnDataError } from './errors'
import type { OwnFile } from './own-file'
import { MOST_PICTURES, type RawChunk, type RawSet, type Role, roleOf, stemOf } from './raw-set'
import { unzip } from './unpack'

/** A picture as the browser decodes it, in grey. */
export interface GreyPicture extends PictureSize {
  /** [height,width] 0…255, as light as it is */
  readonly levels: Uint8Array
}

/** Decodes a picture file of any kind that the browser knows. Rejects with anything for what it cannot decode. */
export type DecodePicture = (bytes: Bytes) => Promise<GreyPicture>

/** Of one picture of a set. */
export const PICTURE_LIMITS = { bytes: 16 * 2 ** 20, pixels: 16e6 } as const

/** An archive of pictures, or a picture alone. */
export type PictureFile = { readonly kind: 'zip' | 'picture'; readonly file: OwnFile }

/**
 * Pictures in folders that are named after their classes; `train` and `test` above them say what they are for.
 *
 * @throws OwnDataError  fault `noFolders` where the folders make no two classes
 */
export function pictureSet(
  files: readonly PictureFile[],
  paths: readonly string[],
  others: readonly string[],
  decode: DecodePicture,
): RawSet {
  const names = paths.map(classOf)
  if (new Set(names).size < 2) throw new OwnDataError(paths[0] ?? '', { kind: 'noFolders' })
  if (paths.length > MOST_PICTURES) throw new OwnDataError(paths[0] ?? '', { kind: 'tooMany', limit: MOST_PICTURES })
  const said = new Set(paths.map(folderRole))
  const isSplit = said.has('train') && said.has('test')
  const [first] = files
  const archive = files.find(({ kind }) => kind === 'zip')
  return {
    form: 'pictures',
    title: archive === undefined ? (first?.file.path.split('/')[0] ?? '') : stemOf(archive.file.path),
    leftOut: others,
    async *read() {
      for (const { kind, file } of files) {
        if (kind === 'zip') {
          for await (const { path, bytes } of unzip(file.open(), file.path, mostOfPicture))
            yield await chunkOf(path, bytes, decode, isSplit)
        } else {
          const bytes = await readWhole(file.open(), PICTURE_LIMITS.bytes)
          if (bytes === null) throw new OwnDataError(file.path, { kind: 'tooLarge', what: 'picture', limit: PICTURE_LIMITS.bytes })
          yield await chunkOf(file.path, bytes, decode, isSplit)
        }
      }
    },
  }
}

/** How many bytes of an archive's entry are wanted: of pictures all that one may have. */
export function mostOfPicture({ path, bytes }: { readonly path: string; readonly bytes: Bytes }): number {
  return isOfTheSystem(path) || !isPictureHead(bytes) ? 0 : PICTURE_LIMITS.bytes
}

/** What systems leave in archives for themselves. */
export function isOfTheSystem(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || /^(thumbs\.db|desktop\.ini)$/i.test(part))
}

async function chunkOf(path: string, bytes: Bytes, decode: DecodePicture, isSplit: boolean): Promise<RawChunk> {
  const stated = pictureSize(bytes)
  const isHuge = stated !== null && stated.width * stated.height > PICTURE_LIMITS.pixels
  if (isHuge) throw new OwnDataError(path, { kind: 'tooLarge', what: 'picture', limit: PICTURE_LIMITS.pixels })
  const { levels, height, width } = await decode(bytes).catch((cause: unknown) => {
    throw new OwnDataError(path, { kind: 'decode', original: wordsOf(cause) }, { cause })
  })
  return { size: { height, width }, levels, labels: [classOf(path)], role: isSplit ? (folderRole(path) ?? 'train') : null }
}

/** The folder that a picture lies in. */
function classOf(path: string): string {
  return path.split('/').at(-2) ?? ''
}

function folderRole(path: string): Role | null {
  // The class's own folder does not say it: a class may be called `test`.
  return roleOf(path.split('/').slice(0, -2).join('/'))
}
