import { placeFrom } from '../../../state/series'
import type { CurveLine } from './curve-lines'
import type { StepWindow } from './step-window'

/** What a chart draws of a line: no more than it is wide. */
export interface Columns extends CurveLine {
  readonly steps: Float64Array
}

/**
 * A line in the part of a run that is in view, with its neighbours on both sides. Points that fall into one column become one, from their lowest to their highest
 * value: at the last of their steps, with the mean of their middles.
 *
 * @param most  columns
 */
export function columnsOf(steps: Float64Array, line: CurveLine, { from, to }: StepWindow, most: number): Columns {
  const begin = Math.max(0, placeFrom(steps, from) - 1)
  const end = Math.min(steps.length, placeFrom(steps, to) + 2)
  if (end - begin <= most) {
    const { low, high, middle } = line
    return {
      steps: steps.subarray(begin, end),
      low: low.subarray(begin, end),
      high: high.subarray(begin, end),
      middle: middle.subarray(begin, end),
    }
  }
  const columns = { steps: [] as number[], low: [] as number[], high: [] as number[], middle: [] as number[] }
  const columnOf = (place: number): number => Math.floor((most * (steps[place]! - from)) / (to - from))
  for (let first = begin; first < end;) {
    const column = columnOf(first)
    let [low, high, sum] = [line.low[first]!, line.high[first]!, line.middle[first]!]
    let next = first + 1
    for (; next < end && columnOf(next) === column; next++) {
      low = Math.min(low, line.low[next]!)
      high = Math.max(high, line.high[next]!)
      sum += line.middle[next]!
    }
    columns.steps.push(steps[next - 1]!)
    columns.low.push(low)
    columns.high.push(high)
    columns.middle.push(sum / (next - first))
    first = next
  }
  return {
    steps: Float64Array.from(columns.steps),
    low: Float32Array.from(columns.low),
    high: Float32Array.from(columns.high),
    middle: Float32Array.from(columns.middle),
  }
}
