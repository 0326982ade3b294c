import { isPictureHead } from '../drawing/picture-size'
import type { Bytes } from '../byte-reader'
import { csvSet } from './csv-set'
import { OwnDataError } from './errors'
import { isCsv, isZip } from './heads'
import { idxSet, isLabels, type IdxFile } from './idx-set'
import { isIdx, parseHead } from './idx-values'
import { fromBytes, headOf, type OwnFile } from './own-file'
import { type DecodePicture, isOfTheSystem, mostOfPicture, type PictureFile, pictureSet } from './picture-set'
import type { RawSet } from './raw-set'
import { unzip } from './unpack'

/** Data in an archive are unpacked into memory: larger ones must be unpacked first. */
const MOST_UNPACKED = 256 * 2 ** 20

type Kind = 'idx' | 'csv' | 'zip' | 'picture' | 'other'

function kindOf(head: Bytes): Kind {
  if (isZip(head)) return 'zip'
  if (isPictureHead(head)) return 'picture'
  if (isIdx(head)) return 'idx'
  return isCsv(head) ? 'csv' : 'other'
}

/** What was found in files and archives. */
interface Found {
  readonly idx: IdxFile[]
  readonly csv: OwnFile[]
  readonly pictures: PictureFile[]
  /** Paths of all pictures, those in archives too. */
  readonly paths: string[]
  readonly others: string[]
  /** Files that are broken before anybody knows what they hold. */
  readonly broken: OwnDataError[]
}

/**
 * Finds a labelled set in files, by what they hold and not by how they are called.
 *
 * @throws OwnDataError
 */
export async function recognise(files: readonly OwnFile[], decode: DecodePicture): Promise<RawSet> {
  const found: Found = { idx: [], csv: [], pictures: [], paths: [], others: [], broken: [] }
  for (const file of files) await sort(file, found)
  const { idx, csv, pictures, paths, others, broken } = found
  const hasPictures = csv.length + paths.length > 0 || idx.some((file) => !isLabels(file))
  // What lacks of data may be in a broken file; among files that are no data at all, one that is broken says no more than the others.
  if (broken[0] !== undefined)
    throw hasPictures || others.length === 0 ? broken[0] : new OwnDataError(files[0]?.path ?? '', { kind: 'unknown' })
  if (idx.length > 0) return idxSet(idx, [...others, ...csv.map(({ path }) => path), ...paths])
  if (csv.length > 0) return csvSet(csv, [...others, ...paths])
  if (paths.length > 0) return pictureSet(pictures, paths, others, decode)
  throw new OwnDataError(files[0]?.path ?? '', { kind: 'unknown' })
}

async function sort(file: OwnFile, found: Found): Promise<void> {
  const head = await headOf(file).catch((error: unknown) => {
    if (!(error instanceof OwnDataError)) throw error
    found.broken.push(error)
  })
  if (head === undefined) return
  switch (kindOf(head)) {
    case 'idx':
      found.idx.push({ file, head: parseHead(head, file.path) })
      return
    case 'csv':
      found.csv.push(file)
      return
    case 'picture':
      found.pictures.push({ kind: 'picture', file })
      found.paths.push(file.path)
      return
    case 'zip':
      return sortArchive(file, found)
    case 'other':
      found.others.push(file.path)
  }
}

async function sortArchive(archive: OwnFile, found: Found): Promise<void> {
  let unpacked = 0
  let pictures = 0
  const mostOf = (entry: { readonly path: string; readonly bytes: Bytes }): number => {
    if (isOfTheSystem(entry.path)) return 0
    return mostOfPicture(entry) || Math.max(1, MOST_UNPACKED - unpacked)
  }
  for await (const { path, bytes } of unzip(archive.open(), archive.path, mostOf)) {
    if (isPictureHead(bytes)) {
      pictures++
      found.paths.push(path)
      continue
    }
    const entry = fromBytes(bytes, path)
    const kind = kindOf(await headOf(entry))
    if (kind !== 'idx' && kind !== 'csv') {
      found.others.push(path)
      continue
    }
    unpacked += bytes.byteLength
    await sort(entry, found)
  }
  if (pictures > 0) found.pictures.push({ kind: 'zip', file: archive })
}
