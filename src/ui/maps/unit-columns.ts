/** Which unit stands in which column of a map. */

import type { UnitOrder } from '../../worker/protocol'

export interface UnitColumns {
  readonly isSorted: boolean
  unitAt(column: number): number
  columnOf(unit: number): number
  /** Puts values into the columns' order; in the order of the numbers, they are themselves. @param values [T,U] @returns [T,U] */
  arrange(values: Float32Array): Float32Array
}

/** As the units are numbered. */
export const ownColumns: UnitColumns = {
  isSorted: false,
  unitAt: (column) => column,
  columnOf: (unit) => unit,
  arrange: (values) => values,
}

/** @param order [U] a permutation of the units */
export function sortedColumns({ order }: Pick<UnitOrder, 'order'>): UnitColumns {
  const units = order.length
  const columns = new Uint16Array(units)
  for (const [column, unit] of order.entries()) columns[unit] = column
  return {
    isSorted: true,
    unitAt: (column) => order[column] ?? column,
    columnOf: (unit) => columns[unit] ?? unit,
    arrange(values) {
      const arranged = new Float32Array(values.length)
      for (let row = 0; row < values.length; row += units) {
        for (let column = 0; column < units; column++) arranged[row + column] = values[row + order[column]!]!
      }
      return arranged
    },
  }
}
