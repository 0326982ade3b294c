import type { Page } from '@playwright/test'
import { expect } from '../support/page.ts'
import { chooseEngine, engineSheet, engineStatus, expectEngine } from '../support/engine.ts'
import { modelEntry, modelSheet, modelStatus } from '../support/model.ts'
import { answeredDigit, expectAnswer, pad } from '../support/pad.ts'
import { dropFiles, dropFromOutside } from '../support/real-input.ts'
import { control, runStatus, stepsDone } from '../support/training.ts'
import { endTranslation, expectAllSeen, translateNow } from '../support/translator.ts'
import { type Blow, strike } from './prelude.ts'
import type { Visit } from './visit.ts'

/** A mishap in the middle of a training. */
export interface Fault {
  readonly name: string
  /** Lets it happen, and waits until the page has got over it. */
  happen(visit: Visit): Promise<void>
  /** All messages that it leaves, and no other. */
  readonly notices: readonly RegExp[]
}

/** One after the other, round and round. What needs the GPU brings its engine and gives it back. */
export const faults: readonly Fault[] = [
  {
    name: 'the worker throws',
    notices: [/The computing thread stopped.*It was started again/s],
    happen: ({ page }) => strikeWorker(page, 'throw'),
  },
  {
    name: 'a helper ends without a word',
    notices: [],
    happen: ({ page }) => strikeHelper(page, 'close'),
  },
  {
    name: 'a model and a text are dropped in the middle of a run',
    notices: [/The model can’t be changed while training/, /Not taken: notes\.txt/],
    async happen({ page }) {
      await dropFiles(page, { 'cut.safetensors': '{"__meta', 'notes.txt': 'These are no digits.' })
    },
  },
  {
    name: 'a helper hangs',
    notices: [],
    happen: ({ page }) => strikeHelper(page, 'hang'),
  },
  {
    name: 'stopped in the middle of an epoch, then the worker throws',
    notices: [/The computing thread stopped.*It was started again/s],
    async happen(visit) {
      const { page } = visit
      const learnt = await stopped(visit)
      await strike(page, 'worker', 'throw')
      await expect.poll(() => visit.notices(), { timeout: 60_000 }).toHaveLength(1)
      await expect.poll(() => visit.signature(), { message: 'what was learnt is there' }).toEqual(learnt)
    },
  },
  {
    name: 'the network is gone, and a model is picked',
    notices: [/could not be loaded.*(The model before stays|Try again)/s],
    async happen({ page }) {
      await stop(page)
      await page.context().setOffline(true)
      await modelStatus(page).click()
      await modelEntry(page, 'row-gru').click()
      await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 60_000 })
      await page.context().setOffline(false)
      await page.keyboard.press('Escape')
      await expect(modelSheet(page)).toHaveCount(0)
    },
  },
  {
    name: 'the storage is full',
    notices: [],
    async happen({ page }) {
      await page.evaluate(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      })
      const theme = page.getByRole('button', { name: /^Theme: / })
      for (let choice = 0; choice < 3; choice++) await theme.click()
      await page.evaluate(() => Reflect.deleteProperty(Storage.prototype, 'setItem'))
    },
  },
  {
    name: 'a translator wraps every text',
    notices: [],
    async happen({ page }) {
      await translateNow(page)
      await control(page, 'Pause').click()
      await expect(runStatus(page)).toContainText('Paused')
      await control(page, 'Resume').click()
      await expect(runStatus(page)).toHaveText(/^Epoch \d/)
      await expectAllSeen(page, 'in training')
      await endTranslation(page)
    },
  },
  {
    name: 'another tab trains',
    notices: [],
    async happen({ page }) {
      const other = await page.context().newPage()
      await other.goto(page.url())
      await other.getByRole('tab', { name: 'Train' }).click()
      await other.getByRole('radio', { name: 'Built-in', exact: true }).click()
      await expect(other.getByTestId('training-data')).toContainText('In use:', { timeout: 120_000 })
      await other.getByRole('button', { name: 'Start', exact: true }).click()
      await expect.poll(() => stepsDone(other), { timeout: 60_000 }).toBeGreaterThan(2)
      for (const tab of [page, other]) await expect(tab.getByText('Another tab of this page is training too')).toBeVisible()
      await other.close()
      await page.bringToFront()
    },
  },
  {
    name: 'the window is narrow, then wide; colours are forced, then not; Chinese, then English',
    notices: [],
    async happen({ page }) {
      await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
      await page.setViewportSize({ width: 320, height: 700 })
      await page.getByRole('button', { name: '中文' }).click()
      await expect(page.getByRole('tab', { name: '训练' })).toBeVisible()
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' })
      await page.getByRole('button', { name: 'English' }).click()
      await expect(page.getByRole('tab', { name: 'Train' })).toBeVisible()
    },
  },
  {
    name: 'the palm comes before the pen, and no pointer ever leaves',
    notices: [],
    async happen({ page }) {
      await pad(page).evaluate((target) => {
        const box = target.getBoundingClientRect()
        const send = (type: string, pointerType: string, pointerId: number, buttons: number, share: number) =>
          (target.querySelector('canvas') ?? target).dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              isPrimary: true,
              pointerId,
              pointerType,
              buttons,
              clientX: box.left + share * box.width,
              clientY: box.top + share * box.height,
            }),
          )
        send('pointerdown', 'touch', 7, 1, 0.9)
        send('pointerdown', 'pen', 8, 1, 0.3)
        send('pointermove', 'pen', 8, 1, 0.6)
        send('pointermove', 'pen', 8, 0, 0.7)
      })
    },
  },
  {
    name: 'the model’s file is cut',
    notices: [/could not be loaded/],
    async happen({ page }) {
      await stop(page)
      await page.route('**/models/row-rnn.safetensors*', (route) => route.fulfill({ body: 'cut' }))
      await modelStatus(page).click()
      await modelEntry(page, 'row-rnn').click()
      await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 60_000 })
      await page.unroute('**/models/row-rnn.safetensors*')
      await page.keyboard.press('Escape')
      await expect(modelSheet(page)).toHaveCount(0)
    },
  },
  {
    name: 'the GPU is lost in training',
    notices: [/The GPU stopped working.*\./],
    async happen(visit) {
      const { page } = visit
      await stop(page)
      await chooseEngine(page, 'WebGPU')
      await expectEngine(page, 'webgpu')
      await visit.train(1)
      await strike(page, 'worker', 'loseDevice')
      await expect.poll(() => visit.notices(), { timeout: 60_000 }).not.toHaveLength(0)
      await stop(page)
      await chooseEngine(page, 'CPU')
      await expectEngine(page, 'cpu')
    },
  },
  {
    name: 'a link is dropped on the page',
    notices: [/A link or a text was dropped, but the page takes only files\./],
    async happen({ page }) {
      const address = page.url()
      await dropFromOutside(page, { items: [{ mimeType: 'text/uri-list', data: 'https://example.org/' }] })
      expect(page.url()).toBe(address)
    },
  },
  {
    name: 'WebAssembly does not come for the next worker',
    notices: [/The computing thread stopped.*It was started again/s],
    async happen(visit) {
      const { page } = visit
      await page.route('**/*.wasm', (route) => route.abort())
      await strikeWorker(page, 'throw')
      await expectAdapter(page, /JavaScript/)
      await visit.drawAndRead()
      await page.unroute('**/*.wasm')
      await strike(page, 'worker', 'throw')
      await expectAdapter(page, /SIMD/)
    },
  },
  {
    name: 'the GPU does not answer',
    notices: [/The WebGPU engine cannot run here: .+\./],
    happen: (visit) => chooseInVain(visit.page, 'silenceGpu'),
  },
  {
    name: 'the GPU refuses every kernel',
    notices: [/The GPU’s compiler refused the shader .+\./],
    happen: (visit) => chooseInVain(visit.page, 'refuseKernels'),
  },
  {
    name: 'the worker throws three times',
    notices: [/The computing thread stopped.*It was started again/s],
    async happen(visit) {
      const { page } = visit
      const learnt = await stopped(visit)
      const notices = page.getByRole('region', { name: 'Messages' })
      for (const outcome of ['It was started again', 'It was started again', 'It is not running now']) {
        // A crash is told in the place of the one before.
        await visit.dismissNotices()
        await strike(page, 'worker', 'throw')
        await expect(notices).toContainText(outcome, { timeout: 60_000 })
      }
      await visit.draw(7)
      expect(await answeredDigit(page), 'no answer stands beside a drawing that nobody has read').toBeNull()
      await notices.getByRole('button', { name: 'Restart' }).click()
      await expectAnswer(page, 7)
      await expect.poll(() => visit.signature(), { message: 'what was learnt is there' }).toEqual(learnt)
    },
  },
  {
    name: 'the worker hangs',
    notices: [/The computing thread stopped.*It was started again/s],
    happen: ({ page }) => strikeWorker(page, 'hang'),
  },
]

