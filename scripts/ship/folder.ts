import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { presets } from '../../src/nn/spec/presets'
import type { TrainedModel } from '../../src/state/trained-models'
import { decodeCheckpoint, type Checkpoint } from '../../src/train/checkpoint'
import { readRecord, type TrainingRecord } from '../../src/train/record'
import { ROOT } from '../headless'
import { ShipError } from './facts'

export const MODELS_FOLDER = join(ROOT, 'public/models')
/** What the page knows of the files before it loads one. */
export const INDEX_FILE = join(ROOT, 'src/state/trained-models.json')
/** All files together. */
export const MOST_BYTES = 2_000_000

const EXTENSION = '.safetensors'

export interface ModelFile {
  /** Of the file, without its extension. */
  readonly name: string
  readonly bytes: number
  /** Of its content, as the page asks for it: a model never comes from a cache of an earlier one. */
  readonly version: string
  readonly checkpoint: Checkpoint
  readonly record: TrainingRecord | null
}

export async function readModelFile(path: string, name: string): Promise<ModelFile> {
  const file = await readFile(path)
  const version = createHash('sha256').update(file).digest('hex').slice(0, 8)
  return { name, bytes: file.length, version, checkpoint: decodeCheckpoint(file), record: readRecord(file) }
}

/** The models that the page comes with, in the order of the presets, others after them. */
export async function readModelsFolder(folder = MODELS_FOLDER): Promise<readonly ModelFile[]> {
  const order = Object.keys(presets)
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const names = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION)).map((name) => name.slice(0, -EXTENSION.length))
  names.sort((a, b) => place(a) - place(b))
  return Promise.all(names.map((name) => readModelFile(join(folder, name + EXTENSION), name)))
}

/** The index as it should be. @throws ShipError for a file without a measured accuracy or with another name than a preset's */
export function indexOf(files: readonly ModelFile[]): readonly TrainedModel[] {
  return files.map(({ name, bytes, version, checkpoint: { epochs, testAccuracy } }) => {
    const preset = Object.values(presets).find((known) => known.name === name)
    if (preset === undefined || testAccuracy === null) throw new ShipError(`${name} is no preset, or was never measured`)
    return { preset: preset.name, bytes, version, epochs, testAccuracy }
  })
}
