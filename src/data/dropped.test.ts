import { describe, expect, it } from 'vitest'
import { DROP_LIMITS, listed, readDrop, type Transfer } from './dropped'
import { sortDropped } from './sort-dropped'

/** A folder of files, folders, and what cannot be read. */
interface Folder {
  readonly [name: string]: string | Uint8Array | Folder | null
}

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)
const IDX = Uint8Array.of(0, 0, 8, 1)

const fileOf = (name: string, content: string | Uint8Array): File => new File([new Uint8Array(Buffer.from(content))], name)

/** A folder as Chromium gives it where nobody asks for its entry: a file that can't be read. */
class Unreadable extends File {
  override slice(): Blob {
    throw new DOMException('A requested file or directory could not be found', 'NotFoundError')
  }
}

function entryOf(name: string, content: Folder[string]): FileSystemEntry {
  const base = { name, fullPath: `/${name}`, filesystem: { name: '', root: {} as FileSystemDirectoryEntry } }
  const isFolder = content !== null && typeof content === 'object' && !(content instanceof Uint8Array)
  const entry = {
    ...base,
    isFile: !isFolder,
    isDirectory: isFolder,
    getParent: () => {},
    file: (give: (file: File) => void, fail: (error: DOMException) => void) =>
      content === null || isFolder ? fail(new DOMException('gone', 'NotFoundError')) : give(fileOf(name, content)),
    createReader() {
      // Chromium gives at most a hundred at once.
      const left = isFolder ? Object.entries(content).map(([each, what]) => entryOf(each, what)) : []
      return { readEntries: (give: (entries: FileSystemEntry[]) => void) => give(left.splice(0, 100)) }
    },
  }
  return entry
}

/** What a browser hands to a drop event. */
function transferOf(dropped: Folder, knowsEntries = true): Transfer {
  const items = Object.entries(dropped).map(([name, content]) => {
    const isFolder = content !== null && typeof content === 'object' && !(content instanceof Uint8Array)
    const file = content === null || isFolder ? new Unreadable([], name) : fileOf(name, content)
    return { kind: 'file', getAsFile: () => file, ...(knowsEntries ? { webkitGetAsEntry: () => entryOf(name, content) } : {}) }
  })
  return { items, files: Object.assign([], { item: () => null }) }
}

const namesOf = (files: readonly File[]): string[] => files.map(({ name }) => name)

describe('what is dropped', () => {
  it('is taken out of its folders, what lies on top first, without what systems leave there', async () => {
    const scans = { '.DS_Store': 'x', 'Thumbs.db': 'x', deep: { deeper: { 'c.png': 'c' } }, 'a.png': 'a', 'b.png': 'b' }
    const { files, problems } = await readDrop(transferOf({ scans, 'd.png': 'd' }))
    expect(namesOf(files)).toEqual(['a.png', 'b.png', 'c.png', 'd.png'])
    expect(problems).toEqual([])
  })

  it('is taken where some of it cannot be read, and that is named', async () => {
    const { files, problems } = await readDrop(transferOf({ 'a.png': 'a', gone: null, scans: { 'lost.png': null, 'b.png': 'b' } }))
    expect(namesOf(files)).toEqual(['a.png', 'b.png'])
    expect(problems).toEqual([{ kind: 'unreadable', names: ['gone', 'lost.png'], more: 0 }])
  })

  it('is taken beside a folder that the browser does not open', async () => {
    const { files, problems } = await readDrop(transferOf({ scans: { 'a.png': 'a' }, 'b.png': 'b' }, false))
    expect(namesOf(files)).toEqual(['b.png'])
    expect(problems).toEqual([{ kind: 'unreadable', names: ['scans'], more: 0 }])
  })

  it('is told of when it is a folder of nothing', async () => {
    expect((await readDrop(transferOf({ empty: {}, nested: { empty: {} } }))).problems).toEqual([
      { kind: 'emptyFolder', folder: 'empty' },
      { kind: 'emptyFolder', folder: 'nested' },
    ])
  })

  it('has an end, in number and in depth', async () => {
    const many = Object.fromEntries(Array.from({ length: DROP_LIMITS.files + 100 }, (_, index) => [`${index}.png`, 'x']))
    const { files, problems } = await readDrop(transferOf({ many }))
    expect(files).toHaveLength(DROP_LIMITS.files)
    expect(problems).toEqual([{ kind: 'tooMany', limit: DROP_LIMITS.files }])
    let deep: Folder = { 'a.png': 'a' }
    for (let depth = 0; depth < 10; depth++) deep = { deep }
    expect((await readDrop(transferOf({ deep }))).files).toEqual([])
  })

  it('is nothing where no file is among it', async () => {
    expect(await readDrop({ items: [{ kind: 'string', getAsFile: () => null }], files: Object.assign([], { item: () => null }) })).toEqual({
      files: [],
      problems: [],
    })
  })
})

it('names are listed in part, and harmlessly', () => {
  expect(listed(['a', `b\u202E${'x'.repeat(300)}`, 'c', 'd', 'e', 'f'])).toEqual({
    names: ['a', `b${'x'.repeat(58)}…`, 'c', 'd'],
    more: 2,
  })
})

describe('files that came together', () => {
  const sorted = async (files: Record<string, string | Uint8Array>) => {
    const { model, picture, data, leftOut } = await sortDropped(Object.entries(files).map(([name, content]) => fileOf(name, content)))
    return { model: model?.name, picture: picture?.name, data: namesOf(data), leftOut }
  }

  it('are a model, a picture, and what may be MNIST', async () => {
    expect(await sorted({ 'a.safetensors': 'x', 'b.png': PNG, c: IDX })).toEqual({
      model: 'a.safetensors',
      picture: 'b.png',
      data: ['c'],
      leftOut: [],
    })
  })

  it('are a model by their content, whatever they are called', async () => {
    const header = new TextEncoder().encode('{"__metadata__":{}}')
    const model = Uint8Array.from([header.length, 0, 0, 0, 0, 0, 0, 0, ...header])
    expect(await sorted({ 'row-lstm.safetensors.bin': model, a: IDX })).toMatchObject({ model: 'row-lstm.safetensors.bin' })
    expect(await sorted({ upload: Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a) })).toMatchObject({ model: 'upload' })
  })

  it('are drawings of a hand by their content', async () => {
    const hand = new TextEncoder().encode('[{"label":3,"strokes":[[1,2]]}]')
    const files = [fileOf('a.bin', hand), fileOf('notes.txt', 'x'), fileOf('b.png', PNG)]
    const { hand: drawings, picture, leftOut } = await sortDropped(files)
    expect([namesOf(drawings), picture?.name, leftOut]).toEqual([['a.bin'], 'b.png', ['notes.txt']])
  })

  it('are used where others among them are not, which are named', async () => {
    expect(await sorted({ 'notes.txt': 'x', 'a.png': PNG, 'b.png': PNG })).toEqual({
      model: undefined,
      picture: 'a.png',
      data: [],
      leftOut: ['b.png', 'notes.txt'],
    })
    expect(await sorted({ README: 'x', a: IDX, b: IDX, c: IDX, d: IDX })).toMatchObject({ data: ['a', 'b', 'c', 'd'], leftOut: ['README'] })
  })

  it('are all held against MNIST where they are not enough for it, so that each is told what is wrong with it', async () => {
    expect(await sorted({ README: 'x', a: IDX })).toMatchObject({ data: ['a', 'README'], leftOut: [] })
    expect(await sorted({ README: 'x' })).toMatchObject({ data: ['README'], leftOut: [] })
  })
})
