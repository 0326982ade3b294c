import { runCalibrate, USAGE } from './calibrate/run'
import { runCommand } from './command'

/** `npm run calibrate`: makes models' probabilities honest, and has them say how usual a drawing is for them. */

runCommand(runCalibrate, USAGE)
