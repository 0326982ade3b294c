/** Takes code apart for its colours: WGSL, and the AssemblyScript of the CPU's arithmetic. Whatever it does not know is plain. */

export type TokenKind = 'plain' | 'comment' | 'keyword' | 'type' | 'number' | 'attribute' | 'call'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

export type CodeLanguage = 'wgsl' | 'assemblyscript'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const KEYWORDS: Readonly<Record<CodeLanguage, ReadonlySet<string>>> = {
  wgsl: words(
    'alias break case const const_assert continue continuing default discard else enable false fn for if let loop override return struct switch true var while',
  ),
  assemblyscript: words('as break const continue do else export false for from function if import let return true type while'),
}

const TYPES: Readonly<Record<CodeLanguage, RegExp>> = {
  wgsl: /^(?:bool|[iuf]32|f16|vec[234][iufh]?|mat[234]x[234][fh]?|array|atomic|ptr|texture_\w+|sampler\w*)$/,
  assemblyscript: /^(?:bool|void|[iuf]\d+|usize|isize|v128|StaticArray)$/,
}

/** A comment to the end of its line or over several; a number; a name, with `@` an attribute; else one character. */
const PARTS = /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(\b(?:0x[\da-f]+|\d[\d_]*\.?\d*(?:e[+-]?\d+)?)[iufh]?\b\.?)|(@?[A-Za-z_]\w*)|(\s+|[^\w\s])/giu

/** The tokens of every line; neighbours of one kind are one. */
export function tokenize(text: string, language: CodeLanguage): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]]
  const add = (kind: TokenKind, part: string): void => {
    for (const [at, piece] of part.split('\n').entries()) {
      if (at > 0) lines.push([])
      if (piece === '') continue
      const line = lines.at(-1)!
      const last = line.at(-1)
      if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + piece }
      else line.push({ kind, text: piece })
    }
  }
  for (const match of text.matchAll(PARTS)) {
    const [part, comment, value, name] = match
    if (comment !== undefined) add('comment', part)
    else if (value !== undefined) add('number', part)
    else if (name !== undefined) add(kindOfName(name, text[match.index + part.length], language), part)
    else add('plain', part)
  }
  // A file ends with a line break, after which nothing stands.
  if (lines.at(-1)?.length === 0) lines.pop()
  return lines
}

function kindOfName(name: string, next: string | undefined, language: CodeLanguage): TokenKind {
  if (name.startsWith('@')) return 'attribute'
  if (KEYWORDS[language].has(name)) return 'keyword'
  if (TYPES[language].test(name)) return 'type'
  return next === '(' ? 'call' : 'plain'
}
