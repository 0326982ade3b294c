import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestGpu } from './device'
import { ANSWER_MS, REASON_MS } from './device-health'
import { failureOf } from '../testing/failure-of'
import { never, stubGpu } from '../testing/fake-gpu'
import { defineKernel, KernelCache } from './kernel'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const kernel = defineKernel({
  label: 'test/kernel',
  wgsl: 'fn main() {}',
  bindings: {},
  uniforms: {},
  overrides: {},
  workgroups: () => [1, 1, 1],
})
const refused = (name = 'GPUPipelineError') => Promise.reject(new DOMException('internal', name))

async function compiling() {
  const { device } = stubGpu()
  const gpu = await requestGpu()
  return { device, compile: () => new KernelCache(gpu).compile(kernel) }
}

it('is refused with what the compiler says', async () => {
  const { device, compile } = await compiling()
  device.compile = refused
  device.listing = async () => ({ messages: [{ type: 'error', lineNum: 1, linePos: 4, message: 'unknown' }] })
  await expect(compile()).rejects.toMatchObject({ code: 'shader', detail: { original: 'error 1:4 unknown\n  fn main() {}' } })
})

it('is refused even if the compiler says nothing, or has no time to', async () => {
  const { device, compile } = await compiling()
  device.compile = refused
  device.listing = never
  const ended = failureOf(compile())
  await vi.runAllTimersAsync()
  expect(await ended).toMatchObject({
    code: 'shader',
    detail: { label: 'test/kernel', original: 'GPUPipelineError: internal' },
  })
})

it.each(['GPUPipelineError', 'AbortError'])('that ends with %s because the device is gone is not blamed', async (name) => {
  const { device, compile } = await compiling()
  device.compile = () => refused(name)
  device.scope = () => refused('OperationError')
  const ended = failureOf(compile())
  setTimeout(() => device.lose('reset'), REASON_MS / 2)
  await vi.advanceTimersByTimeAsync(REASON_MS)
  expect(await ended).toMatchObject({ code: 'device-lost', detail: { original: 'reset' } })
})

it('that is never finished is a device that does not answer', async () => {
  const { device, compile } = await compiling()
  device.compile = never
  const ended = failureOf(compile())
  await vi.advanceTimersByTimeAsync(ANSWER_MS)
  expect(await ended).toMatchObject({ code: 'device-lost', detail: { silentSeconds: ANSWER_MS / 1000 } })
})
