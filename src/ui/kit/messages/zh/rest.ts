import type { OtherMessages } from '../en/rest'
import { compare } from './compare'
import { compose } from './compose'
import { errors } from './errors'
import { shellLater } from './shell-later'
import { padLater } from './pad-later'
import { readingLater } from './reading-later'
import { surgeryLater } from './surgery-later'
import { lensLater } from './lens-later'
import { linkLater } from './link-later'
import { savingLater } from './saving-later'
import { handLater } from './hand-later'
import { judge } from './judge'
import { learn } from './learn'
import { numbers } from './numbers'
import { race } from './race'
import { rows } from './rows'
import { training } from './training'
import { unit } from './unit'
import { watch } from './watch'
import { write } from './write'
import { writerTraining } from './writer-training'

export const rest: OtherMessages = {
  learn,
  compare,
  race,
  compose,
  training,
  unit,
  watch,
  write,
  writerTraining,
  rows,
  judge,
  errors,
  numbers,
  shell: shellLater,
  pad: padLater,
  reading: readingLater,
  surgery: surgeryLater,
  lens: lensLater,
  link: linkLater,
  saving: savingLater,
  hand: handLater,
}
