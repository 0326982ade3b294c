import { plainDigit } from '../src/data/digits/generate.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, openPage, test } from './support/page.ts'
import {
  answeredDigit,
  drawWithMouse,
  expectAnswer,
  inkOnPad,
  pad,
  padTool,
  placesOnPad,
  probabilities,
  swipe,
  waitUntilRead,
} from './support/pad.ts'

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const

test.describe('drawing with the mouse', () => {
  test('at least eight of the ten digits are read rightly', async ({ page }) => {
    const readings: string[] = []
    let right = 0
    await openPage(page)
    for (const digit of DIGITS) {
      await padTool(page, 'Clear').click()
      await drawWithMouse(page, plainDigit(digit))
      await waitUntilRead(page)
      const answer = await answeredDigit(page)
      const sure = Math.max(...(await probabilities(page)))
      readings.push(`${digit} read as ${answer} (${(100 * sure).toFixed(1)} %)`)
      if (answer === digit) right++
    }
    test.info().annotations.push({ type: 'digits drawn', description: readings.join(', ') })
    console.log(`drawn in a plain hand: ${readings.join(', ')}`)
    expect(right, readings.join(', ')).toBeGreaterThanOrEqual(8)
  })

  test('the sentence under the maps never speaks of another answer than the one beside the pad', async ({ page }) => {
    await openWithDigit(page, 5)
    for (const digit of [8, 1, 6]) {
      await pad(page).press(String(digit))
      await expectAnswer(page, digit)
      // At this moment, not after a while.
      expect(await page.getByTestId('reading-summary').innerText()).toContain(`Read as ${digit} `)
    }
  })

  test('the answer follows the pen before it is lifted', async ({ page }) => {
    await openPage(page)
    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    await expect(page.getByText('Draw here')).toHaveCSS('opacity', '1')
    await drawWithMouse(page, plainDigit(1), { lift: false })
    await expect(page.getByText('Draw here')).toHaveCSS('opacity', '0')
    await waitUntilRead(page)
    await expectAnswer(page, 1)
    await page.mouse.up()
  })

  test('a movement that is told before its frame is handed to the network at once', async ({ page }) => {
    await openPage(page)
    await padTool(page, 'Clear').click()
    const [[from, to] = []] = await placesOnPad(page, [
      {
        points: [
          [0.3, 0.3],
          [0.7, 0.7],
        ],
        width: 0.1,
      },
    ])
    if (from === undefined || to === undefined) throw new Error('a line has two ends')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    const seen = page.getByRole('img', { name: /^The drawing as 28 by 28 pixels/ }).locator('canvas')
    const changed = await seen.evaluate(async (canvas: HTMLCanvasElement, { x, y }) => {
      const picture = (): string => canvas.toDataURL()
      const pointer = { bubbles: true, isPrimary: true, pointerId: 1, pointerType: 'mouse', buttons: 1, clientX: x, clientY: y }
      const moved = (type: string) => document.querySelector('[role=application] canvas')?.dispatchEvent(new PointerEvent(type, pointer))
      // In a frame of its own: of several movements in a frame the others wait for it.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const before = picture()
      moved('pointerrawupdate')
      const atOnce = picture()
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      moved('pointermove')
      return { atOnce: atOnce !== before, again: picture() !== atOnce }
    }, to)
    expect(changed).toEqual({ atOnce: true, again: false })
    await page.mouse.up()
  })

  test('undo, redo and clear change what is read', async ({ page }) => {
    await openPage(page)
    // The sample is where undo ends.
    await padTool(page, 'Clear').click()
    await drawWithMouse(page, plainDigit(7))
    await expectAnswer(page, 7)
    const seven = await inkOnPad(page)

    await padTool(page, 'Undo').click()
    await expectAnswer(page, null)
    await padTool(page, 'Redo').click()
    await expectAnswer(page, 7)
    expect(await inkOnPad(page)).toBe(seven)

    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    expect(await inkOnPad(page)).toBe(0)
    await expect(padTool(page, 'Clear')).toBeDisabled()

    await page.keyboard.press('Control+z')
    await expectAnswer(page, 7)
    await page.keyboard.press('Control+Shift+z')
    await expectAnswer(page, null)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+y')
    await expectAnswer(page, 7)
  })

  test('undo takes back one stroke of several', async ({ page }) => {
    await openPage(page)
    const strokes = plainDigit(4)
    expect(strokes.length).toBeGreaterThan(1)
    await padTool(page, 'Clear').click()
    await drawWithMouse(page, strokes)
    await expectAnswer(page, 4)
    const all = await inkOnPad(page)
    await padTool(page, 'Undo').click()
    await expect.poll(() => inkOnPad(page)).toBeLessThan(all)
    expect(await inkOnPad(page)).toBeGreaterThan(0)
    await padTool(page, 'Redo').click()
    await expectAnswer(page, 4)
  })

  test('samples write themselves and say nothing but themselves', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await pad(page).press('8')
    await expectAnswer(page, 8)
    const eight = await inkOnPad(page)
    await padTool(page, 'Sample').click()
    await expect.poll(() => inkOnPad(page)).not.toBe(eight)
    await padTool(page, 'Undo').click()
    await expectAnswer(page, 8)
  })
})

test.describe('drawing with a finger', () => {
  test('draws on the pad and never scrolls the page @phone-only', async ({ page }) => {
    await openPage(page)
    await padTool(page, 'Clear').tap()
    await expectAnswer(page, null)

    const [stroke] = await placesOnPad(page, plainDigit(1))
    await swipe(page, stroke!)
    await expectAnswer(page, 1)
    expect(await page.evaluate(() => scrollY)).toBe(0)

    // A finger that moves up beside the pad does scroll, which proves that the page could have.
    const bars = await page.getByRole('list', { name: 'Probabilities of all 10 answers' }).boundingBox()
    if (bars === null) throw new Error('the bars are not in view')
    await swipe(
      page,
      [0, 50, 100, 150, 200].map((up) => ({ x: bars.x + bars.width / 2, y: bars.y + bars.height / 2 - up })),
    )
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0)
  })
})
