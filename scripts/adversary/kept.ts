import { anyNumber, choice, integer, list, nullable, record, text, type Decoder } from '../../src/core/decode'
import { ways } from './duel'
import type { Experiment } from './experiment'
import type { AdversarySettings } from './options'

/** What `npm run adversary` keeps of itself, as it comes back from its file. */

const MOST = 10_000

const decodeProbe = record({ step: integer(0), nats: anyNumber, read: anyNumber, spread: anyNumber, told: anyNumber })
const decodeCourse = record({ way: choice(...ways), learningRate: anyNumber, probes: list(decodeProbe, MOST), freshTold: anyNumber })
const decodeExperiment = record({
  seed: integer(0),
  telling: list(record({ step: integer(0), told: anyNumber }), MOST),
  courses: list(decodeCourse, MOST),
})
const decodeSettings = record({
  rates: list(anyNumber, MOST),
  rate: anyNumber,
  steps: integer(0),
  every: integer(0),
  opponent: integer(0),
  batch: integer(0),
  samples: integer(0),
  units: integer(0),
  epochs: integer(0),
  from: nullable(text),
})

/** @throws DecodeError */
export const decodeKept: Decoder<{ readonly settings: AdversarySettings; readonly experiments: readonly Experiment[] }> = record({
  settings: decodeSettings,
  experiments: list(decodeExperiment, MOST),
})
