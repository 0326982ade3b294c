import { expect, it } from 'vitest'
import { headersFile, headersFor } from './headers.ts'

it('the hosts’ file says what our own server says', () => {
  expect(headersFor('/assets/main-a1b2.js')).toEqual({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
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
