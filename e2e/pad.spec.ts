import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { modelSheet, modelStatus } from './support/model.ts'
import { expect, openPage, test } from './support/page.ts'
import { answeredDigit, drawWithMouse, expectAnswer, inkOnPad, pad, padTool, placesOnPad, swipe, waitUntilRead } from './support/pad.ts'

test.describe('drawing with the keys', () => {
  test('a 7 is drawn and read, and the pen says where it is', async ({ page }) => {
    await openBlank(page)
    await pad(page).focus()
    await keys(page, 'Shift+ArrowLeft', 2, 'Shift+ArrowUp', 3)
    const cursor = page.getByTestId('pad-cursor')
    await expect(cursor).toHaveAttribute('data-down', 'false')
    await expectAnswer(page, null)
    await keys(page, 'Space', 1, 'Shift+ArrowRight', 4)
    await expect(cursor).toHaveAttribute('data-down', 'true')
    await expect(page.getByTestId('pad-spoken')).toHaveText('Pen down, 70 across, 20 down')
    // Two keys held together draw across.
    await page.keyboard.down('ArrowLeft')
    for (let step = 0; step < 9; step++) {
      await keys(page, 'ArrowDown', 3)
    }
    await page.keyboard.up('ArrowLeft')
    await keys(page, 'Enter', 1)
    await expect(cursor).toHaveAttribute('data-down', 'false')
    await expectAnswer(page, 7)

    await keys(page, 'Escape', 1)
    await expect(cursor).toHaveCount(0)
    await expect(pad(page)).toBeFocused()
    const seven = await inkOnPad(page)
    await page.keyboard.press('Control+z')
    await expectAnswer(page, null)
    await page.keyboard.press('Control+y')
    await expect.poll(() => inkOnPad(page)).toBe(seven)
  })

  test('leaving the pad lifts the pen', async ({ page }) => {
    await openBlank(page)
    await pad(page).focus()
    await keys(page, 'Space', 1, 'Shift+ArrowDown', 3)
    await page.keyboard.press('Tab')
    await expect(page.getByTestId('pad-cursor')).toHaveCount(0)
    await expectAnswer(page, 1)
    await padTool(page, 'Undo').click()
    await expectAnswer(page, null)
  })

  test('the eraser and the line have keys too', async ({ page }) => {
    await openBlank(page)
    await pad(page).focus()
    await keys(page, ']', 1, 'Space', 1, 'Shift+ArrowDown', 3, 'Space', 1)
    await expect(page.getByRole('button', { name: 'Line: thick' })).toBeVisible()
    await waitUntilRead(page)
    const thick = await inkOnPad(page)
    await keys(page, 'e', 1, 'Space', 1, 'Shift+ArrowUp', 2, 'Space', 1)
    await expect(page.getByRole('radio', { name: 'Eraser' })).toBeChecked()
    await expect.poll(() => inkOnPad(page)).toBeLessThan(0.6 * thick)
  })
})

test.describe('tools', () => {
  test('the eraser takes away what it touches, as one step', async ({ page }) => {
    await openBlank(page)
    await drawWithMouse(page, plainDigit(1))
    await expectAnswer(page, 1)
    const whole = await inkOnPad(page)
    await page.getByRole('radio', { name: 'Eraser' }).click()
    await rub(page, [0.1, 0.5], [0.9, 0.5])
    await expect.poll(() => inkOnPad(page)).toBeLessThan(0.9 * whole)
    expect(await inkOnPad(page)).toBeGreaterThan(0.3 * whole)
    await padTool(page, 'Undo').click()
    await expect.poll(() => inkOnPad(page)).toBe(whole)
    await padTool(page, 'Redo').click()
    await expect.poll(() => inkOnPad(page)).toBeLessThan(0.9 * whole)

    // Bare paper is no step.
    await rub(page, [0.05, 0.05], [0.1, 0.05])
    await padTool(page, 'Undo').click()
    await expect.poll(() => inkOnPad(page)).toBe(whole)
  })

  test('lines have three widths', async ({ page }) => {
    await openBlank(page)
    const inks: number[] = []
    for (const size of ['medium', 'thick', 'thin']) {
      await drawWithMouse(page, plainDigit(1))
      inks.push(await inkOnPad(page))
      await padTool(page, 'Clear').click()
      await page.getByRole('button', { name: `Line: ${size}` }).click()
    }
    const [medium = 0, thick = 0, thin = 0] = inks
    expect(thick).toBeGreaterThan(1.2 * medium)
    expect(thin).toBeLessThan(0.8 * medium)
  })

  test('shows how the picture is made, and follows the pen', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openBlank(page)
    await page.getByRole('button', { name: 'How this picture is made' }).click()
    const making = page.getByTestId('making')
    await expect(making).toContainText('Nothing is drawn yet.')
    await drawWithMouse(page, [
      {
        points: [
          [0.5, 0.2],
          [0.5, 0.5],
          [0.5, 0.8],
        ],
        width: 0,
      },
    ])
    await expect(making).toContainText('7%×67%')
    await expect(making).toContainText(/[23]×20 pixels/)
  })
})

