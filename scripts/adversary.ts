import { ADVERSARY_USAGE } from './adversary/options'
import { runAdversary } from './adversary/run'
import { runCommand } from './command'

/** `npm run adversary`: a writer learns against an LSTM that tells its drawings from people's, beside maximum likelihood. */

runCommand(runAdversary, ADVERSARY_USAGE)
