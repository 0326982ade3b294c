import { runCommand } from './command'
import { runMeasure, USAGE } from './measure/run'

/** `npm run measure`: how many digits of which sets models read rightly, each alone and all together. */

runCommand(runMeasure, USAGE)
