import { joinSets, sliceExamples, toInk, type LabelledImages } from '../../src/core/images'
import { splitByWriter } from '../../src/data/pen-digits'
import { penPlainSet, penTrainingSet } from '../../src/data/pen-digits-pictures'
import { mnistSets } from '../mnist-test-set'
import { loadPenDigits } from '../pen-digits'
import { makeStrangers, type StrangerKind } from './strangers'

/** Pictures [N,28,28] in 0…1. */
export interface Inks {
  readonly name: string
  readonly inks: Float32Array<ArrayBuffer>
}

/** What a calibration is fitted on: digits that measure nothing, and drawings whose forms are in no set that measures. */
export interface FittingSets {
  /** For the temperature. */
  readonly validation: LabelledImages
  /** For the detector, and for the levels: no shipped model was trained on them. */
  readonly digits: Inks
  /** For the detector alone: trainings saw them. They are by more hands. */
  readonly seenDigits: Inks
  readonly strangers: Inks
}

/** What a calibration is measured on; nothing was chosen or fitted by it. */
export interface MeasuringSets {
  /** For the calibration error. */
  readonly test: LabelledImages
  /** For the strangeness. */
  readonly digits: Inks
  readonly writers: Inks
  readonly strangers: readonly Inks[]
}

/** MNIST's last training digits, which trainings keep back to choose the epoch by. */
const VALIDATION = 5000
const SEEN = 6000
/** Two writers are few: each of their digits stands here in so many pictures, with another pen, size and place each time. */
const PEN_COPIES = { copies: 2, seed: 0 }
const FITTED_STRANGERS = {
  doodles: 2500,
  'choosing-letters': 3500,
  'choosing-scribbles': 2400,
  patchwork: 2500,
  neat: 2500,
} as const satisfies Partial<Record<StrangerKind, number>>
const MEASURED_STRANGERS = { letters: 1000, scribbles: 1000, printed: 1000 } as const satisfies Partial<Record<StrangerKind, number>>
/** Drawings of other seeds differ also where their forms are alike. */
const SEEDS = { fitting: 1, measuring: 2 }

export async function loadFittingSets(): Promise<FittingSets> {
  const { train } = await mnistSets()
  const validation = sliceExamples(train, train.labels.length - VALIDATION, train.labels.length, `${train.name}, last ${VALIDATION}`)
  const pen = penTrainingSet('Pen digits, writers 24 and 25', splitByWriter(await loadPenDigits()).choosing, PEN_COPIES)
  const kinds = Object.entries(FITTED_STRANGERS) as [keyof typeof FITTED_STRANGERS, number][]
  const drawings = kinds.map(([kind, count]) => makeStrangers(kind, count, SEEDS.fitting))
  const images = new Uint8Array(drawings.reduce((sum, set) => sum + set.images.length, 0))
  let start = 0
  for (const set of drawings) {
    images.set(set.images, start)
    start += set.images.length
  }
  return {
    validation,
    digits: inksOf(joinSets('digits', [validation, pen])),
    seenDigits: inksOf(sliceExamples(train, 0, SEEN)),
    strangers: inksOf({ name: 'strangers', images }),
  }
}

/** @param most  pictures of each set */
export async function loadMeasuringSets(most = Infinity): Promise<MeasuringSets> {
  const { test } = await mnistSets()
  const first = (set: LabelledImages) => sliceExamples(set, 0, Math.min(most, set.labels.length))
  const { validation } = splitByWriter(await loadPenDigits())
  const kinds = Object.entries(MEASURED_STRANGERS) as [keyof typeof MEASURED_STRANGERS, number][]
  return {
    test,
    digits: inksOf(first(test)),
    writers: inksOf(first(penPlainSet('Pen digits, unseen writers', validation))),
    strangers: kinds.map(([kind, count]) => inksOf(makeStrangers(kind, Math.min(most, count), SEEDS.measuring))),
  }
}

function inksOf({ name, images }: Pick<LabelledImages, 'name' | 'images'>): Inks {
  return { name, inks: toInk(images) }
}
