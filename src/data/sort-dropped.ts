import { fileKind } from './drawing'

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
  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: isModelFile(file) ? 'model' : await fileKind(file) })))
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

function isModelFile(file: File): boolean {
  return file.name.toLowerCase().endsWith('.safetensors')
}
