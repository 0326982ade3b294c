import { runCommand } from './command'
import { runWrite, WRITE_USAGE } from './writer/write'

/** `npm run write`: digits from a network that writes. */

runCommand(runWrite, WRITE_USAGE)
