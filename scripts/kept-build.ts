import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The built page, kept by the content of what it was built from: built once, and again only after something of that has changed. */

/** What a build is made from, beneath the project's root. */
const INPUTS = ['src', 'shaders', 'public', 'scripts', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'] as const
/** What no build has in it: tests, and MNIST, which is served from where it lies. */
const LEFT_OUT = [/\.(test|fixture)\.tsx?$/, /^public\/mnist\//, /^src\/testing\//, /^scripts\/[^/]+\//, /^src\/.*\/simd\/build\//]
/** Builds that stay: a server that began with an older one goes on. */
const KEPT = 3

export interface KeptBuildOptions {
  /** Of the project. */
  readonly root: string
  /** Where builds are kept. */
  readonly folder: string
  /** Makes the page in a folder that is empty or not there. */
  readonly build: (outDir: string) => Promise<unknown>
  /** Is called before something is built, and not where the last build is still right. */
  readonly onBuild?: () => void
}

/** @returns the folder with the page as the sources are now */
export async function keptBuild({ root, folder, build, onBuild }: KeptBuildOptions): Promise<string> {
  const kept = join(folder, await contentHash(root))
  if (existsSync(kept)) {
    await utimes(kept, new Date(), new Date())
    return kept
  }
  onBuild?.()
  // Another command may build the same at this moment: whole when it gets its name, whoever comes first.
  const draft = join(folder, `draft-${process.pid}`)
  await rm(draft, { recursive: true, force: true })
  await build(draft)
  await rm(join(draft, 'mnist'), { recursive: true, force: true })
  await rename(draft, kept).catch(async (error: unknown) => {
    if (!existsSync(kept)) throw error
    await rm(draft, { recursive: true, force: true })
  })
  await removeOld(folder)
  return kept
}

/** Of all that a build is made from, 16 hexadecimal digits. */
export async function contentHash(root: string): Promise<string> {
  const paths = (await Promise.all(INPUTS.map((input) => filesIn(root, input)))).flat().toSorted()
  const contents = await Promise.all(paths.map((path) => readFile(join(root, path))))
  const hash = createHash('sha256')
  for (const [index, path] of paths.entries()) hash.update(`${path}\0${contents[index]?.length ?? 0}\0`).update(contents[index] ?? '')
  return hash.digest('hex').slice(0, 16)
}

/** Addresses of files from the root, with `/` on every system. */
async function filesIn(root: string, input: string): Promise<string[]> {
  const path = join(root, input)
  const found = await stat(path).catch(() => null)
  if (found === null) return []
  const files = found.isDirectory()
    ? (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    : null
  const paths = files?.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')) ?? [input]
  return paths.filter((file) => !LEFT_OUT.some((pattern) => pattern.test(file)))
}

async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder)
  const ages = await Promise.all(names.map(async (name) => ({ path: join(folder, name), time: (await stat(join(folder, name))).mtimeMs })))
  const old = ages.toSorted((a, b) => b.time - a.time).slice(KEPT)
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })))
}
