import type { Locator, Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { pictureFromStrokes } from '../src/data/drawing/picture.ts'
import type { Trace } from '../src/nn/engine.ts'
import { expectClose, tolerances } from '../src/testing/tolerance.ts'
import { stateScale } from '../src/ui/kit/scales.ts'
import { roundTop } from '../src/ui/maps/fit-scale.ts'
import { decadesOf, placeOf } from '../src/ui/kit/decades.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { openWithDigit } from './support/digit.ts'
import { expect, test } from './support/page.ts'
import { expectAnswer, pad, padTool } from './support/pad.ts'
import { maps } from './support/reading.ts'
import { shippedModelOnCpu } from './support/shipped-model.ts'

/** What the loss depends on: on the page as in the float64 engine. */

const DIGIT = 5
/** Not the answer: the loss is large, and so are its gradients. */
const LABEL = 3
const STEPS = 28
const UNITS = 128

test.describe('the gradient lens', () => {
  test('tells what the float64 engine does: the norms against the label that is picked, the saliency, how long a unit remembers', async ({
    page,
  }) => {
    const { gradients, signals } = await readOnCpu(page, LABEL)
    await openLens(page)

    await test.step('draws the norms, against the label that is picked', async () => {
      await expect(sentence(page)).toContainText(`The loss against ${DIGIT} is`)
      await against(page).selectOption(String(LABEL))
      await expect(sentence(page)).toContainText(`The loss against ${LABEL} is ${gradients!.loss.toPrecision(3)}`)

      const seen: Record<string, number[]> = { c: [], h: [] }
      await maps(page).focus()
      await page.keyboard.press('Home')
      for (let step = 0; step < STEPS; step++) {
        if (step > 0) await page.keyboard.press('ArrowDown')
        for (const [signal, norms] of Object.entries(seen)) {
          const value = page.locator(`[data-value=${signal}-forward]`)
          await expect(value).toHaveAttribute('data-step', String(step))
          norms.push(Number(await value.getAttribute('data-norm')))
        }
      }
      const decades = decadesOf(gradients!.states.map(({ norms }) => norms))
      for (const { signal, norms } of gradients!.states) {
        expect(Math.max(...norms)).toBeGreaterThan(1e-3)
        expectClose(seen[signal]!, norms, tolerances.float32Model, `‖∂L/∂${signal}‖ step by step`)
        const path = await page.locator(`path[data-series=${signal}-forward]`).getAttribute('d')
        const places = [...(path ?? '').matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x))
        expect(places.length).toBe(STEPS)
        for (const [step, x] of places.entries()) expect(x, `row ${step + 1} of the curve`).toBeCloseTo(placeOf(norms[step]!, decades), 2)
      }
    })

    await test.step('shows on request how every pixel changes the loss', async () => {
      const { data } = gradients!.saliency
      const map = page.getByRole('img', { name: /^Saliency: / })
      await expect(map).toHaveCount(0)
      await page.getByRole('button', { name: 'Saliency', exact: true }).click()
      const painted = await map.evaluate((canvas) => {
        const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
        if (context === null) throw new Error('the map is no canvas')
        return [...context.getImageData(0, 0, 28, 28).data]
      })
      const top = roundTop(data)
      const expected = [...data].flatMap((value) => {
        const at = 4 * stateScale.index(value / top)
        return [...stateScale.table.subarray(at, at + 4)]
      })
      // A value at the border of two colours may take either.
      const off = painted.filter((level, at) => Math.abs(level - expected[at]!) > 8).length
      expect(off, 'levels that are other than those of the float64 saliency').toBe(0)
      await page.getByRole('button', { name: 'Saliency', exact: true }).click()
      await expect(map).toHaveCount(0)
    })

    await test.step('tells how long the picked unit remembers', async () => {
      const forget = signals.find(({ name }) => name === 'f')!.data
      const note = page.getByTestId('lens-memory')
      await maps(page).focus()
      await page.keyboard.press('End')
      await page.keyboard.press('c')
      const readout = page.getByRole('status', { name: 'Value under the cursor' })
      const first = Number(await readout.getAttribute('data-unit'))
      for (let move = 0; move < 6; move++) {
        if (move > 0) await page.keyboard.press('ArrowRight')
        const unit = (first + move) % UNITS
        await expect(note).toContainText(`Unit ${unit + 1} `)
        const steps = horizonOf(forget, unit)
        const words =
          steps === 0
            ? /has less than half/
            : steps === STEPS - 1
              ? /when the reading began/
              : new RegExp(`what it held ${steps} rows? before`)
        await expect(note).toContainText(words)
      }
    })
  })

  test('keeps a curve beside others until it is removed', async ({ page }) => {
    await openLens(page)
    await against(page).selectOption(String(LABEL))
    await expect(sentence(page)).toContainText(`The loss against ${LABEL} is`)
    const curve = page.locator('path[data-series=c-forward]')
    const alone = await curve.getAttribute('d')
    await page.getByRole('button', { name: 'Keep this curve' }).click()
    await expect(page.getByText(`Kept: row-lstm against ${LABEL}`, { exact: true })).toBeVisible()
    const kept = page.locator('path[data-kept=c-forward]')
    await expect(kept).toHaveAttribute('d', alone ?? '')

    await against(page).selectOption('9')
    await expect(sentence(page)).toContainText('The loss against 9 is')
    expect(await curve.getAttribute('d')).not.toBe(await kept.getAttribute('d'))
    await pad(page).press('8')
    await expectAnswer(page, 8)
    await expect(page.getByText(`Kept: row-lstm against ${LABEL}, for another drawing`)).toBeVisible()
    await page.getByRole('button', { name: 'Remove the kept curve' }).click()
    await expect(kept).toHaveCount(0)
  })

  test('shows nothing of the drawing before once the pad is empty', async ({ page }) => {
    await openLens(page)
    await expect(sentence(page)).toContainText('The loss against')
    const shown = page.getByTestId('lens-sentence').locator('..').locator('canvas')
    await expect.poll(() => shown.evaluateAll(litPixels)).toBeGreaterThan(0)
    await padTool(page, 'Clear').click()
    await expect(sentence(page)).toContainText('Draw a digit')
    await expect.poll(() => shown.evaluateAll(litPixels)).toBe(0)
  })

  test('closed and opened again, it looks at what is on the pad then', async ({ page }) => {
    await openLens(page)
    await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
    await expect(sentence(page)).toHaveCount(0)
    await pad(page).press('8')
    await expectAnswer(page, 8)
    await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
    await expect(sentence(page)).toContainText('The loss against 8 is')
  })
})

