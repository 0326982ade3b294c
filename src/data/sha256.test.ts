import { afterEach, expect, it, vi } from 'vitest'
import { openSha256 } from './sha256'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** FIPS 180-2, appendix B, and more of the same than the library hashes at once. */
const messages = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['a'.repeat(1e6), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ['a'.repeat(2 ** 21 + 1), '16a429a1e5162fcf59e3079724763e9afafcef1e2c7f862571e9267b3d959113'],
] as const

it.each([
  ['the platform', () => {}],
  ['the library, as on a page that came over plain http', () => vi.stubGlobal('crypto', { getRandomValues: () => {} })],
])('%s hashes as it should', async (_, leaveOut) => {
  leaveOut()
  const sha256 = await openSha256()
  for (const [message, expected] of messages) {
    const bytes = new TextEncoder().encode(message)
    const hash = await sha256(bytes)
    expect(hash).toBe(expected)
  }
})
