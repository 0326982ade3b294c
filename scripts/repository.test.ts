import { expect, it } from 'vitest'
import { repositoryAddress } from './repository.ts'

it.each([
  ['https://example.org/code/gatelight/', undefined, 'https://example.org/code/gatelight'],
  [undefined, 'git+https://github.com/someone/gatelight.git', 'https://github.com/someone/gatelight'],
  ['', { type: 'git', url: 'git@gitlab.com:someone/gatelight.git' }, 'https://gitlab.com/someone/gatelight'],
  [undefined, 'github:someone/gatelight', 'https://github.com/someone/gatelight'],
  [undefined, 'someone/gatelight', 'https://github.com/someone/gatelight'],
  ['https://example.org/fork', 'someone/gatelight', 'https://example.org/fork'],
])('%s beside %j is %s', (named, declared, address) => {
  expect(repositoryAddress(named, { name: 'gatelight', repository: declared })).toBe(address)
})

it('nothing is said where there is no package', () => {
  expect(repositoryAddress(undefined, null)).toBe('')
})

it.each([
  [undefined, undefined],
  ['', ''],
  ['javascript:alert(1)', { url: 4 }],
  ['http://example.org/plain', 'file:///home'],
])('%s beside %j is nowhere', (named, declared) => {
  expect(repositoryAddress(named, { name: 'gatelight', repository: declared })).toBe('')
})
