import type { Normalisation } from '../../data/drawing'

/** How far each of the three steps has come, 0…1. */
export interface Stages {
  readonly crop: number
  readonly scale: number
  readonly centre: number
}

/** Milliseconds of one step, and of the pause in front of the first. */
const STEP = 900

export const MAKING_TIME = 3 * STEP

export const DONE: Stages = { crop: 1, scale: 1, centre: 1 }

/** @param elapsed milliseconds since the beginning */
export function stagesAt(elapsed: number): Stages {
  const share = (step: number): number => eased(Math.min(1, Math.max(0, (elapsed - step * STEP) / (0.75 * STEP))))
  return { crop: share(0), scale: share(1), centre: share(2) }
}

/** A square or rectangle in a unit square. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const WHOLE: Box = { left: 0, top: 0, width: 1, height: 1 }

/** The frame that closes around the ink, in the unit square of the pad. */
export function cropBox({ crop }: Normalisation, share: number): Box {
  return blend(WHOLE, crop, share)
}

/** Where the ink lies in the field of the finished picture (unit square) while its longer side grows or shrinks to its measure: in the middle. */
export function scaleBox({ crop, scaled, size }: Normalisation, share: number): Box {
  const largest = Math.max(crop.width, crop.height)
  const start = middle((crop.width / largest) * Math.min(1, largest), (crop.height / largest) * Math.min(1, largest))
  return blend(start, middle(scaled.width / size.width, scaled.height / size.height), share)
}

/** Where it lies while its centre of mass moves to the field's. */
export function centreBox({ scaled, placed, size }: Normalisation, share: number): Box {
  const end = {
    left: placed.left / size.width,
    top: placed.top / size.height,
    width: scaled.width / size.width,
    height: scaled.height / size.height,
  }
  return blend(middle(end.width, end.height), end, share)
}

/** The centre of mass of ink that lies in `box`, in the same unit square. */
export function massIn({ placed, size }: Normalisation, box: Box): readonly [x: number, y: number] {
  const [x, y] = placed.centre
  return [box.left + (x + 0.5) / size.width, box.top + (y + 0.5) / size.height]
}

/** Whole and half pixels that the last step moves the ink. */
export function shiftOf({ scaled, placed, size }: Normalisation): readonly [right: number, down: number] {
  return [placed.left - (size.width - scaled.width) / 2, placed.top - (size.height - scaled.height) / 2]
}

function middle(width: number, height: number): Box {
  return { left: (1 - width) / 2, top: (1 - height) / 2, width, height }
}

function blend(from: Box, to: Box, share: number): Box {
  const at = (a: number, b: number): number => a + share * (b - a)
  return {
    left: at(from.left, to.left),
    top: at(from.top, to.top),
    width: at(from.width, to.width),
    height: at(from.height, to.height),
  }
}

function eased(share: number): number {
  return share * share * (3 - 2 * share)
}
