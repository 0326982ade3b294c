import { runCommand } from './command'
import { MEASURE_WRITER_USAGE, runMeasureWriter } from './measure-writer/run'

/** `npm run measure-writer`: how well a network writes. */

runCommand(runMeasureWriter, MEASURE_WRITER_USAGE)
