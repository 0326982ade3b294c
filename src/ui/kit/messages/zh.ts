import type { Messages } from './en'
import { errors } from './zh/errors'
import { pad } from './zh/pad'
import { reading } from './zh/reading'
import { sets } from './zh/sets'
import { shell } from './zh/shell'
import { training } from './zh/training'

export const zh: Messages = { shell, pad, reading, training, sets, errors }
