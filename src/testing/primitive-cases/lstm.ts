import type { lstm } from '../../nn/operations/cpu/arithmetic/lstm'
import { cells, type Cases } from './cases'

export const lstmCases: Cases<typeof lstm> = {
  lstmForward: cells.map(({ batch, units }) => (inputs) => {
    const count = batch * units
    const [gates, cBefore] = [inputs.values(4 * count, 5), inputs.values(count, 2)]
    const [c, tanhC, h] = [inputs.zeros(count), inputs.zeros(count), inputs.zeros(count)]
    inputs.primitives.lstmForward({ gates, cBefore, c, tanhC, h }, batch, units)
  }),
  lstmBackward: cells.map(({ batch, units }) => (inputs) => {
    const count = batch * units
    const [gates, cBefore, tanhC] = [inputs.shares(4 * count), inputs.values(count, 2), inputs.values(count)]
    const [dH, dC] = [inputs.values(count), inputs.values(count)]
    inputs.primitives.lstmBackward({ gates, cBefore, c: inputs.zeros(count), tanhC, h: inputs.zeros(count) }, dH, dC, batch, units)
  }),
}
