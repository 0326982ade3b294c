import { beforeEach, describe, expect, test } from 'vitest'
import type { UnitOrder } from '../worker/protocol'
import type { UnitOrderState } from './app-state'
import { FakeClient } from './fake-client.fixture'
import { UnitOrders } from './unit-orders'

const orderOf = (layer: string, ...order: number[]): UnitOrder => ({
  layer,
  order: Uint16Array.from(order),
  set: 'MNIST, test',
  count: 200,
})

let state: UnitOrderState
let client: FakeClient
let orders: UnitOrders
let errors: unknown[]
let answer: (order: UnitOrder | null) => void

beforeEach(() => {
  state = { by: 'likeness', orders: {}, sorting: null }
  errors = []
  client = new FakeClient({ unitOrder: () => new Promise((resolve) => (answer = resolve)) })
  orders = new UnitOrders({
    client,
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
    onError: (error) => errors.push(error),
  })
})

describe('the order of units', () => {
  test('is asked for once at a time and kept by layer', async () => {
    const first = orders.compare('lstm')
    await orders.compare('lstm')
    expect(client.count('unitOrder')).toBe(1)
    expect(state.sorting).toBe('lstm')
    answer(orderOf('lstm', 1, 0))
    await first
    expect(state).toMatchObject({ sorting: null, orders: { lstm: { count: 200 } } })
    const second = orders.compare('lstm_1')
    answer(orderOf('lstm_1', 0, 1))
    await second
    expect(Object.keys(state.orders)).toEqual(['lstm', 'lstm_1'])
  })

  test('stays in view until that of other weights has come; those of other layers go', async () => {
    state = { ...state, orders: { lstm: orderOf('lstm', 0, 1), lstm_1: orderOf('lstm_1', 0, 1) } }
    orders.refresh()
    expect(Object.keys(state.orders)).toEqual(['lstm_1'])
    expect([...state.orders['lstm_1']!.order]).toEqual([0, 1])
    await Promise.resolve()
    answer(orderOf('lstm_1', 1, 0))
    await expect.poll(() => [...state.orders['lstm_1']!.order]).toEqual([1, 0])
  })

  test('is forgotten with its model, and not asked for when units stand by number', async () => {
    const asked = orders.compare('lstm')
    orders.forget()
    answer(orderOf('lstm', 1, 0))
    await asked
    expect(state).toMatchObject({ orders: {}, sorting: null })
    state = { by: 'number', orders: { lstm: orderOf('lstm', 1, 0) }, sorting: null }
    orders.refresh()
    expect(state.orders).toEqual({})
    expect(client.count('unitOrder')).toBe(1)
  })

  test('goes back to the numbers where it cannot be found', async () => {
    delete client.answers.unitOrder
    await orders.compare('lstm')
    expect(state).toMatchObject({ by: 'number', sorting: null })
    expect(errors).toHaveLength(1)
  })
})
