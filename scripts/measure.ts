import { explain } from './explain'
import { runMeasure, USAGE } from './measure/run'
import { UsageError } from './train/usage-error'

/** `npm run measure`: how many digits of which sets models read rightly, each alone and all together. */

runMeasure(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : explain(error))
  process.exitCode = 1
})
