import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MNIST_PARTS } from '../src/data/mnist-files'
import { text, tinyContents, tinyFolder, tinyManifest } from '../src/data/mnist.fixture'
import { directorySource, fillMnistFolder } from './mnist'

let root: string
const lines: string[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatelight-'))
  lines.length = 0
})
afterEach(() => rm(root, { recursive: true }))

async function folder(files: Iterable<readonly [string, Uint8Array | null]>): Promise<string> {
  const path = await mkdtemp(join(root, 'folder-'))
  for (const [name, bytes] of files) if (bytes !== null) await writeFile(join(path, name), bytes)
  return path
}

function fill(target: string, ...sources: readonly string[]): Promise<boolean> {
  return fillMnistFolder({ target, sources: sources.map(directorySource), log: (line) => lines.push(line), manifest: tinyManifest })
}

async function expectWhole(target: string): Promise<void> {
  expect((await readdir(target)).toSorted()).toEqual(MNIST_PARTS.map((part) => `${tinyManifest[part].name}.gz`).toSorted())
  for (const part of MNIST_PARTS) {
    const stored = await readFile(join(target, `${tinyManifest[part].name}.gz`))
    expect(new Uint8Array(gunzipSync(stored))).toEqual(tinyContents[part])
  }
}

describe('npm run mnist', () => {
  it('fills a folder that does not exist yet, from gzipped or uncompressed files', async () => {
    const zipped = await folder(tinyFolder())
    await expect(fill(join(root, 'public', 'a'), zipped)).resolves.toBe(true)
    await expectWhole(join(root, 'public', 'a'))

    const raw = await folder(MNIST_PARTS.map((part) => [tinyManifest[part].name, tinyContents[part]]))
    await expect(fill(join(root, 'b'), raw)).resolves.toBe(true)
    await expectWhole(join(root, 'b'))
  })

  it('leaves alone what is right and replaces what is not', async () => {
    const target = await folder(tinyFolder({ 'train-images-idx3-ubyte.gz': text('<html>') }))
    const right = join(target, 't10k-images-idx3-ubyte.gz')
    const before = await stat(right)
    await expect(fill(target, await folder(tinyFolder()))).resolves.toBe(true)
    await expectWhole(target)
    expect((await stat(right)).mtimeMs).toBe(before.mtimeMs)
    expect(lines.filter((line) => line.includes('is there already'))).toHaveLength(3)
  })

  it('tries the next source and says why', async () => {
    const empty = await folder([])
    await expect(fill(join(root, 'c'), empty, await folder(tinyFolder()))).resolves.toBe(true)
    expect(lines[0]).toBe(`train-images-idx3-ubyte.gz  not from ${empty}: the file is not there`)
  })

  it('says that nothing worked', async () => {
    const target = await folder([])
    await expect(fill(target, join(root, 'nowhere'))).resolves.toBe(false)
    expect(await readdir(target)).toEqual([])
  })
})
