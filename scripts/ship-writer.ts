import { explain } from './explain'
import { UsageError } from './train/usage-error'
import { runShipWriter, SHIP_WRITER_USAGE } from './writer/ship'

/** `npm run ship-writer`: makes the page's own writer of what a training left. */

runShipWriter(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${SHIP_WRITER_USAGE}` : explain(error))
  process.exitCode = 1
})
