import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findInk } from '../../src/data/drawing/finding/find-ink'
import { backdropOf } from '../../src/data/drawing/finding/sheet-of'
import { pictureFromSheet, SHEET_SIDE } from '../../src/data/drawing/sheet'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { ROOT } from '../headless'
import type { RgbaPicture } from './hard-pictures'

/** What came of a picture. */
export type Reading =
  | { readonly kind: 'read'; readonly answer: number; readonly probability: number; readonly picture: Float32Array }
  | { readonly kind: 'blank' | 'crowded' }

/** The shipped model that the page opens with, reading pictures through the page's own way. */
export async function pictureReader(): Promise<(picture: RgbaPicture) => Promise<Reading>> {
  const { spec, parameters } = decodeCheckpoint(await readFile(join(ROOT, 'public/models/row-lstm.safetensors')))
  const model = await (await createCpuEngine()).createModel(spec, { seed: 1 })
  await model.setParameters(parameters)
  return async ({ data, width, height }) => {
    const found = findInk(data, width, height)
    if (found.kind !== 'ink') return { kind: found.kind }
    const picture = pictureFromSheet({ strokes: [], backdrop: backdropOf(found.ink, SHEET_SIDE) })
    const answers = await model.predict(picture)
    const probability = Math.max(...answers)
    return { kind: 'read', answer: answers.indexOf(probability), probability, picture }
  }
}
