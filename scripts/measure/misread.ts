import { IMAGE_PIXELS, IMAGE_SIDE, type LabelledImages } from '../../src/core/images'
import type { Picture } from '../animation/png'

const COLUMNS = 40
/** Pixels of the sheet per pixel of a digit. */
const ZOOM = 2
const GAP = 4

/**
 * Every misread digit of a set, ink on white, in order of its class and of what it was taken for.
 *
 * @param most digits on the sheet
 */
export function drawMisread(set: LabelledImages, answers: Uint8Array, most: number): Picture {
  const wrong = Array.from(set.labels.keys())
    .filter((index) => set.labels[index] !== answers[index])
    .slice(0, most)
    .toSorted((a, b) => set.labels[a]! - set.labels[b]! || answers[a]! - answers[b]!)
  const cell = ZOOM * IMAGE_SIDE + GAP
  const width = COLUMNS * cell
  const height = Math.max(1, Math.ceil(wrong.length / COLUMNS)) * cell
  const data = new Uint8Array(width * height * 4).fill(255)
  wrong.forEach((example, place) => {
    const left = (place % COLUMNS) * cell
    const top = Math.floor(place / COLUMNS) * cell
    for (let row = 0; row < cell - GAP; row++) {
      for (let column = 0; column < cell - GAP; column++) {
        const pixel = Math.floor(row / ZOOM) * IMAGE_SIDE + Math.floor(column / ZOOM)
        const level = 255 - set.images[example * IMAGE_PIXELS + pixel]!
        data.fill(level, 4 * ((top + row) * width + left + column), 4 * ((top + row) * width + left + column) + 3)
      }
    }
  })
  return { width, height, data }
}
