import { readFile } from 'node:fs/promises'
import { plainDigit } from '../src/data/digits/generate.ts'
import { expectNoViolationsIn, THEMES } from './support/axe.ts'
import { automaticEngine, chooseEngine, engineSheet, engineStatus, expectEngine, replaceGpu } from './support/engine.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, pad, padTool, probabilities, waitUntilRead } from './support/pad.ts'
import { chooseData, control, limitData, openTraining, runStatus, stepsDone } from './support/training.ts'

test.describe('the engine', () => {
  test('is the best for this machine, and the page says which and why', async ({ page }) => {
    await openPage(page)
    await expectEngine(page, automaticEngine)
    await engineStatus(page).click()
    const sheet = engineSheet(page)
    if (automaticEngine === 'cpu') {
      await expect(sheet).toContainText(/WebGPU has no GPU here, only .*swiftshader.*faster there/i)
      await expect(sheet).toContainText(/Computes on ?WebAssembly SIMD/)
    } else {
      await expect(sheet).toContainText('nothing is faster')
    }
    await expect(sheet.getByRole('radio', { name: 'The best' })).toBeChecked()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('can be chosen: the model goes along, the address remembers', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page)
    await drawWithMouse(page, plainDigit(7))
    await waitUntilRead(page)
    await expectAnswer(page, 7)
    const before = await probabilities(page)
    for (const engine of ['webgpu', 'cpu'] as const) {
      await chooseEngine(page, engine === 'cpu' ? 'CPU' : 'WebGPU')
      await expectEngine(page, engine)
      await expect(page).toHaveURL(new RegExp(`\\?engine=${engine}$`))
      await engineStatus(page).click()
      await expect(engineSheet(page)).toContainText('You chose it.')
      await page.keyboard.press('Escape')
      await padTool(page, 'Clear').click()
      await expectAnswer(page, null)
      await drawWithMouse(page, plainDigit(7))
      await waitUntilRead(page)
      await expectAnswer(page, 7)
      const answers = await probabilities(page)
      for (const [digit, value] of answers.entries()) expect(value).toBeCloseTo(before[digit]!, 2)
    }
    await page.reload()
    await expectEngine(page, 'cpu')
    await chooseEngine(page, 'The best')
    await expectEngine(page, automaticEngine)
    await expect(page).not.toHaveURL(/engine/)
  })

  test('stays while a training goes on', async ({ page }) => {
    await limitData(page, 2000)
    await openPage(page, '?engine=cpu')
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
    await engineStatus(page).click()
    await expect(engineSheet(page).getByRole('radio', { name: 'WebGPU' })).toBeDisabled()
    await expect(engineSheet(page)).toContainText('The engine can’t be changed while training')
    await page.keyboard.press('Escape')
    await control(page, 'Stop').click()
    await expect(runStatus(page)).toContainText('Stopped')
    await engineStatus(page).click()
    await expect(engineSheet(page).getByRole('radio', { name: 'WebGPU' })).toBeEnabled()
  })

  test('that the address invents is refused kindly', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=quantum')
    await expectEngine(page, automaticEngine)
    await expect(page.getByText('The address asks for the engine “quantum”')).toBeVisible()
    await pad(page).press('7')
    await expectAnswer(page, 7)
  })

  test('stores in 16 bits only where the adapter has them, and says why not', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openPage(page, '?engine=webgpu&stored=float16')
    await expectEngine(page, 'webgpu')
    const canHalve = await page.evaluate(async () => (await navigator.gpu.requestAdapter())?.features.has('shader-f16') ?? false)
    await engineStatus(page).click()
    const stored = engineSheet(page).getByRole('radiogroup', { name: 'Weights and activations stored in' })
    if (canHalve) {
      await expect(stored.getByRole('radio', { name: '16 bits' })).toBeChecked()
      await expect(page).toHaveURL(/stored=float16/)
      return
    }
    await expect(page.getByRole('alert')).toContainText('has no 16-bit floats (shader-f16)')
    await expect(stored.getByRole('radio', { name: '32 bits' })).toBeChecked()
    await expect(stored.getByRole('radio', { name: '16 bits' })).toBeDisabled()
    await expect(engineSheet(page)).toContainText(/16 bits can’t be chosen: .* has no 16-bit floats/)
    await page.keyboard.press('Escape')
    await chooseEngine(page, 'CPU')
    await expectEngine(page, 'cpu')
    await expect(page).toHaveURL(/\?engine=cpu$/)
    await engineStatus(page).click()
    await expect(engineSheet(page)).toContainText('only the WebGPU engine has them')
    await expectNoViolationsIn(page, THEMES, 'why products store in 32 bits')
    await page.keyboard.press('Escape')
    await pad(page).press('7')
    await expectAnswer(page, 7)
  })

  test('that was asked for and cannot be had is told, and the page goes on with the other', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await replaceGpu(page, 'undefined')
    await openPage(page, '?engine=webgpu')
    await expectEngine(page, 'cpu')
    await expect(page.getByRole('alert')).toContainText('this browser has no WebGPU')
    await pad(page).press('7')
    await expectAnswer(page, 7)
    await chooseEngine(page, 'CPU')
    await engineStatus(page).click()
    await engineSheet(page).getByRole('radio', { name: 'WebGPU', exact: true }).click()
    await expect(engineSheet(page).getByRole('radio', { name: 'CPU', exact: true })).toBeChecked()
    await expectEngine(page, 'cpu')
  })

  test('both are measured on request, and the page goes on with the faster one', async ({ page }) => {
    await openPage(page)
    await engineStatus(page).click()
    const sheet = engineSheet(page)
    await sheet.getByRole('button', { name: 'Measure this machine' }).click()
    const table = sheet.getByTestId('machine-figures')
    await expect(table.getByRole('columnheader')).toHaveText(['work', 'WebGPU', 'CPU'], { timeout: 120_000 })
    const figures = await table.getByRole('row', { name: 'Training, batches of 64' }).getByRole('cell').allInnerTexts()
    test.info().annotations.push({ type: 'measured', description: figures.join(', ') })
    console.log(`measured in the page: ${figures.join(', ')}`)
    const [webgpu, cpu] = figures.map((text) => Number(text.replaceAll(',', '')))
    await expectNoViolationsIn(page, THEMES, 'a machine is measured')
    const saving = page.waitForEvent('download')
    await sheet.getByRole('button', { name: 'Download JSON' }).click()
    const report: unknown = JSON.parse(await readFile(await (await saving).path(), 'utf8'))
    expect(report).toMatchObject({
      format: 'gatelight-machine/1',
      network: 'row-lstm',
      browser: expect.stringContaining('Chrome'),
      engines: [
        { kind: 'webgpu', threads: null, training: [{ batch: 64 }] },
        { kind: 'cpu', isSoftware: false },
      ],
    })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await sheet.getByRole('button', { name: 'Copy as JSON' }).click()
    await expect(sheet.getByRole('status')).toContainText('Copied.')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('gatelight-machine/1')
    await expectEngine(page, automaticEngine === 'webgpu' || webgpu! > cpu! ? 'webgpu' : 'cpu')
    await page.reload()
    await engineStatus(page).click()
    await expect(sheet).toContainText('Measured here')
  })
})
