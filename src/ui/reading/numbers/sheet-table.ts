/** A signal of any axes in numbers, as its sheet draws it: a row for every value, for every row of a single map, or for every one of several maps. */

import type { SignalDeclaration } from '../../../nn/spec/definition'
import type { DataTableContent } from '../../kit/DataTable'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { mapValues, sheetAxes } from '../../maps/sheets'

/** @param values as the trace has them; null before it is there */
export function sheetTable(
  signal: Pick<SignalDeclaration, 'shape' | 'axes'>,
  values: Float32Array | null,
  { reading: { numbers: words } }: Messages,
  format: Format,
): Pick<DataTableContent, 'head' | 'rows'> {
  const axes = sheetAxes(signal.axes)
  const size = (axis: number): number => signal.shape[axis] ?? 1
  const count = axes.along.reduce((product, axis) => product * size(axis), 1)
  const arranged = values && mapValues(signal, axes, values)
  if (axes.map === null) {
    return {
      head: [words.place, words.value],
      rows: Array.from(arranged ?? [], (value, place) => [format.integer(place + 1), format.decimal(value, 3)]),
    }
  }
  const [height, width] = [size(axes.map[0]), size(axes.map[1])]
  const at = (row: number, column: number, map: number): number => arranged?.[(row * width + column) * count + map] ?? 0
  const line = (name: number, places: readonly (readonly [row: number, column: number])[], map: number, withRow: boolean) => {
    let [sum, most] = [0, places[0] ?? ([0, 0] as const)]
    for (const place of places) {
      const value = at(...place, map)
      sum += value
      if (value > at(...most, map)) most = place
    }
    return [
      format.integer(name + 1),
      format.decimal(sum / places.length, 3),
      format.decimal(at(...most, map), 3),
      ...(withRow ? [format.integer(most[0] + 1)] : []),
      format.integer(most[1] + 1),
    ]
  }
  const rowPlaces = (row: number) => Array.from({ length: width }, (_, column) => [row, column] as const)
  const rows = Array.from({ length: height }, (_, row) => rowPlaces(row))
  if (axes.along.length === 0) {
    return {
      head: [words.line, words.meanOf, words.largest, words.column],
      rows: arranged === null ? [] : rows.map((places, row) => line(row, places, 0, false)),
    }
  }
  const places = rows.flat()
  return {
    head: [words.map, words.meanOf, words.largest, words.row, words.column],
    rows: arranged === null ? [] : Array.from({ length: count }, (_, map) => line(map, places, map, true)),
  }
}
