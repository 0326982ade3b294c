import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

it('no part of the built page imports the entry of a worker', async () => {
  const scripts = await builtScripts()
  const spawned = [...scripts.values()].flatMap((code) =>
    [...code.matchAll(/new Worker\(\s*new URL\([^`'"]*[`'"]([^`'"]+\.js)/g)].map(([, file]) => file!.split('/').at(-1)!),
  )
  // The page has two names for its own.
  const entries = [...new Set(spawned)]
  // The page's worker, its helpers', and the one that looks for the ink in pictures.
  expect(entries).toHaveLength(3)

  const imports = [...scripts].flatMap(([importer, code]) => importedFiles(code).map((imported) => ({ importer, imported })))
  expect(imports.length, 'imports that were found at all').toBeGreaterThan(scripts.size)
  expect(imports.filter(({ imported }) => entries.includes(imported))).toEqual([])
})

/** Every script that the build would write, by its name; those of workers as well, which are assets to the page's bundler. */
async function builtScripts(): Promise<Map<string, string>> {
  const result = await build({ root, logLevel: 'error', build: { write: false } })
  const outputs = Array.isArray(result) ? result : [result]
  const scripts = new Map<string, string>()
  for (const output of outputs) {
    for (const file of 'output' in output ? output.output : []) {
      if (!file.fileName.endsWith('.js')) continue
      const code = file.type === 'chunk' ? file.code : file.source
      scripts.set(file.fileName.split('/').at(-1)!, typeof code === 'string' ? code : new TextDecoder().decode(code))
    }
  }
  return scripts
}

/** Names of the files that minified code imports, at once or later. */
function importedFiles(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*[`'"]\.{1,2}\/([^`'"]+\.js)[`'"]/g)].map(([, file]) => file!.split('/').at(-1)!)
}
