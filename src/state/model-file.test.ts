import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fetchModelFile, ModelFileError } from './model-file'

const file = { url: 'models/best.safetensors', bytes: 6 }

/** A server that gives these pieces, then ends, breaks or falls silent. */
function serving(pieces: readonly number[][], end: 'ends' | 'breaks' | 'stalls' = 'ends'): typeof fetch {
  return async (_, init) => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(Uint8Array.from(piece))
        if (end === 'ends') controller.close()
        if (end === 'breaks') controller.error(new TypeError('reset'))
        if (end === 'stalls') init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return new Response(body)
  }
}

const answering =
  (body: string | null, init: ResponseInit): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, init))

async function faultOf(request: typeof fetch): Promise<string> {
  const error: unknown = await fetchModelFile(file, () => {}, request).catch((reason: unknown) => reason)
  return error instanceof ModelFileError ? error.detail.fault.kind : String(error)
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('a model comes in pieces, and says how much is here', async () => {
  const heard: number[] = []
  const bytes = await fetchModelFile(file, (received) => heard.push(received), serving([[1, 2], [3, 4, 5], [6]]))
  expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6])
  expect(heard).toEqual([2, 5, 6])
  expect(vi.getTimerCount()).toBe(0)
})

describe('a model that cannot be had', () => {
  test.each([
    ['http', 'is not there', answering(null, { status: 404 })],
    ['html', 'is a web page', answering('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })],
    ['empty', 'is empty', answering(null, {})],
    ['size', 'is cut', serving([[1, 2, 3]])],
    ['size', 'is too long', serving([[1, 2, 3, 4, 5, 6, 7]])],
    ['network', 'breaks off', serving([], 'breaks')],
    ['network', 'has no server', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('%s: %s', async (fault, _, request) => {
    expect(await faultOf(request)).toBe(fault)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('stalled: falls silent', async () => {
    const fault = faultOf(serving([[1]], 'stalls'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await fault).toBe('stalled')
  })
})
