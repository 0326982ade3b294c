import { runCommand } from './command'
import { runShipRows, SHIP_ROWS_USAGE } from './rows/ship'

/** `npm run ship-rows`: makes the page's own network that draws row by row of what a training left. */

runCommand(runShipRows, SHIP_ROWS_USAGE)
