import { expect, test } from 'vitest'
import type { Clamp } from '../../../nn/engine'
import { withHold } from './holds'

const all: Clamp = { layer: 'lstm', signal: 'f', value: 0 }
const some: Clamp = { ...all, units: [1, 2] }
const late: Clamp = { ...all, steps: { from: 14, to: 28 } }

test('the same hold again changes nothing', () => {
  expect(withHold([all, some, late], late)).toEqual([all, some, late])
  expect(withHold([some], { ...some, units: [1, 2] })).toEqual([some])
})

test('another value at the same place takes the place of the one before, and comes last', () => {
  expect(withHold([all, some], { ...all, value: 1 })).toEqual([some, { ...all, value: 1 }])
})

test('other signals, units, steps and layers are held beside it', () => {
  const others: Clamp[] = [some, late, { ...all, signal: 'i' }, { ...all, layer: 'lstm_1' }, { ...late, steps: { from: 0, to: 28 } }]
  expect(others.reduce(withHold, [all] as readonly Clamp[])).toEqual([all, ...others])
})
