import { expect, it } from 'vitest'
import { FakeClient } from './fake-client.fixture'
import { unitRequests } from './unit-requests'

it('asks for a unit’s weights and pictures, and takes a refusal for no answer', async () => {
  const weights = { layer: 'lstm', unit: 3, sums: [] }
  const found = { set: 'MNIST, test', count: 300, examples: [] }
  const client = new FakeClient({ unitWeights: () => weights, mostActive: () => found })
  const { unitWeights, mostActive } = unitRequests(client)
  expect(await unitWeights('lstm', 3)).toBe(weights)
  expect(await mostActive('lstm', 3, 10)).toBe(found)
  expect(client.asked).toEqual([
    { type: 'unitWeights', params: { layer: 'lstm', unit: 3 } },
    { type: 'mostActive', params: { layer: 'lstm', unit: 3, count: 10 } },
  ])
  const silent = unitRequests(new FakeClient({}))
  expect(await silent.unitWeights('gru', 0)).toBeNull()
  expect(await silent.mostActive('gru', 0, 10)).toBeNull()
})
