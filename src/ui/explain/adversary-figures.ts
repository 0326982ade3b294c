import { anyNumber, choice, integer, list, record, type Decoded } from '../../core/decode'
import figures from './adversary-figures.json'

/** What `npm run adversary -- --out` measured: a writer that goes on by maximum likelihood, and against an LSTM that tells its drawings from people's. */

const MOST = 1000

/** Of several seeds. */
const range = record({ mean: anyNumber, low: anyNumber, high: anyNumber })
const curve = list(range, MOST)

export type Range = Decoded<typeof range>

const course = record({
  way: choice('likelihood', 'adversary'),
  learningRate: anyNumber,
  /** Where it was measured, and each measure there. */
  steps: list(integer(), MOST),
  /** Nats per point on unseen writers. */
  nats: curve,
  /** Share of written digits that are read as asked. */
  read: curve,
  /** Spread within a class, as a share of people's. */
  spread: curve,
  /** Share of unseen drawings that the opponent takes for what they are. */
  told: curve,
  /** The same for a new opponent, at the end. */
  freshTold: range,
})

export type Course = Decoded<typeof course>

export const measures = ['nats', 'read', 'spread', 'told'] as const
export type Measure = (typeof measures)[number]

export const decodeAdversaryFigures = record({
  seeds: list(integer(), MOST),
  /** Of an opponent that learns while the writer stays as it is. */
  telling: record({ steps: list(integer(), MOST), told: curve }),
  courses: list(course, MOST),
})

export type AdversaryFigures = Decoded<typeof decodeAdversaryFigures>

export const ADVERSARY: AdversaryFigures = decodeAdversaryFigures(figures, 'adversary-figures.json')
