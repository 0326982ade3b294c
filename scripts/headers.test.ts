import { expect, it } from 'vitest'
import { headersFile, headersFor, isTrustworthy } from './headers.ts'

it('the hosts’ file says what our own server says', () => {
  expect(headersFor('/assets/main-a1b2.js')).toEqual({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    // Threads share memory.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cache-Control': 'public, max-age=31536000, immutable',
  })
  expect(headersFor('/index.html')).not.toHaveProperty('Cache-Control')
  expect(headersFor('/service-worker.js')).toMatchObject({ 'Cache-Control': 'no-cache' })
  const lines = headersFile().split('\n')
  expect(lines).toContain('/assets/*')
  expect(lines).toContain('  Cache-Control: public, max-age=31536000, immutable')
})

it('no header keeps the page out of a frame', () => {
  expect(headersFile()).not.toMatch(/frame-ancestors|X-Frame-Options|Cross-Origin-Resource-Policy/i)
})

it.each([
  ['127.0.0.1:4173', true],
  ['localhost', true],
  ['[::1]:80', true],
  ['gate.localhost:5173', true],
  ['192.168.1.7:4173', false],
  ['example.org', false],
  ['127.0.0.1.example.org', false],
])('over plain http a page of %s is isolated: %s', (host, expected) => {
  expect(isTrustworthy(host)).toBe(expected)
})
