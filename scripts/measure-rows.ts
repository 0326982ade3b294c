import { explain } from './explain'
import { MEASURE_ROWS_USAGE, runMeasureRows } from './measure-rows/run'
import { UsageError } from './train/usage-error'

/** `npm run measure-rows`: how well a network draws row by row. */

runMeasureRows(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${MEASURE_ROWS_USAGE}` : explain(error))
  process.exitCode = 1
})
