import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { findSharedTexts } from './lone-text.ts'

const root = resolve(import.meta.dirname, '..')
const fixture = join(root, 'scripts/lone-text.fixture.tsx')
const found = findSharedTexts(join(root, 'tsconfig.json'))

it('finds a text that is not alone in its element', () => {
  const expected = readFileSync(fixture, 'utf8')
    .split('\n')
    .flatMap((line, at) => (line.includes('/* found */') ? [at + 1] : []))
  expect(found.filter(({ file }) => file === fixture).map(({ line }) => line)).toEqual(expected)
})

it('finds none in the page: a translator may have put elements in the place of its text nodes', () => {
  const places = found.filter(({ file }) => file.startsWith(join(root, 'src')))
  expect(places.map(({ file, line, text }) => `${file.slice(root.length + 1)}:${line}: ${text}`)).toEqual([])
})
