import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The project's texts stay short, and what they point at exists. */

const root = resolve(import.meta.dirname, '..')
const DECISIONS = 'docs/decisions'
/** Decisions are kept by topic, and each topic has its contents in `README.md`. */
const CONTENTS = 'README.md'

const pages = [
  ...markdownIn('.'),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path)),
]
  .filter((path) => path.endsWith('.md'))
  .map((path) => relative('.', path))
const topics = readdirSync(join(root, DECISIONS), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(DECISIONS, name))
const decisions = topics.flatMap(markdownIn).filter((path) => basename(path) !== CONTENTS)

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** Words that a reader sees. */
function wordsIn(page: string): number {
  return read(page)
    .replaceAll(/<!--.*?-->/gs, '')
    .split(/\s+/)
    .filter((word) => word !== '').length
}

/** Targets of links and pictures, addresses of other sites left out. */
function linksIn(page: string): string[] {
  const withoutCode = read(page).replaceAll(/```.*?```|`[^`]*`/gs, '')
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target))
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsIn(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function doesResolve(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  return existsSync(join(root, target)) && (anchor === undefined || anchorsIn(target).includes(anchor))
}

/** Files and folders that a page names in code quotes from the root of the project. */
function pathsIn(page: string): string[] {
  return [...read(page).matchAll(/`((?:src|shaders|scripts|bench|e2e|docs)\/[\w./-]+)`/g)].map(([, path]) => path!)
}

/** What fails a check, with its page. */
function failuresOn(among: readonly string[], check: (page: string) => readonly string[]): string[] {
  return among.flatMap((page) => check(page).map((failure) => `${page}: ${failure}`))
}

it('every link leads to a page, a heading or a file that exists', () => {
  expect(failuresOn(pages, (page) => linksIn(page).filter((link) => !doesResolve(page, link)))).toEqual([])
})

it('every file named in code quotes exists', () => {
  expect(failuresOn(pages, (page) => pathsIn(page).filter((path) => !existsSync(join(root, path))))).toEqual([])
})

describe('the README', () => {
  it.each(['README.md', 'README.zh.md'])('%s has at most 150 lines', (page) => {
    expect(read(page).split('\n').length).toBeLessThanOrEqual(150)
  })

  it('links to the other language in its first line', () => {
    expect(linksIn('README.md')[0]).toBe('README.zh.md')
    expect(linksIn('README.zh.md')[0]).toBe('README.md')
  })

  it('has the same figures, commands and links in both languages', () => {
    const facts = (page: string) => new Set(read(page).match(/[\d.,]+%|`[^`\n]+`|\]\((?!README)[^)]+\)/g))
    expect(facts('README.zh.md')).toEqual(facts('README.md'))
  })
})

it('docs/architecture.md has at most 1,200 words', () => {
  expect(wordsIn('docs/architecture.md')).toBeLessThanOrEqual(1200)
})

describe('decisions', () => {
  it('have 60 to 200 words each', () => {
    const lengths = decisions.map((page) => ({ page, words: wordsIn(page) }))
    expect(lengths.filter(({ words }) => words < 60 || words > 200)).toEqual([])
  })

  it('tell context, decision, reason and what was measured, in this order', () => {
    const form = /^# .+\n\n\*\*Context\.\*\* .+\n\n\*\*Decision\.\*\* .+\n\n\*\*Why\.\*\* .+\n(\n\*\*Measured\.\*\* .+\n)?$/
    expect(decisions.filter((page) => !form.test(read(page)))).toEqual([])
  })

  it('are each listed once in the contents of their topic, under their titles', () => {
    const entries = (contents: string) => [...read(contents).matchAll(/^- \[(.+)\]\((.+)\)$/gm)]
    const listed = topics.flatMap((topic) => entries(join(topic, CONTENTS)).map(([, title, file]) => `${join(topic, file!)}: ${title}`))
    const written = decisions.map((page) => `${page}: ${/^# (.+)$/m.exec(read(page))?.[1]}`)
    expect(listed.toSorted()).toEqual(written.toSorted())
    expect(written.length).toBeGreaterThan(0)
  })

  it('have topics that the first page lists, and contents of at most 200 words', () => {
    const first = join(DECISIONS, CONTENTS)
    expect(linksIn(first)).toEqual(expect.arrayContaining(topics.map((topic) => join(relative(DECISIONS, topic), CONTENTS))))
    const contents = [first, ...topics.map((topic) => join(topic, CONTENTS))]
    expect(contents.filter((page) => wordsIn(page) > 200)).toEqual([])
  })
})
