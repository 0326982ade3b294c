import { expect, it } from 'vitest'
import { MNIST_MIRRORS } from '../src/data/mnist'
import { MIRROR_ORIGINS, POLICY } from './content-security-policy.ts'

it('lets the page read exactly the mirrors that the loader knows', () => {
  expect(MNIST_MIRRORS.map((address) => new URL(address).origin)).toEqual([...MIRROR_ORIGINS])
  expect(POLICY).toContain(`connect-src 'self' ${MIRROR_ORIGINS.join(' ')};`)
})
