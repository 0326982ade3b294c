import type { FirstMessages } from '../en/first'
import { embed } from './embed'
import { hand } from './hand'
import { lens } from './lens'
import { link } from './link'
import { networkPicture } from './network-picture'
import { pad } from './pad'
import { panels } from './panels'
import { reading } from './reading'
import { saving } from './saving'
import { sets } from './sets'
import { shell } from './shell'
import { surgery } from './surgery'
import { tasks } from './tasks'
import { tourButton } from './tour-button'

export const first: FirstMessages = {
  shell,
  pad,
  panels,
  reading,
  sets,
  tasks,
  surgery,
  lens,
  link,
  networkPicture,
  saving,
  embed,
  hand,
  tourButton,
}
