import { runCommand } from './command'
import { MEASURE_ROWS_USAGE, runMeasureRows } from './measure-rows/run'

/** `npm run measure-rows`: how well a network draws row by row. */

runCommand(runMeasureRows, MEASURE_ROWS_USAGE)
