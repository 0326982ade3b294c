import { expect, it } from 'vitest'
import { formatFor } from '../../kit/format'
import { loadMessages, messagesFor } from '../../kit/messages/dictionaries'
import { drawnTable } from './rows-table'

it('has a row for every row of the picture', async () => {
  await loadMessages('en')
  const drawn = {
    picture: Uint8Array.of(1, 0, 1, 1),
    probabilities: Float32Array.of(0.5, 0.25, 1, 0.5),
    nats: Float32Array.of(1.25, 0.5),
  }
  const signal = { layer: 'lstm', name: 'c', shape: [2, 2], data: Float32Array.of(-1, 1, 0.5, 0) }
  const declaration = { name: 'c', symbol: 'C', role: 'memory', shape: [2, 2], axes: ['time', 'units'] } as const
  const { head, rows } = drawnTable(drawn, [{ signal, declaration }], messagesFor('en'), formatFor('en'))
  expect(head).toEqual(['Row', 'black pixels', 'mean probability of ink', 'nats', 'mean |C|'])
  expect(rows).toEqual([
    ['1', '1', '37.5%', '1.25', '1.000'],
    ['2', '2', '75.0%', '0.50', '0.250'],
  ])
})
