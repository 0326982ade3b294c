import { inject } from 'vitest'

/**
 * Files outside the repository that tests compare with, the same way in Node and in the browser.
 *
 * A machine may be without them; a test that needs them says so: `describe.skipIf(!hasVectors)('…', …)`. `npm test` names every
 * test that was left out for that reason, and fails when one was left out for any other.
 */

const folders = inject('testData')

export const hasVectors = folders.vectors !== null
export const hasMnist = folders.mnist !== null

/**
 * A file of published test vectors, e.g. `tfjs_lstm.json`, as parsed JSON of unknown form.
 *
 * @throws Error when it is not there
 */
export async function loadVectors(name: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await loadFile('vectors', name)))
}

/**
 * One of MNIST's files as it is stored, e.g. `t10k-labels-idx1-ubyte.gz`.
 *
 * @throws Error when it is not there
 */
export async function loadMnistFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return loadFile('mnist', name)
}

async function loadFile(kind: keyof typeof folders, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = folders[kind]
  const variable = kind === 'mnist' ? 'MNIST_DIR' : 'VECTORS_DIR'
  if (folder === null) throw new Error(`${name}: there is no ${kind} folder; set ${variable}`)
  if (typeof document === 'undefined') {
    const { readFile } = await import('node:fs/promises')
    return new Uint8Array(await readFile(`${folder}/${name}`))
  }
  const response = await fetch(`/@${kind}/${name}`)
  if (!response.ok) throw new Error(`${name}: not in ${folder}`)
  return new Uint8Array(await response.arrayBuffer())
}
