import type { gru } from '../../nn/operations/cpu/arithmetic/gru'
import { cells, type Cases } from './cases'

export const gruCases: Cases<typeof gru> = {
  gruForward: cells.map(({ batch, units }) => (inputs) => {
    const count = batch * units
    const [gates, recurrent, hBefore, h] = [
      inputs.values(3 * count, 3),
      inputs.values(3 * count, 3),
      inputs.values(count),
      inputs.zeros(count),
    ]
    inputs.primitives.gruForward({ gates, recurrent, hBefore, h }, batch, units)
  }),
  gruBackward: cells.map(({ batch, units }) => (inputs) => {
    const count = batch * units
    const [gates, recurrent, hBefore, dH] = [inputs.shares(3 * count), inputs.values(3 * count), inputs.values(count), inputs.values(count)]
    inputs.primitives.gruBackward({ gates, recurrent, hBefore, h: inputs.zeros(count) }, dH, batch, units)
  }),
}
