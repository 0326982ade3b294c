import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where a run keeps its files: the checkpoint it can go on from, the best epoch of a validated run, and the final model. */
export class RunFiles {
  readonly checkpoint: string
  readonly best: string

  constructor(
    folder: string,
    name: string,
    readonly final: string,
  ) {
    this.checkpoint = join(folder, `${name}.safetensors`)
    this.best = join(folder, `${name}.best.safetensors`)
  }
}

/** Replaces a file as a whole: a process that is killed while writing leaves the old one. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.partial`, bytes)
  await rename(`${path}.partial`, path)
}

/** @returns null when there is no such file */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
