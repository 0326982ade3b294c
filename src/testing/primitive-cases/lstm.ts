import type { lstm } from '../../nn/operations/cpu/arithmetic/lstm'
import { cells, type Cases } from './cases'

export const lstmCases: Cases<typeof lstm> = {
  lstmForward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, cBefore] = [desk.values(4 * count, 5), desk.values(count, 2)]
    const [c, tanhC, h] = [desk.zeros(count), desk.zeros(count), desk.zeros(count)]
    desk.primitives.lstmForward({ gates, cBefore, c, tanhC, h }, batch, units)
  }),
  lstmBackward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, cBefore, tanhC] = [desk.shares(4 * count), desk.values(count, 2), desk.values(count)]
    const [dH, dC] = [desk.values(count), desk.values(count)]
    desk.primitives.lstmBackward({ gates, cBefore, c: desk.zeros(count), tanhC, h: desk.zeros(count) }, dH, dC, batch, units)
  }),
}
