import type { Point } from '../../data/strokes'
import type { Drawing } from './history'

/** Points of the line, x and y in turn, in ten thousandths of the pad's side. */
const LINE = [
  3142, 2624, 3381, 2478, 3618, 2314, 3854, 2150, 4094, 2004, 4338, 1893, 4590, 1834, 4885, 1829, 5212, 1866, 5546, 1940, 5857, 2050, 6119,
  2191, 6302, 2361, 6402, 2556, 6461, 2798, 6479, 3065, 6457, 3337, 6398, 3592, 6302, 3809, 6123, 4010, 5867, 4176, 5561, 4321, 5229, 4454,
  4897, 4586, 4590, 4731, 4936, 4828, 5303, 4909, 5669, 4991, 6015, 5088, 6321, 5215, 6565, 5389, 6737, 5587, 6888, 5823, 7009, 6081, 7090,
  6347, 7121, 6604, 7092, 6837, 6959, 7103, 6729, 7376, 6429, 7637, 6085, 7866, 5727, 8045, 5380, 8154, 5001, 8171, 4595, 8097, 4171, 7962,
  3737, 7796, 3303, 7630, 2879, 7495,
]

const WIDTH = 0.0658

/**
 * What stands on the pad first, also in the page's HTML: the plain 3 of the samples, here as points. The generator of all other digits is many times as large, and comes when the
 * page has answered.
 */
export const firstSample: Drawing = {
  strokes: [{ points: pointsOf(LINE), width: WIDTH }],
  label: 3,
}

function pointsOf(line: readonly number[]): Point[] {
  return Array.from({ length: line.length / 2 }, (_, index) => [line[2 * index]! / 1e4, line[2 * index + 1]! / 1e4])
}
