import { picturesOf, type LabelledImages } from '../../src/core/images'
import { taskOf } from '../../src/core/task'
import type { Picture } from '../../src/core/png/png'

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
  const { input } = taskOf(set)
  const [cellWidth, cellHeight] = [ZOOM * input.width + GAP, ZOOM * input.height + GAP]
  const width = COLUMNS * cellWidth
  const height = Math.max(1, Math.ceil(wrong.length / COLUMNS)) * cellHeight
  const data = new Uint8Array(width * height * 4).fill(255)
  wrong.forEach((example, place) => {
    const left = (place % COLUMNS) * cellWidth
    const top = Math.floor(place / COLUMNS) * cellHeight
    const picture = picturesOf(set, example, example + 1)
    for (let row = 0; row < ZOOM * input.height; row++) {
      for (let column = 0; column < ZOOM * input.width; column++) {
        const pixel = Math.floor(row / ZOOM) * input.width + Math.floor(column / ZOOM)
        const level = 255 - picture[pixel]!
        data.fill(level, 4 * ((top + row) * width + left + column), 4 * ((top + row) * width + left + column) + 3)
      }
    }
  })
  return { width, height, data }
}
