import { concatenatedFloats } from '../core/concatenated'
import { joinSequences, POINT_VALUES, type PenSequence } from '../core/sequences'
import { serialQueue } from '../core/serial-queue'
import type { Clamp, Engine, Expectation, TraceSignal, WriteOptions, WrittenPoint, WritingModel } from '../nn/engine'
import { describeWriter } from '../nn/spec/writing/writer-spec'
import { encodeWriter, type WriterCheckpoint } from '../train/writer-checkpoint'
import type { Followed, Lesson, Written, WriterInfo } from './values/writing'

/** How few drawings are learnt from: clipped, since a step of theirs is a step of all, and deformed less than in trainings. */
const LESSON = {
  optimizer: { type: 'adam', clipNorm: 1 },
  deform: { rotate: 3, scale: 0.05, shear: 0.05, jitter: 0.02 },
} as const

/**
 * A network that writes beside the page's model, on an engine of its own: a point takes less than it takes to draw it, whatever else is computed. What it
 * is asked for, it does one after another.
 */
export class Scribe {
  private readonly inTurn = serialQueue()
  private there: { readonly engine: Engine; readonly writer: WritingModel; readonly checkpoint: WriterCheckpoint } | null = null

  /** @param createEngine  brings up an engine for this network alone */
  constructor(private readonly createEngine: () => Promise<Engine>) {}

  /** Brings up this network in place of the one before, which stays where this throws. */
  load(checkpoint: WriterCheckpoint): Promise<WriterInfo> {
    return this.inTurn(async () => {
      const { spec, parameters, name, epochs, trainedOn, testLoss, testedOn } = checkpoint
      const engine = await this.createEngine()
      try {
        const writer = await engine.createWriter(spec, { parameters })
        this.there?.engine.dispose()
        this.there = { engine, writer, checkpoint }
      } catch (error) {
        engine.dispose()
        throw error
      }
      return { spec, name, epochs, trainedOn, testLoss, testedOn, parameterCount: describeWriter(spec).parameterCount }
    })
  }

  /** A drawing to its end; null while there is no such network. @throws SpecError, ShapeError for what it cannot write */
  write(options: WriteOptions): Promise<Written | null> {
    return this.use(async (writer) => {
      const writing = await writer.write(options)
      try {
        const first = writing.sequence.length / POINT_VALUES
        const points: WrittenPoint[] = []
        for (let point = await writing.next(); point !== null; point = await writing.next()) points.push(point)
        return { sequence: writing.sequence, first, ...packed(points) }
      } finally {
        writing.dispose()
      }
    })
  }

  /** What might be written after a beginning, so many times; null while there is no such network. */
  futures(options: WriteOptions, count: number, seed: number): Promise<readonly PenSequence[] | null> {
    return this.use(async (writer) => {
      const writing = await writer.write(options)
      try {
        return await writing.futures(count, seed)
      } finally {
        writing.dispose()
      }
    })
  }

  /** What it expected at every point of a drawing that is there; null while there is no such network. @throws ShapeError, SpecError */
  follow(sequence: PenSequence, label: number, clamps: readonly Clamp[] = []): Promise<Followed | null> {
    return this.use(async (writer) => {
      const { expectations, nats, signals } = await writer.trace(sequence, label, clamps)
      return { nats, signals, ...expected(expectations) }
    })
  }

  /**
   * Learns from a few drawings, each of which it meets deformed a little; null while there is no such network.
   *
   * @throws ShapeError for drawings that it cannot read; DivergedError
   */
  teach(
    drawings: readonly { readonly label: number; readonly sequence: PenSequence }[],
    { epochs, learningRate, seed }: { readonly epochs: number; readonly learningRate: number; readonly seed: number },
  ): Promise<Lesson | null> {
    return this.use(async (writer) => {
      const set = joinSequences('own drawings', drawings)
      const before = (await writer.evaluate(set)).loss
      const weights = await writer.parameters()
      try {
        await writer.fit(set, { ...LESSON, epochs, seed, batchSize: drawings.length, schedule: { learningRate } }).done
        return { before, after: (await writer.evaluate(set)).loss }
      } catch (error) {
        await writer.setParameters(weights)
        throw error
      }
    })
  }

  /** The network as a file, with what it was taught; null while there is no such network. */
  save(): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.use(async (writer, checkpoint) => encodeWriter({ ...checkpoint, run: null, parameters: await writer.parameters() }))
  }

  private use<T>(work: (writer: WritingModel, checkpoint: WriterCheckpoint) => Promise<T>): Promise<T | null> {
    return this.inTurn(async () => (this.there === null ? null : work(this.there.writer, this.there.checkpoint)))
  }
}

function packed(points: readonly WrittenPoint[]): Pick<Written, 'mixtures' | 'pens' | 'signals'> {
  return { ...expected(points), signals: overTime(points.map(({ signals }) => signals)) }
}

function expected(points: readonly Expectation[]): Pick<Written, 'mixtures' | 'pens'> {
  const blocks = points.flatMap(({ mixture: { weights, meansX, meansY, deviationsX, deviationsY, correlations } }) => [
    weights,
    meansX,
    meansY,
    deviationsX,
    deviationsY,
    correlations,
  ])
  return { mixtures: concatenatedFloats(blocks), pens: concatenatedFloats(points.map(({ pens }) => pens)) }
}

function overTime(steps: readonly (readonly TraceSignal[])[]): Written['signals'] {
  return (steps[0] ?? []).map(({ layer, name, data }, index) => {
    return { layer, name, shape: [steps.length, data.length], data: concatenatedFloats(steps.map((signals) => signals[index]!.data)) }
  })
}
