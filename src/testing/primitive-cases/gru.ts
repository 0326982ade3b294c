import type { gru } from '../../nn/operations/cpu/arithmetic/gru'
import { cells, type Cases } from './cases'

export const gruCases: Cases<typeof gru> = {
  gruForward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, recurrent, hBefore, h] = [desk.values(3 * count, 3), desk.values(3 * count, 3), desk.values(count), desk.zeros(count)]
    desk.primitives.gruForward({ gates, recurrent, hBefore, h }, batch, units)
  }),
  gruBackward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, recurrent, hBefore, dH] = [desk.shares(3 * count), desk.values(3 * count), desk.values(count), desk.values(count)]
    desk.primitives.gruBackward({ gates, recurrent, hBefore, h: desk.zeros(count) }, dH, batch, units)
  }),
}
