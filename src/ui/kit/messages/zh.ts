import type { Messages } from './en'
import { compare } from './zh/compare'
import { compose } from './zh/compose'
import { errors } from './zh/errors'
import { hand } from './zh/hand'
import { judge } from './zh/judge'
import { learn } from './zh/learn'
import { lens } from './zh/lens'
import { link } from './zh/link'
import { numbers } from './zh/numbers'
import { pad } from './zh/pad'
import { race } from './zh/race'
import { reading } from './zh/reading'
import { saving } from './zh/saving'
import { sets } from './zh/sets'
import { shell } from './zh/shell'
import { surgery } from './zh/surgery'
import { tasks } from './zh/tasks'
import { training } from './zh/training'
import { unit } from './zh/unit'
import { watch } from './zh/watch'
import { write } from './zh/write'

export const zh: Messages = {
  shell,
  pad,
  reading,
  saving,
  learn,
  compare,
  race,
  compose,
  training,
  watch,
  write,
  hand,
  judge,
  sets,
  tasks,
  surgery,
  lens,
  unit,
  link,
  numbers,
  errors,
}
