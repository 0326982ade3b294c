import { DIGITS } from '../../src/core/task.ts'
import type { Locator, Page } from 'playwright'
import { plainDigit } from '../../src/data/digits/generate.ts'
import type { Frame } from '../../src/core/png/apng.ts'
import { Camera } from './camera.ts'

/** What is filmed, CSS pixels. */
export const WINDOW = { width: 1280, height: 772 }
const ROWS = DIGITS.input.height
/** Milliseconds that pictures stay: while something moves, and while there is something to look at. */
const TIMES = { stroke: 90, row: 110, look: 900, last: 2400 }
/** Pictures of the pen on its way. */
const STROKE_PICTURES = 16
/** From this row on the equations of the unit are filmed: before it most digits have no ink. */
const FIRST_EQUATION = 5

/**
 * Films the page in scenes: a digit is drawn, the maps follow; the scan runs down its rows, the belief forms; a unit is picked, its
 * equations are gone through.
 *
 * @param page   as it is opened, with reduced motion; its first sample has been read or is about to be
 * @param digit  0 … 9, in the generator's plain hand
 */
export async function filmReading(page: Page, digit: number): Promise<Frame[]> {
  const camera = new Camera(page)
  const pad = page.getByRole('application', { name: 'Drawing pad' })
  const maps = page.getByRole('group', { name: 'Maps of the reading' })
  await readAs(page, '')
  await camera.take(TIMES.look)

  await pad.press('Delete')
  await camera.take(TIMES.stroke)
  await draw(page, pad, digit, () => camera.take(TIMES.stroke))
  await readAs(page, String(digit))
  await camera.take(TIMES.look)

  await maps.press('Home')
  for (let row = 0; row < ROWS; row++) {
    if (row > 0) await maps.press('ArrowDown')
    await camera.take(row === 0 ? 3 * TIMES.row : TIMES.row)
  }
  await camera.take(TIMES.look)

  await pickUnit(page)
  await camera.take(TIMES.look)
  await page.getByRole('heading', { name: /^Unit \d/ }).evaluate((heading) => {
    scrollTo(0, scrollY + heading.getBoundingClientRect().top - 20)
  })
  await focus(maps)
  await page.keyboard.press('Home')
  for (let row = 0; row < FIRST_EQUATION; row++) await page.keyboard.press('ArrowDown')
  await camera.take(TIMES.look)
  for (let row = FIRST_EQUATION; row < ROWS - 1; row++) {
    await focus(maps)
    await page.keyboard.press('ArrowDown')
    await camera.take(TIMES.row + 60)
  }
  await camera.take(TIMES.last)
  return camera.frames
}

/** Draws with the mouse, in even pieces. */
async function draw(page: Page, pad: Locator, digit: number, onPiece: () => Promise<void>): Promise<void> {
  const box = await pad.boundingBox()
  if (box === null) throw new Error('The pad is not in view')
  const strokes = plainDigit(digit)
  const pieces = strokes.reduce((count, { points }) => count + points.length, 0) / STROKE_PICTURES
  let drawn = 0
  let filmed = 0
  for (const { points } of strokes) {
    for (const [index, [x, y]] of points.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height)
      if (index === 0) await page.mouse.down()
      drawn++
      if (drawn - filmed < pieces) continue
      filmed = drawn
      await onPiece()
    }
    await page.mouse.up()
  }
}

/** One of the cell's maps, in the middle of the digit. */
async function pickUnit(page: Page): Promise<void> {
  const cell = page.getByRole('img', { name: /^Cell state C: / }).first()
  const box = await cell.boundingBox()
  if (box === null) throw new Error('The map of the cell is not in view')
  await page.mouse.click(box.x + 0.31 * box.width, box.y + 0.62 * box.height)
  await page.mouse.move(4, 4)
}

async function readAs(page: Page, digit: string): Promise<void> {
  await page
    .getByTestId('reading-summary')
    .filter({ hasText: `Read as ${digit}` })
    .waitFor()
}

/** Without the page moving to what gets the focus. */
async function focus(maps: Locator): Promise<void> {
  await maps.evaluate((element) => element.focus({ preventScroll: true }))
}
