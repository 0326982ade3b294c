import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { decodeCheckpoint } from '../../src/train/checkpoint'

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

  /** A run that begins anew has no best epoch, whatever ran under its name before. */
  async forgetBest(): Promise<void> {
    await rm(this.best, { force: true })
  }

  /**
   * The best epoch of a run that goes on from this checkpoint; null where no epoch was validated. A run may have been ended between the two files of an
   * epoch: then the checkpoint is the best, and is kept as that.
   */
  async bestWith(checkpoint: Buffer): Promise<Buffer | null> {
    const best = await readIfThere(this.best)
    const accuracy = validationAccuracy(checkpoint)
    if (accuracy === null || (best !== null && (validationAccuracy(best) ?? -1) >= accuracy)) return best
    await writeWhole(this.best, checkpoint)
    return checkpoint
  }
}

function validationAccuracy(file: Buffer): number | null {
  return decodeCheckpoint(file).run?.validationAccuracy ?? null
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