test.describe('on the shelf', () => {
  test('digits of one class write themselves, another each time', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openBlank(page)
    await page.getByRole('button', { name: 'Choose…' }).click()
    const four = page.getByRole('button', { name: 'Write a 4' })
    await four.click()
    await expectAnswer(page, 4)
    const first = await inkOnPad(page)
    await four.click()
    await expect.poll(() => inkOnPad(page)).not.toBe(first)
  })

  test('hard ones say what they are and what they are taken for, and are read so', { tag: '@phone' }, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openBlank(page)
    await page.getByRole('button', { name: 'Choose…' }).click()
    const shelf = page.getByRole('dialog', { name: 'Put on the pad' })
    await shelf.getByRole('button', { name: 'Look for them' }).click()
    // Loading or making digits comes first.
    const hard = shelf.getByRole('list', { name: 'Hard ones' }).getByRole('button')
    await expect(hard.nth(1)).toBeVisible({ timeout: 90_000 })
    for (const index of [0, 1]) {
      const name = (await hard.nth(index).getAttribute('aria-label')) ?? ''
      const [, label, answer] = /^A (\d), read as (\d)/.exec(name) ?? []
      expect(label).not.toBe(answer)
      await hard.nth(index).click()
      await expectAnswer(page, Number(answer))
    }
    await expect(hard.nth(1)).toHaveAttribute('aria-pressed', 'true')
    await page.keyboard.press('Escape')
    await expect(shelf).toBeHidden()
  })
})

test.describe('pictures', () => {
  for (const [name, paper, ink] of [
    ['dark on light', '#f4f1e8', '#223'],
    ['light on dark', '#102030', '#eee'],
  ] as const) {
    test(`a pasted one, ${name}, is read`, async ({ page }) => {
      await openBlank(page)
      await bringPicture(page, 'paste', { paper, ink, width: 900, height: 500 })
      await expectAnswer(page, 7)
      await padTool(page, 'Undo').click()
      await expectAnswer(page, null)
    })
  }

  test('a dropped one is read, and can be worked on', async ({ page }) => {
    await openBlank(page)
    await bringPicture(page, 'drop', { paper: '#fff', ink: '#000', width: 300, height: 1200 })
    await expectAnswer(page, 7)
    const whole = await inkOnPad(page)
    await page.getByRole('radio', { name: 'Eraser' }).click()
    await rub(page, [0.1, 0.5], [0.9, 0.5])
    await expect.poll(() => inkOnPad(page)).toBeLessThan(whole)
  })

  test('an empty one is refused kindly, and the pad stays as it was', async ({ page }) => {
    await openPage(page)
    await expectAnswer(page, 3)
    await bringPicture(page, 'paste', { paper: '#eee', ink: '#eee', width: 200, height: 200 })
    await expect(page.getByRole('alert')).toContainText('nothing in it stands out from its ground')
    expect(await answeredDigit(page)).toBe(3)
    await bringPicture(page, 'paste', { paper: '#fff', ink: '#000', width: 300, height: 300 })
    await expectAnswer(page, 7)
    await expect(page.getByRole('alert'), 'what was said of the first is over').toHaveCount(0)
  })

  test('what is dropped and no picture is still taken for data', async ({ page }) => {
    await openPage(page)
    await page.evaluate(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1, 7])], 'labels.png', { type: 'image/png' }))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    })
    await expect(page.getByRole('alert')).toContainText('labels.png has labels, but no file of pictures came with it')
  })
})

