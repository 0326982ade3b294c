import { expect, it } from 'vitest'
import { licencesText, shippedPackages } from './licences.ts'

const packages = await shippedPackages()

it('names every package that is shipped, with a licence that lets it be passed on', () => {
  const names = packages.map(({ name }) => name)
  for (const name of ['react', 'react-dom', 'radix-ui', '@floating-ui/dom', 'h5wasm', 'fflate', 'workbox-precaching', 'zustand']) {
    expect(names).toContain(name)
  }
  expect(names).not.toContain('vite')
  const known = /^\(?(MIT|ISC|BSD|0BSD|Apache-2\.0|Unlicense|NIST-PD-fallback|SEE LICENSE)/
  expect(packages.filter(({ licence, text }) => !known.test(licence) && text === '').map(({ name }) => name)).toEqual([])
})

it('writes a licence that several share once', () => {
  const text = licencesText('Ours', [
    { name: 'a', version: '1', licence: 'MIT', text: 'The same' },
    { name: 'b', version: '2', licence: 'MIT', text: 'The same' },
  ])
  expect(text).toContain('a 1 (MIT)\nb 2 (MIT)\n\nThe same')
  expect(text.match(/The same/g)).toHaveLength(1)
})
