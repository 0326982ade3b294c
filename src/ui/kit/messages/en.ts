import { compare } from './en/compare'
import { compose } from './en/compose'
import { errors } from './en/errors'
import { hand } from './en/hand'
import { judge } from './en/judge'
import { learn } from './en/learn'
import { lens } from './en/lens'
import { link } from './en/link'
import { numbers } from './en/numbers'
import { pad } from './en/pad'
import { race } from './en/race'
import { reading } from './en/reading'
import { saving } from './en/saving'
import { sets } from './en/sets'
import { shell } from './en/shell'
import { surgery } from './en/surgery'
import { tasks } from './en/tasks'
import { training } from './en/training'
import { unit } from './en/unit'
import { watch } from './en/watch'
import { write } from './en/write'

/**
 * The English words of the page, one file per area. The Chinese files are typed by these, so that the compiler names a missing one. A message with
 * parameters is a function; numbers reach it already formatted, except counts that choose between singular and plural.
 */

export const en = {
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

export type Messages = typeof en
