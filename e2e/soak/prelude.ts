import type { Page } from '@playwright/test'

/** What can be done to a thread of the page from outside; `heal` undoes what a GPU refuses. */
export type Blow = 'throw' | 'hang' | 'close' | 'loseDevice' | 'silenceGpu' | 'refuseKernels' | 'heal'
/** The page's worker, or a helper of the CPU engine. */
export type Thread = 'worker' | 'helper'

const CHANNEL = 'soak'

/**
 * Has the page's worker listen for blows, those to its helpers too; call it before the page is opened. Init scripts do not reach workers, and routes not
 * the workers of a worker: so every script of the page begins with the listener, and the worker strikes its helpers itself.
 */
export async function installBlows(page: Page): Promise<void> {
  await page.context().route('**/assets/*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `(${String(listen)})(${JSON.stringify(CHANNEL)});${await response.text()}` })
  })
}

export async function strike(page: Page, thread: Thread, blow: Blow): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  await page.evaluate(([name, to, what]) => new BroadcastChannel(name).postMessage({ to, what }), [CHANNEL, thread, blow] as const)
}

/** Sent as its source text: it sees its argument and the thread it runs in. */
function listen(channel: string): void {
  const scope: object & { isListening?: boolean; name?: string } = self
  if (scope.isListening || scope.name !== 'gatelight') return
  scope.isListening = true
  const devices: GPUDevice[] = []
  const gpu = { isSilent: false, refusesKernels: false }
  if ('GPUAdapter' in scope) {
    const { requestAdapter } = GPU.prototype
    GPU.prototype.requestAdapter = function (...args) {
      return gpu.isSilent ? new Promise(() => {}) : requestAdapter.apply(this, args)
    }
    const { createComputePipelineAsync } = GPUDevice.prototype
    GPUDevice.prototype.createComputePipelineAsync = function (...args) {
      if (gpu.refusesKernels) return Promise.reject(new GPUPipelineError('refused on purpose', { reason: 'internal' }))
      return createComputePipelineAsync.apply(this, args)
    }
    const { requestDevice } = GPUAdapter.prototype
    GPUAdapter.prototype.requestDevice = async function (...args) {
      const device = await requestDevice.apply(this, args)
      devices.push(device)
      return device
    }
  }
  const helpers: Worker[] = []
  self.Worker = class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args)
      helpers.push(this)
    }
  }
  new BroadcastChannel(channel).addEventListener('message', ({ data }: MessageEvent<{ to: string; what: string }>) => {
    if (data.to === 'helper') {
      for (const helper of helpers.splice(0)) {
        if (data.what === 'close') helper.terminate()
        else helper.postMessage = () => {}
      }
      return
    }
    gpu.isSilent = data.what === 'silenceGpu'
    gpu.refusesKernels = data.what === 'refuseKernels'
    if (data.what === 'loseDevice') for (const device of devices.splice(0)) device.destroy()
    if (data.what === 'throw') {
      setTimeout(() => {
        throw new Error('thrown on purpose')
      })
    }
    while (data.what === 'hang');
  })
}
