import type { Messages } from './en'
import { errors } from './zh/errors'
import { learn } from './zh/learn'
import { lens } from './zh/lens'
import { pad } from './zh/pad'
import { reading } from './zh/reading'
import { sets } from './zh/sets'
import { shell } from './zh/shell'
import { surgery } from './zh/surgery'
import { tasks } from './zh/tasks'
import { training } from './zh/training'
import { unit } from './zh/unit'

export const zh: Messages = { shell, pad, reading, learn, training, sets, tasks, surgery, lens, unit, errors }
