import { explain } from './explain'
import { runShipRows, SHIP_ROWS_USAGE } from './rows/ship'
import { UsageError } from './train/usage-error'

/** `npm run ship-rows`: makes the page's own network that draws row by row of what a training left. */

runShipRows(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${SHIP_ROWS_USAGE}` : explain(error))
  process.exitCode = 1
})
