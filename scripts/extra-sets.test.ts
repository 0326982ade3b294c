import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { builtIn } from '../src/data/sets/built-in'
import { letters, LETTERS } from '../src/testing/sets/letters'
import { extraSets } from './extra-sets'

/** The registry of data sets as a build of this mode has it, with all that it imports. */
async function registryIn(mode: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    mode,
    resolve: { alias: extraSets(mode) },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, '../src/data/sets/registry.ts'), formats: ['es'] },
    },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  return outputs.flatMap(({ output }) => output.map((file) => (file.type === 'chunk' ? file.code : ''))).join('\n')
}

it.each([
  ['testing', letters.licence],
  ['training', 'Alpaydin'],
])('puts the data sets of mode %s into its build', async (mode, trace) => {
  expect(await registryIn(mode)).toContain(trace)
})

it.each(['production', 'development', 'test'])('puts not a byte of them into a build of mode %s', async (mode) => {
  const code = await registryIn(mode)
  expect(code).toContain(builtIn.title)
  for (const trace of ['Alpaydin', 'pen-digits', letters.licence, `"${LETTERS.id}"`, 'capital A', '5,100 50,0 95,100'])
    expect(code).not.toContain(trace)
})
