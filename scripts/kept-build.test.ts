import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentHash, keptBuild } from './kept-build.ts'

let root = ''
let builds = 0

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

const build = async (outDir: string): Promise<void> => {
  builds++
  await mkdir(join(outDir, 'mnist'), { recursive: true })
  await writeFile(join(outDir, 'index.html'), `build ${builds}`)
}

const built = () => keptBuild({ root, folder: join(root, '.built'), build })

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatelight-kept-'))
  builds = 0
  await write('src/main.ts', 'one')
  await write('index.html', '<p>')
})

afterEach(() => rm(root, { recursive: true, force: true }))

describe('a build that is kept', () => {
  it('is made once, and again when something that it is made from has changed', async () => {
    const first = await built()
    expect(await built()).toBe(first)
    expect(builds).toBe(1)
    expect(await readFile(join(first, 'index.html'), 'utf8')).toBe('build 1')
    await write('src/main.ts', 'two')
    const second = await built()
    expect(second).not.toBe(first)
    expect(builds).toBe(2)
    // Going back costs nothing.
    await write('src/main.ts', 'one')
    expect(await built()).toBe(first)
    expect(builds).toBe(2)
  })

  it('is the same whatever tests, MNIST and the compiled kernels are', async () => {
    const before = await contentHash(root)
    await write('src/main.test.ts', 'expect()')
    await write('public/mnist/train-images-idx3-ubyte.gz', 'digits')
    await write('src/nn/operations/cpu/simd/build/plain.wasm', 'kernels')
    expect(await contentHash(root)).toBe(before)
    await write('public/icon.svg', '<svg>')
    expect(await contentHash(root)).not.toBe(before)
  })

  it('sees a file that was renamed', async () => {
    const before = await contentHash(root)
    await rm(join(root, 'src/main.ts'))
    await write('src/other.ts', 'one')
    expect(await contentHash(root)).not.toBe(before)
  })

  it('has no MNIST in it, and leaves three builds', async () => {
    for (const content of ['1', '2', '3', '4', '5']) {
      await write('src/main.ts', content)
      expect(await readdir(await built())).toEqual(['index.html'])
    }
    expect(await readdir(join(root, '.built'))).toHaveLength(3)
  })

  it('is not kept where it failed', async () => {
    const failing = keptBuild({ root, folder: join(root, '.built'), build: () => Promise.reject(new Error('a syntax error')) })
    await expect(failing).rejects.toThrow('a syntax error')
    await built()
    expect(builds).toBe(1)
  })
})
