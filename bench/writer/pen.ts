import type { Locator, Page } from 'playwright'
import { Pen, type PenAfter } from '../../src/core/sequences.ts'
import { paceAfter } from '../../src/ui/write/timeline.ts'
import { openView, prepareTraining, startTraining, waitForSteps, type Site } from '../built-page.ts'

/** How late the pen of the built page is, while the network writes in sight and the reader follows. */

export interface PenTimes {
  /** Of each point, milliseconds between its time, counted from the beginning of its number, and when it stood on the page. */
  readonly lateness: readonly number[]
  /** Of each number, milliseconds from the button to the pen's first movement. */
  readonly begun: readonly number[]
  /** Times that the reader's answer was another, while the pen moved. */
  readonly answers: number
}

const NUMBER = '2026'
/** The slider that the pen moves. */
const POINT = 'Point'
/** Before points are timed. */
const WARM_UP = 1
/** Steps of a run that is well under way, its kernels compiled. */
const UNDER_WAY = 3

/** @param numbers  of four digits each, by another seed each time. @param trains  whether a reader trains meanwhile */
export function measurePen({ visit }: Pick<Site, 'visit'>, numbers: number, trains: boolean): Promise<PenTimes> {
  return visit('?engine=cpu', async (page) => {
    if (trains) {
      await prepareTraining(page)
      await startTraining(page)
      await waitForSteps(page, UNDER_WAY)
    }
    await openView(page, 'Write')
    // What it writes by itself to begin with.
    await page.waitForFunction((name) => {
      const slider = document.querySelector(`[role=slider][aria-label="${name}"]`)
      return (
        slider !== null &&
        Number(slider.getAttribute('aria-valuenow')) > 1 &&
        slider.getAttribute('aria-valuenow') === slider.getAttribute('aria-valuemax')
      )
    }, POINT)
    await page.getByRole('textbox', { name: 'Number' }).fill(NUMBER)
    const told = { lateness: [] as number[], begun: [] as number[], answers: 0 }
    for (let round = 0; round < WARM_UP + numbers; round++) {
      const { lateness, begun, answers } = await writeOne(page)
      if (round < WARM_UP) continue
      told.lateness.push(...lateness)
      told.begun.push(begun)
      told.answers += answers
    }
    return told
  })
}

async function writeOne(page: Page): Promise<{ readonly lateness: readonly number[]; readonly begun: number; readonly answers: number }> {
  await watchPen(page)
  // Pressed in the page: a pointer on its way is no part of what is measured.
  await page
    .getByRole('button', { name: 'Another seed' })
    .evaluate((button: HTMLElement) => ((window.penWatch.pressed = performance.now()), button.click()))
  await page.waitForFunction(() => (window.penWatch.places[0]?.shown ?? 0) === 0 && window.penWatch.places.length > 1)
  const total = Number(await point(page).getAttribute('aria-valuemax'))
  await page.waitForFunction((last) => window.penWatch.places.at(-1)?.shown === last, total)
  const { places, answers, pressed } = await page.evaluate(() => window.penWatch)
  const pens = await pensOnPage(page)
  if (pens.length !== total) throw new Error(`The table of the pen has ${pens.length} rows, expected ${total}`)
  const digits = digitsOf(pens)
  const [first, ...others] = places
  if (first === undefined || others.length !== total) throw new Error(`${others.length} points stood there one by one, expected ${total}`)
  let planned = first.at
  const lateness = others.map(({ shown, at }) => {
    planned += paceAfter(digits, shown - 1)
    return at - planned
  })
  return { lateness, begun: (others[0]?.at ?? NaN) - pressed, answers }
}

declare global {
  interface Window {
    penWatch: { pressed: number; answers: number; readonly places: { readonly shown: number; readonly at: number }[] }
  }
}

/** Notes when each point comes to stand on the page, and every change of the reader's answer. */
function watchPen(page: Page): Promise<void> {
  return point(page).evaluate((slider) => {
    const watch: Window['penWatch'] = { pressed: 0, answers: 0, places: [] }
    window.penWatch = watch
    const places = new MutationObserver(() =>
      watch.places.push({ shown: Number(slider.getAttribute('aria-valuenow')), at: performance.now() }),
    )
    places.observe(slider, { attributeFilter: ['aria-valuenow'] })
    const answer = document.querySelector('section[aria-label="Answer"]')
    const answers = new MutationObserver(() => watch.answers++)
    if (answer !== null) answers.observe(answer, { subtree: true, attributeFilter: ['aria-valuenow'] })
  })
}

function point(page: Page): Locator {
  return page.getByRole('slider', { name: POINT })
}

/** What the pen does after each point of which digit. */
type TablePoint = readonly [digit: string, pen: PenAfter]

const PENS: Readonly<Record<string, PenAfter>> = { 'goes on': Pen.down, 'is lifted': Pen.up, 'is done': Pen.end }

/** As the page's own table tells it, which is closed again: open, it would be written anew at every point. */
async function pensOnPage(page: Page): Promise<readonly TablePoint[]> {
  const title = page.getByText('The pen, in numbers', { exact: true })
  await title.click()
  const lines = page.getByTestId('writing-numbers').locator('tbody tr')
  await lines.first().waitFor()
  const cells = await lines.evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
  await title.click()
  return cells.map((row) => {
    const [, digit = '', , , word = ''] = row
    const pen = PENS[word]
    if (pen === undefined) throw new Error(`The table of the pen says: ${row.join(' | ')}`)
    return [digit, pen]
  })
}

/** Digits as far as the pen's pace depends on them. */
function digitsOf(points: readonly TablePoint[]): { readonly sequence: Float32Array }[] {
  const places = [...new Set(points.map(([digit]) => digit))]
  return places.map((place) => ({ sequence: Float32Array.from(points.flatMap(([digit, pen]) => (digit === place ? [0, 0, pen] : []))) }))
}
