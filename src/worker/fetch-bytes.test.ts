import { afterEach, expect, it, vi } from 'vitest'
import { STALL_MS } from '../data/download'
import { fetchBytes, ModelFetchError } from './fetch-bytes'

afterEach(() => vi.useRealTimers())

const serving =
  (body: BodyInit | null, init?: ResponseInit): typeof fetch =>
  async () =>
    new Response(body, init)

async function faultOf(request: typeof fetch): Promise<string> {
  const error: unknown = await fetchBytes('models/x', request).catch((reason: unknown) => reason)
  return error instanceof ModelFetchError ? error.detail.fault.kind : String(error)
}

it('gives the bytes of a model', async () => {
  expect(await fetchBytes('models/x', serving(Uint8Array.of(1, 2, 3)))).toEqual(Uint8Array.of(1, 2, 3))
})

it.each([
  ['no answer', () => Promise.reject(new TypeError('failed to fetch')), 'network'],
  ['a missing file', serving('', { status: 404 }), 'http'],
  ['a web page', serving('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }), 'html'],
  ['nothing', serving(null), 'empty'],
] as const)('says why a model is not there: %s', async (_, request, fault) => {
  expect(await faultOf(request)).toBe(fault)
})

it('gives a silent server up', async () => {
  vi.useFakeTimers()
  const fault = faultOf(() => new Promise(() => {}))
  await vi.advanceTimersByTimeAsync(STALL_MS)
  expect(await fault).toBe('stalled')
})
