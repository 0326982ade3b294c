import { readRecord, type TrainingRecord } from '../../src/train/record'
import { parseTrainOptions } from '../train/options'

/** What a person says of a file that was written before files said it themselves; null where nothing is said. */
export interface Facts {
  readonly command: string | null
  readonly engine: string | null
  readonly seconds: number | null
  readonly validationAccuracy: number | null
}

/** A model that must not go out as it is; the message says what to do. */
export class ShipError extends Error {
  override readonly name = 'ShipError'
}

const TRAIN = 'npm run train -- '

/**
 * How a model came to be: its own record, with what was said in place of what it says.
 *
 * @throws ShipError names what nobody knows; UsageError for a command that `npm run train` would refuse
 */
export function completeRecord(file: Uint8Array, said: Facts): TrainingRecord {
  const noted = readRecord(file)
  const command = said.command ?? noted?.command
  const engine = said.engine ?? noted?.engine
  const seconds = said.seconds ?? noted?.seconds
  if (command === undefined || engine === undefined || seconds === undefined) {
    const known = { '--command': command, '--trained-on': engine, '--seconds': seconds }
    const missing = Object.entries(known).flatMap(([option, value]) => (value === undefined ? [option] : []))
    throw new ShipError(`The file does not say how it was trained; say it with ${missing.join(', ')}`)
  }
  const settings = said.command === null && noted !== null ? noted.settings : settingsOf(command)
  const validationAccuracy = said.validationAccuracy ?? noted?.validationAccuracy ?? null
  if (settings.validation > 0 && validationAccuracy === null) {
    throw new ShipError('The epoch was chosen on a validation split; say how well it did there with --validation-accuracy')
  }
  return { command, engine, seconds, settings, validationAccuracy }
}

function settingsOf(command: string): TrainingRecord['settings'] {
  if (!command.startsWith(TRAIN)) throw new ShipError(`--command ${command}: must begin with "${TRAIN}"`)
  return parseTrainOptions(command.slice(TRAIN.length).trim().split(/\s+/)).settings
}
