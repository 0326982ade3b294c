import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

/** Words that the page has given up, and punctuation where words are put together: what a dictionary cannot hold by its types. */

const root = resolve(import.meta.dirname, '..')

interface Source {
  readonly file: string
  readonly lines: readonly string[]
}

/** Without comments: nobody reads those on the page. */
function sourceOf(file: string): Source {
  const text = readFileSync(join(root, file), 'utf8')
  const bare = file.endsWith('.md')
    ? text
    : text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, ' '))
  return { file, lines: bare.split('\n') }
}

function sourcesIn(folder: string, ending: RegExp): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !/\.(?:test|fixture)\.tsx?$/.test(file))
    .map((file) => sourceOf(join(folder, file)))
}

/** `file:line: what was found`, of every rule. */
function findAll(sources: readonly Source[], rules: readonly RegExp[]): string[] {
  return sources.flatMap(({ file, lines }) =>
    lines.flatMap((line, at) => rules.flatMap((rule) => (rule.exec(line) ?? []).slice(0, 1).map((found) => `${file}:${at + 1}: ${found}`))),
  )
}

const english = [
  ...sourcesIn('src/ui/kit/messages/en', /\.ts$/),
  // Help beside fields, and what presets teach.
  ...sourcesIn('src/nn/spec', /^[\w-]+\.ts$/),
  ...sourcesIn('src/nn/layers', /^[^/]+\/spec\.ts$/),
]
const chinese = [...sourcesIn('src/ui/kit/messages/zh', /\.ts$/), sourceOf('README.zh.md')]
/** Where words are put on the page. */
const views = sourcesIn('src/ui', /\.tsx?$/).filter(({ file }) => !file.includes('/messages/'))

it('English is plain, active and British', () => {
  const givenUp = [
    /\bstands?\b(?! out| for|:)/,
    /\bstood\b/i,
    /\b(?:bring|brings|bringing|brought)\b[^'`.]*\bup\b/i,
    /\bas \w+ begins\b/,
    /\bcould not be had\b/,
    /\blearned\b/,
    /\brightly\b/,
    /\bmany Keras tutorials\b/,
    /\bspeaks? up\b/,
    /\bfalls? silent\b/,
    /\b(?:hears?|heard) (?:of|nothing)\b/,
    /\b(?:color|gray|center|behavior|normalize|minimize)s?\b(?!:)/i,
    /\blayer that answers\b|\banswering layer\b/i,
    /\brounded up\b/,
    /\bgoing on, which\b|\bis under way\b/,
    /\bfor good\b/,
  ]
  expect(findAll(english, givenUp)).toEqual([])
})

it('Chinese has one word for one thing, and no layer that speaks', () => {
  const givenUp = [
    /信念|把握/,
    // The visitor is called 你.
    /您/,
    /隐状态/,
    /滤波|图案/,
    /画板|书写板/,
    /载入/,
    /导读/,
    /负责回答|询问/,
    /切除|触动|发声|沉默|听不到|说话|拿定主意/,
    /会在这里生长/,
    /倾斜|让数字变形/,
    /没有应答|没有回应|告知/,
    /GPU 内存/,
    /整齐的数/,
    /往回追溯/,
    /Keras 教程/,
    /“比较”|“组合”|“我的笔迹”中/,
    /图画|当前答案/,
    // Nothing of a reading is for good: it lasts to its end.
    /已定'/,
  ]
  expect(findAll(chinese, givenUp)).toEqual([])
})

it('percentages and sizes are written in one way', () => {
  const mixed = [/[\d}] %/, /[\d}] × [\d$]/, /\b\d+ by \d+\b/, /\b10\.0%/]
  expect(findAll([...english, ...chinese.filter(({ file }) => file.endsWith('.ts'))], mixed)).toEqual([])
})

it('Chinese sentences follow each other without spaces, in Chinese punctuation', () => {
  const latin = [
    /[。！？；：，、] +[^\s'`)]/,
    /[\p{Script=Han}”）][,;!?](?:[\s\p{Script=Han}]|$)/u,
    /[\p{Script=Han}”）]: /u,
    /\p{Script=Han} +\p{Script=Han}/u,
    /\p{Script=Han}\(/u,
  ]
  expect(
    findAll(
      chinese.filter(({ file }) => file.endsWith('.ts')),
      latin,
    ),
  ).toEqual([])
})

it('views put words together by messages, not by punctuation of their own', () => {
  /** Code, citations in English, a browser's own message, lists for CSS. */
  const exempt = new Set(['CrashBoundary.tsx', 'scales.ts', 'Spotlight.tsx', 'places.ts', 'Learn.tsx', 'csv.ts'])
  const joins = [/`[^`]*\}(?:: |; |, |\. |：|；|，|。)(?:\$\{[^`]*)?`/, /\.join\('(?:, |; |: |\. |；|，|、)'\)/, />(?:: |; |, |，|：|。)</]
  expect(
    findAll(
      views.filter(({ file }) => !exempt.has(basename(file))),
      joins,
    ),
  ).toEqual([])
})
