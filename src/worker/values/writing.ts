import { anyNumber, floats, integer, list, record, within, type Decoded } from '../../core/decode'
import { decodeClamps } from '../../nn/spec/trace'
import { parseWriterSpec } from '../../nn/spec/writing/writer-spec'
import { buffersOf } from './buffers'
import { generativeInfo } from './generative-info'
import { decodeSeed } from './models'
import { decodeSignal } from './signals'

/** What the page knows of a network that writes. */
export const decodeWriterInfo = generativeInfo((value) => parseWriterSpec(value))

export type WriterInfo = Decoded<typeof decodeWriterInfo>

/** What is to be written; whether it fits the network is looked at when it writes. */
export const decodeWriteOptions = record(
  { label: integer(), seed: decodeSeed },
  {
    temperature: within(0.01, 10),
    steadiness: within(0, 20),
    /** [n,3] points that stand there already. */
    beginning: floats,
    clamps: decodeClamps,
  },
)

/** Nats per point of the drawings that it learnt from. */
export const decodeLesson = record({ before: anyNumber, after: anyNumber })

export type Lesson = Decoded<typeof decodeLesson>

/** A drawing, with what the network said of every point that it wrote and all its signals then. */
export const decodeWritten = record({
  /** [n,3] the whole drawing, its beginning included. */
  sequence: floats,
  /** Points of the beginning; what follows is of the others, n - first of them. */
  first: integer(),
  /** [points,6,M] weights, means along x and y, deviations along x and y, correlations. */
  mixtures: floats,
  /** [points,3] probabilities of what the pen does. */
  pens: floats,
  /** [points,U] each. */
  signals: list(decodeSignal),
})

export type Written = Decoded<typeof decodeWritten>

/** What the network makes of a drawing that is there: as `decodeWritten` of every point, with its nats. */
export const decodeFollowed = record({ mixtures: floats, pens: floats, signals: list(decodeSignal), nats: floats })

export type Followed = Decoded<typeof decodeFollowed>

/** A drawing, or the beginning of one, and what it shows. */
export const decodeDrawing = record({ label: integer(), sequence: floats }, { clamps: decodeClamps })

export function writtenBuffers(written: Written | null): readonly ArrayBuffer[] {
  if (written === null) return []
  const { sequence, mixtures, pens, signals } = written
  return buffersOf([sequence, mixtures, pens, ...signals.map(({ data }) => data)])
}

export function followedBuffers(followed: Followed | null): readonly ArrayBuffer[] {
  if (followed === null) return []
  const { mixtures, pens, signals, nats } = followed
  return buffersOf([mixtures, pens, nats, ...signals.map(({ data }) => data)])
}
