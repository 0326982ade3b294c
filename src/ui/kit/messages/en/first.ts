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

/** The words of what the page opens with. */
export const first = {
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

export type FirstMessages = typeof first
