import { describe, expect, it } from 'vitest'
import { type CodeLanguage, tokenize } from './tokenize'

const shaders = import.meta.glob<string>('../../../shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true })
const assembly = import.meta.glob<string>('../../nn/operations/cpu/simd/assembly/*.ts', { query: '?raw', import: 'default', eager: true })

/** `kind:text`, without what is plain. */
const coloured = (text: string, language: CodeLanguage = 'wgsl') =>
  tokenize(text, language).map((line) => line.filter(({ kind }) => kind !== 'plain').map((token) => `${token.kind}:${token.text}`))

describe('a line', () => {
  it('has keywords, types, numbers, attributes, calls and comments', () => {
    expect(coloured('@binding(2) var<storage, read> mask: array<f32>; // [T,B] 0')).toEqual([
      ['attribute:@binding', 'number:2', 'keyword:var', 'type:array', 'type:f32', 'comment:// [T,B] 0'],
    ])
    expect(coloured('let x = safe_tanh(0.5f) + 0x1fu * 1e-3 - 2u;')).toEqual([
      ['keyword:let', 'call:safe_tanh', 'number:0.5f', 'number:0x1fu', 'number:1e-3', 'number:2u'],
    ])
    expect(coloured('export function relu(values: usize): void {', 'assemblyscript')).toEqual([
      ['keyword:export', 'keyword:function', 'call:relu', 'type:usize', 'type:void'],
    ])
  })

  it('takes no digit of a name for a number, and no word of a longer one for a keyword', () => {
    expect(coloured('let4 x2 = letter.x;')).toEqual([[]])
  })

  it('has its own part of a comment over several', () => {
    expect(coloured('a /* one\n two */ let')).toEqual([['comment:/* one'], ['comment: two */', 'keyword:let']])
  })
})

describe.each([...Object.entries(shaders), ...Object.entries(assembly)])('%s', (path, text) => {
  it('is there with every character, in lines that its numbers count', () => {
    const lines = tokenize(text, path.endsWith('.wgsl') ? 'wgsl' : 'assemblyscript')
    expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(text.replace(/\n$/, ''))
  })
})