async function strikeWorker(page: Page, blow: 'throw' | 'hang'): Promise<void> {
  await strike(page, 'worker', blow)
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 90_000 })
}

/** The run goes on without it. */
async function strikeHelper(page: Page, blow: 'close' | 'hang'): Promise<void> {
  const before = await stepsDone(page)
  await strike(page, 'helper', blow)
  await expect.poll(() => stepsDone(page), { timeout: 90_000, message: 'the run goes on' }).toBeGreaterThan(before + 2)
}

/** Ends the run in the middle of an epoch. @returns what tells the weights from others */
async function stopped(visit: Visit): Promise<readonly number[]> {
  await control(visit.page, 'Stop').click()
  await expect(runStatus(visit.page)).toContainText('Stopped')
  return visit.signature()
}

/** Asks for a GPU that is struck: the page goes on where it was. */
async function chooseInVain(page: Page, blow: Blow): Promise<void> {
  await stop(page)
  await strike(page, 'worker', blow)
  await engineStatus(page).click()
  await engineSheet(page).getByRole('radio', { name: 'WebGPU' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 90_000 })
  await expectEngine(page, 'cpu')
  await strike(page, 'worker', 'heal')
  await page.keyboard.press('Escape')
  await expect(engineSheet(page)).toHaveCount(0)
}

async function expectAdapter(page: Page, name: RegExp): Promise<void> {
  await engineStatus(page).click()
  await expect(engineSheet(page)).toContainText(name, { timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(engineSheet(page)).toHaveCount(0)
}

async function stop(page: Page): Promise<void> {
  const button = control(page, 'Stop')
  if (await button.isEnabled()) await button.click()
  await expect(button).toBeDisabled()
}
