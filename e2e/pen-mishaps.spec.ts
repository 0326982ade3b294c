import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, inkOnPad, pad, padTool } from './support/pad.ts'
import { maps, readout } from './support/reading.ts'
import { onPad, pointTo, pressForeign, withSession } from './support/real-input.ts'

/** Pens, hands, mice and keyboards as visitors have them. */

test('a browser without coalesced events draws all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(PointerEvent.prototype, 'getCoalescedEvents')
    // Such pages do not hear movements as they happen either.
    addEventListener('pointerrawupdate', (event) => event.stopImmediatePropagation(), true)
  })
  await openCleared(page)
  await drawWithMouse(page, plainDigit(7))
  await expectAnswer(page, 7)
})

test('a pen draws while the palm rests on the pad, and the palm draws nothing', async ({ page }) => {
  await openCleared(page)
  const [palm, from, to] = await onPad(page, [0.9, 0.9], [0.2, 0.2], [0.6, 0.2])
  await withSession(page, async (session) => {
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [palm!] })
    await expect.poll(() => inkAt(page, 0.9, 0.9), { message: 'the palm comes first' }).toBe(true)
    await pointTo(session, from!, { type: 'mousePressed', pointerType: 'pen', buttons: 1 })
    await pointTo(session, to!, { type: 'mouseMoved', pointerType: 'pen', buttons: 1 })
    await pointTo(session, to!, { type: 'mouseReleased', pointerType: 'pen', buttons: 0 })
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  })
  await expect.poll(() => inkAt(page, 0.4, 0.2), { message: 'the pen draws' }).toBe(true)
  expect(await inkAt(page, 0.9, 0.9)).toBe(false)
  await padTool(page, 'Undo').click()
  await expect.poll(() => inkOnPad(page), { message: 'the pen’s line was the only step' }).toBe(0)
})

test('the second button in the middle of a line, and a lift that nobody tells, leave no pen on the pad', async ({ page }) => {
  await openCleared(page)
  const [from, to, beyond] = await onPad(page, [0.2, 0.3], [0.4, 0.3], [0.8, 0.3])
  await test.step('the first button is lifted while the second is down', async () => {
    await page.mouse.move(from!.x, from!.y)
    await page.mouse.down()
    await page.mouse.move(to!.x, to!.y)
    await page.mouse.down({ button: 'right' })
    await page.mouse.up()
    await page.mouse.move(beyond!.x, beyond!.y)
    await page.mouse.up({ button: 'right' })
    await expectLineUpTo(page, 0.4)
  })
  await padTool(page, 'Clear').click()
  await test.step('a menu takes the lift', async () => {
    await withSession(page, async (session) => {
      await pointTo(session, from!, { type: 'mousePressed', pointerType: 'mouse', buttons: 1 })
      await pointTo(session, to!, { type: 'mouseMoved', pointerType: 'mouse', buttons: 1 })
      await pointTo(session, beyond!, { type: 'mouseMoved', pointerType: 'mouse', button: 'none', buttons: 0 })
      await expectLineUpTo(page, 0.4)
      await pointTo(session, beyond!, { type: 'mouseReleased', pointerType: 'mouse', buttons: 0 })
    })
  })
})

for (const [layout, undo, eraser] of [
  ['Russian', 'я', 'у'],
  ['Greek', 'ζ', 'ε'],
  ['Hebrew', 'ז', 'ק'],
  ['Arabic', 'ئ', 'ث'],
] as const) {
  test(`shortcuts hold under a ${layout} layout`, async ({ page }) => {
    await openWithDigit(page, 5)
    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    await pressForeign(page, { key: undo, code: 'KeyZ' }, 2)
    await expectAnswer(page, 5)
    await pressForeign(page, { key: undo, code: 'KeyZ' }, 10)
    await expectAnswer(page, null)

    await pad(page).focus()
    await pressForeign(page, { key: eraser, code: 'KeyE' })
    await expect(tool(page, 'Eraser')).toBeChecked()
  })
}

test('the letter of a map picks it under a Russian layout too', async ({ page }) => {
  await openWithDigit(page, 5)
  await maps(page).focus()
  await pressForeign(page, { key: 'а', code: 'KeyF' })
  await expect(readout(page)).toHaveAttribute('data-signal', 'f')
})

function tool(page: Page, name: 'Pen' | 'Eraser'): Locator {
  return page.getByRole('radio', { name })
}

async function openCleared(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await padTool(page, 'Clear').click()
  await expectAnswer(page, null)
}

/** A line at three tenths of the pad's height from 0.2 ends there. */
async function expectLineUpTo(page: Page, x: number): Promise<void> {
  await expect.poll(() => inkAt(page, x - 0.02, 0.3), { message: 'the line' }).toBe(true)
  await expect(padTool(page, 'Undo'), 'it is a step').toBeEnabled()
  expect(await inkAt(page, x + 0.15, 0.3), 'nothing is drawn behind its end').toBe(false)
}

/** Whether there is ink at a place of the pad's unit square. */
function inkAt(page: Page, x: number, y: number): Promise<boolean> {
  return pad(page)
    .locator('canvas')
    .evaluate(
      (canvas, place) => {
        const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
        if (context === null) throw new Error('the pad is no canvas')
        const { width, height } = context.canvas
        return context.getImageData(Math.round(place.x * width), Math.round(place.y * height), 1, 1).data[3]! > 127
      },
      { x, y },
    )
}
