import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { fromStream } from '../src/data/byte-reader'
import { DataFileError, type DataFailure } from '../src/data/errors'
import { mirrorSources } from '../src/data/mnist'
import { choosing, MNIST, MNIST_PARTS, readMnistFile, type MnistManifest } from '../src/data/mnist-files'
import { firstWorking, type DataSource } from '../src/data/sources'
import { describeFailure } from '../src/ui/kit/errors'
import { errors } from '../src/ui/kit/messages/en/errors'

export interface FillOptions {
  /** Folder to fill with `<name>.gz`. */
  readonly target: string
  /** Asked in this order, file by file. */
  readonly sources: readonly DataSource[]
  readonly log: (line: string) => void
  readonly manifest?: MnistManifest
}

/**
 * Fills a folder with MNIST, each file checked by the code that the page uses. Files that are there and right stay untouched.
 *
 * @returns whether all four files are there and right now
 */
export async function fillMnistFolder({ target, sources, log, manifest = MNIST }: FillOptions): Promise<boolean> {
  for (const part of MNIST_PARTS) {
    const file = manifest[part]
    const failures: DataFailure[] = []
    const read = (source: DataSource) => source.read(file, { signal: new AbortController().signal, onProgress: () => {} })
    if ((await firstWorking([directorySource(target)], read, [])) !== null) {
      log(`${file.name}.gz  is there already`)
      continue
    }
    const found = await firstWorking(sources, read, failures)
    for (const failure of failures) log(`${file.name}.gz  not from ${failure.source}: ${describeFailure(failure, { errors })}`)
    // The other files would not be had either, after as long a wait.
    if (found === null) return false
    // Renamed when whole, so that a server never sends half a file.
    const path = join(target, `${file.name}.gz`)
    await mkdir(target, { recursive: true })
    await writeFile(`${path}.partial`, gzipSync(found.result))
    await rename(`${path}.partial`, path)
    log(`${file.name}.gz  from ${found.source.name}`)
  }
  return true
}

/** The files in a folder of this computer, as `<name>.gz` or uncompressed as `<name>`. */
export function directorySource(directory: string): DataSource {
  return {
    name: directory,
    async read(file) {
      const place = { source: directory, file: file.name }
      const stored = (await readIfThere(join(directory, `${file.name}.gz`))) ?? (await readIfThere(join(directory, file.name)))
      if (stored === null) throw new DataFileError(place, { kind: 'absent' })
      const { bytes } = await readMnistFile(fromStream(new Blob([stored]).stream()), place, choosing([file], place))
      return bytes
    },
  }
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    return null
  }
}

async function main(): Promise<void> {
  const target = fileURLToPath(new URL('../public/mnist/', import.meta.url))
  const directory = process.env['MNIST_DIR']
  const sources = [...(directory ? [directorySource(directory)] : []), ...mirrorSources(fetch)]
  if (await fillMnistFolder({ target, sources, log: console.log })) {
    console.log(`MNIST is in ${target}`)
    return
  }
  console.error(
    'MNIST could not be brought together. Put its four files into a folder and name it: MNIST_DIR=<folder> npm run mnist\n' +
      'Without them the page loads MNIST from the mirrors, or trains on its built-in digits.',
  )
  process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
