import type { Page } from '@playwright/test'
import { changeGpu, engineSheet, engineStatus, expectEngine, replaceGpu } from './support/engine.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad } from './support/pad.ts'
import { chooseData, control, limitData, openTraining, stepsDone } from './support/training.ts'

/** What becomes of the page where WebGPU is there and does not work. */

/** The tests' adapter, as if there were a GPU behind it. */
const HARDWARE = `Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => ({ vendor: 'test', architecture: 'new', isFallbackAdapter: false }) });`

/** Kernels whose label matches do not compile. */
const breakShaders = (label: RegExp): string => `
  const { createShaderModule } = GPUDevice.prototype;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = ${label}.test(descriptor.label) ? descriptor.code + '\\nfn broken() { let x: u32 = 1.5; }' : descriptor.code;
    return createShaderModule.call(this, { ...descriptor, code });
  };`

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }))

/** The CPU reads, and why is under Engine. */
async function expectCpuReads(page: Page, reason: RegExp): Promise<void> {
  await expectEngine(page, 'cpu')
  await expectAnswer(page, 3)
  await pad(page).press('7')
  await expectAnswer(page, 7)
  await engineStatus(page).click()
  await expect(engineSheet(page)).toContainText(reason)
  await expect(engineSheet(page)).not.toContainText('nothing is faster')
  await page.keyboard.press('Escape')
}

test.describe('a GPU that does not answer', () => {
  test('when it is looked for is done without', async ({ page }) => {
    await replaceGpu(page, '{ requestAdapter: () => new Promise(() => {}) }')
    await openPage(page)
    await expectCpuReads(page, /has not found a graphics adapter within 6 seconds/)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  for (const query of ['', '?engine=webgpu']) {
    test(`when it is to be used (${query || 'no wish'}) is done without`, async ({ page }) => {
      await changeGpu(page, `${HARDWARE} GPUAdapter.prototype.requestDevice = () => new Promise(() => {});`)
      await openPage(page, query)
      await expectCpuReads(page, /has not given a device within 10 seconds/)
      await expect(page.getByRole('alert')).toHaveCount(query === '' ? 0 : 1)
    })
  }

  test('at the first time of asking is asked again', async ({ page }) => {
    await changeGpu(
      page,
      `const { requestAdapter } = GPU.prototype;
       let asked = 0;
       GPU.prototype.requestAdapter = async function (options) { return ++asked === 1 ? null : requestAdapter.call(this, options); };`,
    )
    await openPage(page, '?engine=webgpu')
    await expectEngine(page, 'webgpu')
    await expectAnswer(page, 3)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})

test.describe('a GPU whose compiler refuses', () => {
  for (const query of ['', '?engine=webgpu']) {
    test(`every kernel (${query || 'no wish'}): the CPU reads at once`, async ({ page }) => {
      await changeGpu(page, HARDWARE + breakShaders(/\//))
      await openPage(page, query)
      await expectCpuReads(page, /The GPU’s compiler refused the shader .*error \d+:\d+/s)
      await expect(page.getByRole('alert')).toContainText('The WebGPU engine failed. The page now computes with the CPU engine.')
    })
  }

  test('kernels of training alone: the CPU trains', async ({ page }) => {
    await limitData(page, 500)
    await changeGpu(page, breakShaders(/backward|adam/))
    await openPage(page, '?engine=webgpu')
    await expectCpuReads(page, /The GPU’s compiler refused the shader .*(backward|adam)/)
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await control(page, 'Start').click()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)
  })
})

test.describe('a GPU that is lost', () => {
  test('again and again while nobody does anything is given up, with a word', async ({ page }) => {
    await changeGpu(
      page,
      `const { requestDevice } = GPUAdapter.prototype;
       GPUAdapter.prototype.requestDevice = async function (descriptor) {
         const device = await requestDevice.call(this, descriptor);
         setTimeout(() => device.destroy(), 1500);
         return device;
       };`,
    )
    await openPage(page, '?engine=webgpu')
    await expectCpuReads(page, /The GPU stopped working/)
    await expect(page.getByRole('alert')).toContainText('The WebGPU engine failed. The page now computes with the CPU engine.')
  })

  test('as only a failed reading tells comes back, and answers', async ({ page }) => {
    await changeGpu(
      page,
      `const { mapAsync } = GPUBuffer.prototype;
       let mapped = 0;
       GPUBuffer.prototype.mapAsync = async function (...range) {
         if (++mapped === 4) throw new DOMException('A valid external Instance reference no longer exists.', 'OperationError');
         return mapAsync.call(this, ...range);
       };`,
    )
    await openPage(page, '?engine=webgpu')
    await expectAnswer(page, 3)
    for (const digit of ['7', '5', '1', '3'] as const) {
      await pad(page).press(digit)
      await expectAnswer(page, Number(digit))
    }
    await engineStatus(page).click()
    await expect(engineSheet(page)).toContainText('It stopped and was started again.')
    await page.keyboard.press('Escape')
    await expectEngine(page, 'webgpu')
    await expect(page.getByText('Reload the page')).toHaveCount(0)
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})
