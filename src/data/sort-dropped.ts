import type { ModelKind } from '../core/exchange-details'
import { MOST_DATA, pathOf } from './dropped'
import { fileKind } from './drawing/open-picture'
import { isHandFile } from './hand/exchange'
import { HEAD_BYTES, modelKindOf } from './model-kind'
import { isCsv, isZip } from './own/heads'

/** MNIST's files; `mnist-files.ts` knows them, which the page itself need not load. */
const MNIST_FILES = 4

/** What the page does with files that came together. */
export interface Sorted {
  readonly model: File | null
  readonly picture: File | null
  /** To be held against MNIST's four, and where they are not these, to be looked at. */
  readonly data: readonly File[]
  /** What MNIST is not: archives, tables, and pictures in folders named after their classes. */
  readonly own: readonly File[]
  /** Drawings of a hand. */
  readonly hand: readonly File[]
  /** Names of files that nothing is done with. */
  readonly leftOut: readonly string[]
}

type Kind = 'model' | 'picture' | 'data' | 'set' | 'hand' | 'other'

/** Finds a model, a picture, MNIST and data of the visitor's own among files, whatever lies beside them. */
export async function sortDropped(files: readonly File[]): Promise<Sorted> {
  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: await kindOf(file) })))
  const of = (wanted: Kind): File[] => kinds.filter(({ kind }) => kind === wanted).map(({ file }) => file)
  const [model = null, ...models] = of('model')
  const [data, others, sets, allPictures, hand] = [of('data'), of('other'), of('set'), of('picture'), of('hand')]
  const isPictureSet = areByClass(allPictures)
  if (isPictureSet || sets.length > 0) {
    const own = [...(isPictureSet ? allPictures : []), ...sets, ...data]
    const left = [...models, ...(isPictureSet ? [] : allPictures.slice(1)), ...others]
    return { model, picture: isPictureSet ? null : (allPictures[0] ?? null), data: [], own, hand, leftOut: left.map(({ name }) => name) }
  }
  const [picture = null, ...pictures] = allPictures
  // Where MNIST may be complete, or something else was found, what is none of it is named alone; else the answer about MNIST names it, with the reason.
  const isFound = data.length >= MNIST_FILES || (data.length === 0 && (model !== null || picture !== null || hand.length > 0))
  const asked = isFound ? data : [...data, ...others]
  const left = [...models, ...pictures, ...(isFound ? others : []), ...asked.slice(MOST_DATA)]
  return { model, picture, data: asked.slice(0, MOST_DATA), own: [], hand, leftOut: left.map(({ name }) => name) }
}

/** Those that hold a model and nothing else: each is opened, or named for what it is. */
const MODELS: ReadonlySet<ModelKind> = new Set(['safetensors', 'keras', 'hdf5', 'pytorch', 'pickle', 'onnx', 'tfjs', 'gguf'])

/** By its content: phones call a model `row-lstm.safetensors.bin`. What is called one is one too, and is told what is wrong with it. */
async function kindOf(file: File): Promise<Kind> {
  if (file.name.toLowerCase().endsWith('.safetensors')) return 'model'
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  if (MODELS.has(modelKindOf(head))) return 'model'
  const kind = await fileKind(file)
  if (kind !== 'other') return kind
  if (isHandFile(head)) return 'hand'
  return isZip(head) || isCsv(head) ? 'set' : 'other'
}

/** Pictures that lie in several folders: one to open lies alone, or among others. */
function areByClass(pictures: readonly File[]): boolean {
  return new Set(pictures.map((file) => pathOf(file).split('/').at(-2) ?? '')).size > 1
}
