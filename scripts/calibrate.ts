import { runCalibrate, USAGE } from './calibrate/run'
import { explain } from './explain'
import { UsageError } from './train/usage-error'

/** `npm run calibrate`: makes models' probabilities honest, and has them say how usual a drawing is for them. */

runCalibrate(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : explain(error))
  process.exitCode = 1
})
