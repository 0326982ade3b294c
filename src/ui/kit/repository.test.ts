import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it('leads to a line of a file where the build was told of a repository', async () => {
  vi.stubEnv('GATELIGHT_REPOSITORY', 'https://example.org/gatelight')
  const { inRepository, repository } = await import('./repository')
  expect(repository).toBe('https://example.org/gatelight')
  expect(inRepository('shaders/lstm/forward_step.wgsl')).toBe('https://example.org/gatelight/blob/HEAD/shaders/lstm/forward_step.wgsl')
  expect(inRepository('shaders/lstm/forward_step.wgsl', 12)).toMatch(/forward_step\.wgsl#L12$/)
})

it('leads nowhere where it was not', async () => {
  vi.stubEnv('GATELIGHT_REPOSITORY', '')
  const { inRepository, repository } = await import('./repository')
  expect([repository, inRepository('shaders/lstm/forward_step.wgsl', 12)]).toEqual([null, null])
})
