import type { OtherMessages } from '../en/rest'
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

export const rest: OtherMessages = { learn, compare, race, compose, training, unit, watch, write, rows, judge, errors }
