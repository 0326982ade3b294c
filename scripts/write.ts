import { explain } from './explain'
import { UsageError } from './train/usage-error'
import { runWrite, WRITE_USAGE } from './writer/write'

/** `npm run write`: digits from a network that writes. */

runWrite(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${WRITE_USAGE}` : explain(error))
  process.exitCode = 1
})
