import { explain } from './explain'
import { MEASURE_WRITER_USAGE, runMeasureWriter } from './measure-writer/run'
import { UsageError } from './train/usage-error'

/** `npm run measure-writer`: how well a network writes. */

runMeasureWriter(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${MEASURE_WRITER_USAGE}` : explain(error))
  process.exitCode = 1
})
