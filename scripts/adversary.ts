import { ADVERSARY_USAGE } from './adversary/options'
import { runAdversary } from './adversary/run'
import { explain } from './explain'
import { UsageError } from './train/usage-error'

/** `npm run adversary`: a writer learns against an LSTM that tells its drawings from people's, beside maximum likelihood. */

runAdversary(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${ADVERSARY_USAGE}` : explain(error))
  process.exitCode = 1
})
