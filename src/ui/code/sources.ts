/** The code itself, each file fetched when it is asked for. */

import { enablesOf, filesOfKernel } from './kernels'

export interface CodeFile {
  /** In the repository: `shaders/lstm/forward_step.wgsl`. */
  readonly path: string
  readonly text: string
}

const SHADERS = 'shaders'
const ASSEMBLY = 'src/nn/operations/cpu/simd/assembly'

// Texts to be read, not code that runs: the page loads no engine with them.
const shaders = import.meta.glob<string>('../../../shaders/**/*.wgsl', { query: '?raw', import: 'default' })
const assembly = import.meta.glob<string>('../../nn/operations/cpu/simd/assembly/*.ts', { query: '?raw', import: 'default' })

/**
 * A kernel's files in the order in which they are compiled, the first with the extensions that it needs.
 *
 * @throws RangeError when there is no kernel of this label
 */
export async function loadKernel(label: string): Promise<readonly CodeFile[]> {
  const files = filesOfKernel(label)
  if (files === null) throw new RangeError(`There is no kernel ${label}`)
  const texts = await Promise.all(files.map((file) => textOf(shaders, `../../../shaders/${file}.wgsl`)))
  return files.map((file, at) => ({ path: `${SHADERS}/${file}.wgsl`, text: (at === 0 ? enablesOf(files) : '') + texts[at]! }))
}

/** One file of the CPU's arithmetic. @throws RangeError when there is none of this name */
export async function loadAssembly(name: string): Promise<readonly CodeFile[]> {
  return [{ path: `${ASSEMBLY}/${name}.ts`, text: await textOf(assembly, `../../nn/operations/cpu/simd/assembly/${name}.ts`) }]
}

async function textOf(files: Readonly<Record<string, () => Promise<string>>>, path: string): Promise<string> {
  const load = files[path]
  if (load === undefined) throw new RangeError(`There is no file ${path}`)
  return load()
}

/** All of it as one text: what the compiler gets. */
export function wholeOf(files: readonly CodeFile[]): string {
  return files.map(({ text }) => text).join('\n')
}
