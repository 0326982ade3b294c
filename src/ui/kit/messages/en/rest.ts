import { compare } from './compare'
import { compose } from './compose'
import { errors } from './errors'
import { judge } from './judge'
import { learn } from './learn'
import { race } from './race'
import { rows } from './rows'
import { training } from './training'
import { unit } from './unit'
import { watch } from './watch'
import { write } from './write'
import { writerTraining } from './writer-training'

/** The words of all else: fetched when the page has answered, or when a part that says them is asked for. */
export const rest = { learn, compare, race, compose, training, unit, watch, write, writerTraining, rows, judge, errors }

export type OtherMessages = typeof rest
