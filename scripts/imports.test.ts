import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Every import of a file, also of types, of `import()` and of workers. */
const SPECIFIER = /(?:from\s+|import\s+|import\(\s*|new URL\(\s*)'(\.[^'?]*)(?:\?[^']*)?'/g
const ENDINGS = ['', '.ts', '.tsx', '/index.ts']

const files = filesOf('src', /\.tsx?$/)
const graph = new Map(files.map((file) => [file, importsOf(file)]))

/** Paths from the root, with slashes everywhere. */
function filesOf(folder: string, ending: RegExp): string[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => ending.test(path)).map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    const target = normalize(join(dirname(file), specifier)).replaceAll('\\', '/')
    return ENDINGS.map((ending) => target + ending).filter((path) => files.includes(path))
  })
}

/** The files on one circle, in order; null where there is none. */
function findCircle(): string[] | null {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] | null => {
    if (done.has(file)) return null
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    path.push(file)
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target)
      if (circle !== null) return circle
    }
    path.pop()
    done.add(file)
    return null
  }
  for (const file of files) {
    const circle = visit(file)
    if (circle !== null) return circle
  }
  return null
}

describe('imports', () => {
  it('are found', () => {
    expect(graph.get('src/main.ts')?.length).toBeGreaterThan(0)
  })

  it('make no circle, not even one that is closed by a type or by import()', () => {
    expect(findCircle()).toBeNull()
  })
})

it('no file has more than 400 lines', () => {
  const all = ['src', 'shaders', 'e2e', 'bench', 'scripts'].flatMap((folder) => filesOf(folder, /\.(tsx?|css|wgsl)$/))
  expect(all.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401)).toEqual([])
})
