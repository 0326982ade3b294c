import fc from 'fast-check'
import type { dropout } from '../../nn/operations/cpu/arithmetic/dropout'
import { size, type Cases } from './cases'

const drawn = fc.record({
  rate: fc.constantFrom(0, 0.1, 0.5, 0.9),
  seed: fc.nat(),
  step: fc.integer({ min: 1, max: 1000 }),
  layer: fc.nat({ max: 9 }),
  firstExample: fc.nat({ max: 200 }),
  batch: size(4),
  positions: size(4),
  features: size(40),
})

export const dropoutCases: Cases<typeof dropout> = {
  dropout: drawn.map((draw) => (inputs) => {
    const count = draw.positions * draw.batch * draw.features
    inputs.primitives.dropout(inputs.values(count), inputs.values(count), draw)
  }),
}
