import { runCommand } from './command'
import { runShipWriter, SHIP_WRITER_USAGE } from './writer/ship'

/** `npm run ship-writer`: makes the page's own writer of what a training left. */

runCommand(runShipWriter, SHIP_WRITER_USAGE)
