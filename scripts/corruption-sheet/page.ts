import { picturesOf, sliceExamples, type LabelledImages } from '../../src/core/images'
import { encodePng } from '../../src/core/png/png'
import { corruptionKinds, corruptSet } from '../measure/corruptions/index'
import { SIDE } from '../measure/corruptions/picture'

const STYLE = `
  body { margin: 0; padding: 16px 20px; background: #fff; color: #1c1c1e; font: 13px/1.3 system-ui, 'Liberation Sans', sans-serif; width: max-content; }
  table { border-collapse: collapse; }
  th { padding: 0 14px 0 0; text-align: left; font-weight: 400; white-space: nowrap; }
  td { padding: 2px; line-height: 0; }
  img { width: 56px; height: 56px; image-rendering: pixelated; }`

/** The sheet as an HTML page: a row for the digits as they are, and one for every kind of corruption. */
export async function corruptionPage(digits: LabelledImages, seed: number): Promise<string> {
  const sets = [{ ...digits, name: 'as it is' }, ...corruptionKinds.map((kind) => corruptSet(digits, kind, seed))]
  const rows = await Promise.all(sets.map(rowOf))
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><table>${rows.join('')}</table>`
}

async function rowOf(set: LabelledImages): Promise<string> {
  const addresses = await Promise.all(Array.from(set.labels.keys(), (index) => pictureOf(set, index)))
  const pictures = addresses.map((address) => `<td><img src="${address}"></td>`)
  return `<tr><th>${set.name}</th>${pictures.join('')}</tr>`
}

/** Ink on black, as the networks read it. */
async function pictureOf(set: LabelledImages, index: number): Promise<string> {
  const data = Uint8Array.from([...picturesOf(set, index, index + 1)].flatMap((level) => [level, level, level, 255]))
  const file = await encodePng({ width: SIDE, height: SIDE, data })
  return `data:image/png;base64,${Buffer.from(file).toString('base64')}`
}

/** The first example of every class, in their order. */
export function oneOfEach(set: LabelledImages): LabelledImages {
  const firsts = [...new Set(set.labels)].toSorted((a, b) => a - b).map((label) => set.labels.indexOf(label))
  const parts = firsts.map((index) => sliceExamples(set, index, index + 1))
  return {
    ...set,
    images: Uint8Array.from(parts.flatMap(({ images }) => [...images])),
    labels: Uint8Array.from(parts.flatMap(({ labels }) => [...labels])),
  }
}
