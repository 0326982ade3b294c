import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareBuffers, type Tenant } from './share-buffers'

const meet = (a: Tenant, b: Tenant) => a.first <= b.last && b.first <= a.last

const anyTenant: fc.Arbitrary<Tenant> = fc
  .tuple(fc.integer({ min: 1, max: 1000 }), fc.nat(30), fc.nat(10))
  .map(([bytes, first, length]) => ({ bytes, first, last: first + length }))

it('gives tensors that live one after another the same buffer', () => {
  const chain = [
    { bytes: 10, first: 0, last: 1 },
    { bytes: 40, first: 1, last: 2 },
    { bytes: 30, first: 2, last: 3 },
    { bytes: 20, first: 3, last: 3 },
  ]
  expect(shareBuffers(chain)).toEqual({ sizes: [40, 30], places: [1, 0, 1, 0] })
})

it('never lets two tensors of one dispatch share a buffer, holds each, and takes no more than all by themselves', () => {
  fc.assert(
    fc.property(fc.array(anyTenant, { maxLength: 25 }), (tenants) => {
      const { sizes, places } = shareBuffers(tenants)
      tenants.forEach((tenant, index) => {
        expect(sizes[places[index]!]).toBeGreaterThanOrEqual(tenant.bytes)
        const neighbours = tenants.filter((_, place) => place !== index && places[place] === places[index])
        expect(neighbours.some((other) => meet(tenant, other))).toBe(false)
      })
      const total = sizes.reduce((sum, size) => sum + size, 0)
      const alone = tenants.reduce((sum, { bytes }) => sum + bytes, 0)
      const busiest = Math.max(
        0,
        ...tenants.map(({ first }) =>
          tenants.reduce((sum, other) => (meet({ bytes: 0, first, last: first }, other) ? sum + other.bytes : sum), 0),
        ),
      )
      expect(total).toBeLessThanOrEqual(alone)
      expect(total).toBeGreaterThanOrEqual(busiest)
    }),
  )
})