test('on a phone the belief and a map stay with the pad, the header is even, and what a finger chooses from leaves it in sight @phone-only', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await expectAnswer(page, 3)
  await test.step('the pen is seen to move the belief and a map', async () => {
    const plots = page.locator('[data-glance] canvas')
    await expect(plots).toHaveCount(2)
    for (const part of [pad(page), ...(await plots.all()), page.getByTestId('who-answers')]) await expect(part).toBeInViewport({ ratio: 1 })
    const painted = () => plots.evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()))
    const before = await painted()
    await pad(page).press('7')
    await expectAnswer(page, 7)
    await expect.poll(async () => (await painted()).filter((picture, index) => picture === before[index])).toEqual([])
  })
  await test.step('each label of the header is over its value, all on one line, with a sign that it opens something', async () => {
    const statuses = page.getByRole('banner').getByRole('button', { name: /^(Model|Data|Engine) / })
    const boxes = await statuses.evaluateAll((buttons) =>
      buttons.map((button) => {
        const [label, ...rest] = [...button.children].map((part) => part.getBoundingClientRect())
        const sign = button.querySelector('svg')?.getBoundingClientRect()
        const value = rest.at(-1)
        if (label === undefined || value === undefined || sign === undefined)
          throw new Error(`no label, value or sign in ${button.textContent}`)
        return {
          left: label.left - Math.min(...rest.map(({ left }) => left)),
          lines: [label.top, label.bottom, value.top, value.bottom].map((at) => Math.round(10 * at) / 10).join(),
          isOver: label.bottom <= value.top + 1,
          hasSign: sign.width > 0 && sign.left > value.left && sign.right <= document.documentElement.clientWidth,
        }
      }),
    )
    expect(boxes).toHaveLength(3)
    expect(boxes).toEqual(boxes.map(() => ({ left: 0, lines: boxes[0]!.lines, isOver: true, hasSign: true })))
    await modelStatus(page).tap()
    await expect(modelSheet(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(modelSheet(page)).toHaveCount(0)
  })
  await page.getByRole('button', { name: 'Choose…' }).tap()
  const sheet = page.getByRole('dialog', { name: 'Put on the pad' })
  const header = (await page.getByRole('banner').boundingBox())!
  await expect.poll(async () => (await sheet.boundingBox())?.y).toBeGreaterThanOrEqual(header.y + header.height - 1)
  const last = sheet.getByRole('button').last()
  await last.scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport({ ratio: 1 })
})

test('a finger rubs out and never scrolls the page @phone-only', async ({ page }) => {
  // A sample stands there at once: ink is counted.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page)
  await padTool(page, 'Clear').tap()
  await page.getByRole('button', { name: 'Choose…' }).tap()
  await page.getByRole('button', { name: 'Write a 1' }).tap()
  await page.keyboard.press('Escape')
  await expectAnswer(page, 1)
  const whole = await inkOnPad(page)
  await page.getByRole('radio', { name: 'Eraser' }).tap()
  const [path] = await placesOnPad(page, [{ points: Array.from({ length: 12 }, (_, step) => [0.05 + 0.08 * step, 0.5]), width: 0 }])
  await swipe(page, path ?? [])
  await expect.poll(() => inkOnPad(page)).toBeLessThan(0.95 * whole)
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await padTool(page, 'Undo').tap()
  await expect.poll(() => inkOnPad(page)).toBe(whole)
})

async function openBlank(page: Page): Promise<void> {
  await openPage(page)
  await expectAnswer(page, 3)
  await padTool(page, 'Clear').click()
  await expectAnswer(page, null)
}

/** Presses keys, each followed by how often. */
async function keys(page: Page, ...presses: readonly (string | number)[]): Promise<void> {
  for (let at = 0; at < presses.length; at += 2) {
    for (let count = 0; count < Number(presses[at + 1]); count++) await page.keyboard.press(String(presses[at]))
  }
}

type Corner = readonly [x: number, y: number]

/** Moves the pressed mouse between two places of the pad. */
async function rub(page: Page, from: Corner, to: Corner): Promise<void> {
  const [[start, end] = []] = await placesOnPad(page, [{ points: [from, to], width: 0 }])
  if (start === undefined || end === undefined) throw new Error('there is no pad')
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 12 })
  await page.mouse.up()
}

interface TestPicture {
  readonly paper: string
  readonly ink: string
  readonly width: number
  readonly height: number
}

/** Draws a 7 in a picture of its own and pastes or drops it. */
async function bringPicture(page: Page, way: 'paste' | 'drop', picture: TestPicture): Promise<void> {
  await page.evaluate(
    async ({ way: how, picture: { paper, ink, width, height } }) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')!
      context.fillStyle = paper
      context.fillRect(0, 0, width, height)
      const side = Math.min(width, height)
      context.translate((width - side) / 2, (height - side) / 2)
      context.strokeStyle = ink
      context.lineWidth = 0.06 * side
      context.lineCap = 'round'
      context.beginPath()
      context.moveTo(0.3 * side, 0.2 * side)
      context.lineTo(0.7 * side, 0.2 * side)
      context.lineTo(0.42 * side, 0.8 * side)
      context.stroke()
      const transfer = new DataTransfer()
      transfer.items.add(new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'seven.jpg', { type: 'image/jpeg' }))
      document.body.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      )
    },
    { way, picture },
  )
}
