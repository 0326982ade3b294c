import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Plugin } from 'vite'

/**
 * Compiles the CPU engine's float32 kernels from AssemblyScript to WebAssembly, where they have changed: `npm run wasm`, and by itself
 * whenever Vite or Vitest starts. The modules lie in `src/nn/operations/cpu/simd/build`, which git ignores; `src/nn/operations/cpu/simd/module.ts` loads one of them.
 */

const SOURCES = join(import.meta.dirname, '../src/nn/operations/cpu/simd/assembly')
const BUILD = join(SOURCES, '../build')
/** Folder of the package. */
const COMPILER = join(dirname(fileURLToPath(import.meta.resolve('assemblyscript'))), '..')
/** Says of what the modules were made. */
const STAMP = join(BUILD, 'sources.sha256')

/** What `memory.ts` keeps for itself at the beginning of the memory. */
const FIRST_ADDRESS = 1024
/** 2 GiB in pages of 64 KiB; a module that imports shared memory must name its largest size. */
const LARGEST_MEMORY = 32_768

const COMMON = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--memoryBase', `${FIRST_ADDRESS}`, '--enable', 'simd']
const RELAXED = ['--enable', 'relaxed-simd']
const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', `${LARGEST_MEMORY}`]

/** The same source for what engines can do: multiply-add in one rounding, and memory that does not move when it grows. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  plain: COMMON,
  relaxed: [...COMMON, ...RELAXED],
  'plain-shared': [...COMMON, ...SHARED],
  'relaxed-shared': [...COMMON, ...RELAXED, ...SHARED],
}

let building: Promise<void> | null = null

/** Compiles what has changed; calls while that goes on wait for the same. @throws Error with the compiler's messages */
export function buildWasm(): Promise<void> {
  building ??= build().finally(() => (building = null))
  return building
}

/** Keeps the modules up to date for builds, servers and tests; a server's page is loaded again when a kernel was edited. */
export function wasmKernels(): Plugin {
  return {
    name: 'gatelight:wasm-kernels',
    async configResolved() {
      await buildWasm()
    },
    async handleHotUpdate({ file, server }) {
      if (relative(SOURCES, file).startsWith('..')) return
      await buildWasm()
      server.ws.send({ type: 'full-reload' })
    },
  }
}

async function build(): Promise<void> {
  const wanted = await fingerprint()
  const modules = Object.keys(VARIANTS).map((name) => join(BUILD, `${name}.wasm`))
  if (existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === wanted && modules.every((path) => existsSync(path))) return
  await mkdir(BUILD, { recursive: true })
  // Side by side: each is a program of its own, and busy on one core.
  await Promise.all(Object.entries(VARIANTS).map(([name, flags]) => compile(`${name}.wasm`, flags)))
  await replaceFile(STAMP, wanted)
}

/**
 * The compiler runs as a program: imported, its declarations would stand in for those of the language all over the project
 * (`Array.at` never undefined, for one).
 */
async function compile(file: string, flags: readonly string[]): Promise<void> {
  const draft = join(BUILD, `${process.pid}-${file}`)
  try {
    await promisify(execFile)(process.execPath, [
      join(COMPILER, 'bin/asc.js'),
      'index.ts',
      '--baseDir',
      SOURCES,
      '--outFile',
      draft,
      ...flags,
    ])
  } catch (cause) {
    // Node puts what the program wrote to its error stream into the message.
    throw new Error(`The kernels do not compile:\n${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
  // Others may read the file at any moment, or write the same.
  await rename(draft, join(BUILD, file))
}

/** A hash of all that the modules are made of. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(VARIANTS))
  const compiler = join(COMPILER, 'package.json')
  const sources = (await readdir(SOURCES)).filter((name) => name.endsWith('.ts')).toSorted()
  for (const path of [compiler, ...sources.map((name) => join(SOURCES, name))]) hash.update(await readFile(path))
  return hash.digest('hex')
}

/** Others may read the file at any moment, or write the same. */
async function replaceFile(path: string, contents: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}`
  await writeFile(draft, contents)
  await rename(draft, path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm()
