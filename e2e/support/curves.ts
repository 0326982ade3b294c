import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { panel } from './training.ts'

/** The curves of the training panel as a visitor finds them. */

export function curves(page: Page): Locator {
  return panel(page).getByRole('region', { name: 'Curves', exact: true })
}

/** Where keys and screen readers look at steps. */
export function stepSlider(page: Page): Locator {
  return curves(page).getByRole('slider', { name: 'Step that the curves are looked at' })
}

/** What is plotted of a quantity, which follows the pointer. */
export function plotted(page: Page, quantity: 'loss' | 'accuracy' | 'rate'): Locator {
  return curves(page).locator(`[data-quantity=${quantity}] [data-over]`)
}

/** A value of the line above the charts. */
export function curveValue(page: Page, figure: 'step' | 'time' | 'loss' | 'accuracy' | 'rate'): Locator {
  return page.getByTestId('curve-values').locator(`[data-figure=${figure}]`)
}

/** Which steps are in view, in words. */
export function shownSteps(page: Page): Locator {
  return curves(page).getByRole('group', { name: 'What the curves show' }).getByRole('status')
}

/** Presses a button that saves something. @returns name and content of the file */
export async function saved(page: Page, button: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download')
  await button.click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** Width and height of a PNG. */
export function pngSize(bytes: Buffer): readonly [number, number] {
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

/** How long the page was busy with each of some updates, milliseconds: the lower half of them took no longer than `median`. */
export interface BusyTimes {
  readonly median: number
  readonly longest: number
}

export interface LongRunTimes {
  readonly updates: BusyTimes
  readonly moves: BusyTimes
}

/** Lets the page hear of steps that no worker has done. Call it before the page is opened. */
export async function takeWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
      Reflect.set(globalThis, 'takenWorker', this)
      Reflect.apply(post, this, given)
    }
    // What the page does later, it does in a timer; what it draws after that, in a microtask.
    const wait = globalThis.setTimeout
    const busy: number[] = []
    Reflect.set(globalThis, 'busyTimes', busy)
    Reflect.set(globalThis, 'setTimeout', (work: unknown, ...rest: unknown[]) => {
      if (typeof work !== 'function') return 0
      const timed = (...given: unknown[]): void => {
        const begin = performance.now()
        Reflect.apply(work, undefined, given)
        queueMicrotask(() => busy.push(performance.now() - begin))
      }
      const timer: unknown = Reflect.apply(wait, globalThis, [timed, ...rest])
      return timer
    })
  })
}

/** Tells the page of a long run, then of single steps, and moves a pointer over its charts. @param steps  of the run */
export async function feedLongRun(page: Page, steps: number): Promise<LongRunTimes> {
  return page.evaluate(async (total) => {
    const worker: unknown = Reflect.get(globalThis, 'takenWorker')
    const busy: unknown = Reflect.get(globalThis, 'busyTimes')
    const over = document.querySelector('[data-quantity=loss] [data-over]')
    if (!(worker instanceof Worker) || !Array.isArray(busy) || over === null) throw new Error('nothing to feed')
    const tell = (firstStep: number, count: number): void => {
      const report = {
        firstStep,
        losses: Float32Array.from(
          { length: count },
          (_, step) => 0.05 + 2 * Math.exp(-(firstStep + step) / 8000) * (0.6 + 0.8 * Math.random()),
        ),
        correct: Uint32Array.from({ length: count }, () => 20 + 12 * Math.random()),
        examples: new Uint32Array(count).fill(32),
      }
      const event = { type: 'steps', report, imagesPerSecond: 300, secondsLeft: 60 }
      worker.dispatchEvent(new MessageEvent('message', { data: { kind: 'event', event } }))
    }
    const rest = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
    const summary = (times: readonly number[]) => {
      const sorted = times.toSorted((a, b) => a - b)
      return { median: sorted[sorted.length >> 1] ?? NaN, longest: sorted.at(-1) ?? NaN }
    }
    const single = 40
    for (let step = 0; step < total - single; step += 100) tell(step, Math.min(100, total - single - step))
    await rest(1000)
    const updates: number[] = []
    for (let step = total - single; step < total; step++) {
      busy.length = 0
      tell(step, 1)
      await rest(250)
      updates.push(busy.reduce<number>((sum, time) => sum + Number(time), 0))
    }
    const { left, top, width } = over.getBoundingClientRect()
    const moves: number[] = []
    for (let move = 0; move < 100; move++) {
      const begin = performance.now()
      over.dispatchEvent(
        new PointerEvent('pointermove', { pointerType: 'mouse', clientX: left + ((37 * move) % width), clientY: top + 20 }),
      )
      // The layout that the move asks for belongs to it.
      over.getBoundingClientRect()
      moves.push(performance.now() - begin)
    }
    return { updates: summary(updates), moves: summary(moves) }
  }, steps)
}
