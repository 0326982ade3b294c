import type { ModelKind } from '../core/exchange-details'
import { fileKind } from './drawing'
import { HEAD_BYTES, modelKindOf } from './model-kind'

/** MNIST's files; `mnist-files.ts` knows them, which the page itself need not load. */
const MNIST_FILES = 4

/** Most files that are held against MNIST's at once. */
const MOST_DATA = 64

/** What the page does with files that came together. */
export interface Sorted {
  readonly model: File | null
  readonly picture: File | null
  /** To be held against MNIST's four. */
  readonly data: readonly File[]
  /** Names of files that nothing is done with. */
  readonly leftOut: readonly string[]
}

/** Finds a model, a picture and MNIST among files, whatever lies beside them. */
export async function sortDropped(files: readonly File[]): Promise<Sorted> {
  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: (await isModelFile(file)) ? 'model' : await fileKind(file) })))
  const of = (wanted: string): File[] => kinds.filter(({ kind }) => kind === wanted).map(({ file }) => file)
  const [model = null, ...models] = of('model')
  const [picture = null, ...pictures] = of('picture')
  const [data, others] = [of('data'), of('other')]
  // Where MNIST may be complete, or something else was found, what is none of it is named alone; else the answer about MNIST names it, with the reason.
  const isFound = data.length >= MNIST_FILES || (data.length === 0 && (model !== null || picture !== null))
  const asked = isFound ? data : [...data, ...others]
  const left = [...models, ...pictures, ...(isFound ? others : []), ...asked.slice(MOST_DATA)]
  return { model, picture, data: asked.slice(0, MOST_DATA), leftOut: left.map(({ name }) => name) }
}

/** Those that hold a model and nothing else: each is opened, or named for what it is. */
const MODELS: ReadonlySet<ModelKind> = new Set(['safetensors', 'keras', 'hdf5', 'pytorch', 'pickle', 'onnx', 'tfjs', 'gguf'])

/** By its content: phones call a model `row-lstm.safetensors.bin`. What is called one is one too, and is told what is wrong with it. */
async function isModelFile(file: File): Promise<boolean> {
  if (file.name.toLowerCase().endsWith('.safetensors')) return true
  return MODELS.has(modelKindOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())))
}