test('axe finds nothing in the lens, light and dark @phone', async ({ page }) => {
  await openLens(page)
  await expect(sentence(page)).toContainText('The loss against')
  await page.getByRole('button', { name: 'Keep this curve' }).click()
  await page.getByRole('button', { name: 'Saliency', exact: true }).click()
  await expect(page.getByRole('img', { name: /^Saliency: / })).toBeVisible()
  for (const theme of THEMES) {
    await expectNoViolationsIn(page, [theme], 'a saliency is shown')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, 'nothing sticks out of the page').toBeLessThanOrEqual(0)
  }
})

async function openLens(page: Page): Promise<void> {
  await openWithDigit(page, DIGIT)
  await page.getByRole('button', { name: 'Gradient lens', exact: true }).click()
  await expect(sentence(page)).toContainText('The loss against')
}

function sentence(page: Page): Locator {
  return page.getByTestId('lens-sentence')
}

function against(page: Page): Locator {
  return page.getByLabel('Against')
}

async function readOnCpu(page: Page, label: number): Promise<Trace> {
  const model = await shippedModelOnCpu(page)
  return model.trace(pictureFromStrokes(plainDigit(DIGIT)), { gradients: { label } })
}

/** Steps back from the last one at which the product of the forget gates since is still a half. @param forget [T,U] */
function horizonOf(forget: Float32Array, unit: number): number {
  let share = 1
  let back = 0
  while (back < STEPS - 1) {
    share *= forget[(STEPS - 1 - back) * UNITS + unit]!
    if (share < 0.5) break
    back++
  }
  return back
}

/** How many pixels of canvases have a colour. */
function litPixels(canvases: readonly Element[]): number {
  let lit = 0
  for (const canvas of canvases) {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null
    const { data } = context?.getImageData(0, 0, context.canvas.width, context.canvas.height) ?? { data: [] }
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) lit++
  }
  return lit
}
