import { readFile } from 'node:fs/promises'
import { toInk } from '../../src/core/images'
import type { PenSequences } from '../../src/core/sequences'
import type { PenDigit } from '../../src/data/pen-digits'
import { penPlainSet } from '../../src/data/pen-digits-pictures'
import { penSequences } from '../../src/data/writing/sets'
import type { Engine } from '../../src/nn/engine'
import type { Model } from '../../src/nn/model'
import type { WritingModel } from '../../src/nn/writing'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { penDigitsOf, rightShare } from '../measure-writer/run'
import { shapesOf, spreads } from '../measure-writer/shapes'
import { likeliest } from '../measure/vote'
import { written } from './duel'
import type { Opponent } from './opponent'
import { joined, NETWORK, PERSON, picturesOf } from './rows'

/** How well a writer writes at some step; what nobody trained on measures. */
export interface Probe {
  readonly step: number
  /** Nats per point on the digits of writers 26 to 30. */
  readonly nats: number
  /** Share of written digits that `best` reads as asked. */
  readonly read: number
  /** Spread within a class, as a share of that of writers 26 to 30 (`spreads`). */
  readonly spread: number
  /** Share of drawings that the opponent of that step takes for what they are: as many by writers 26 to 30 as written ones, all new to it. */
  readonly told: number
}

/** Of each class, drawings that are compared with each other. */
const MOST_PAIRS = 200

export class Prober {
  private constructor(
    private readonly reader: Model,
    private readonly unseen: PenSequences,
    private readonly realSpreads: ReadonlyMap<number, number>,
    private readonly samples: number,
  ) {}

  /** @param samples  digits that are written for each probe */
  static async create(engine: Engine, readerFile: string, unseen: readonly PenDigit[], samples: number): Promise<Prober> {
    const reader = decodeCheckpoint(await readFile(readerFile))
    const set = penSequences('writers 26 to 30', unseen)
    return new Prober(await engine.createModel(reader.spec, reader), set, spreads(shapesOf(set), MOST_PAIRS), samples)
  }

  async probe(step: number, writer: WritingModel, opponent: Opponent, seed: number): Promise<Probe> {
    const { loss } = await writer.evaluate(this.unseen)
    const set = await written(writer, this.samples, seed)
    const digits = penPlainSet('written', penDigitsOf(set))
    const answers = likeliest(await this.reader.predict(toInk(digits.images)), this.realSpreads.size)
    const shares = [...spreads(shapesOf(set), MOST_PAIRS)].map(([label, spread]) => spread / this.realSpreads.get(label)!)
    return {
      step,
      nats: loss,
      read: rightShare(digits.labels, answers),
      spread: shares.reduce((sum, share) => sum + share, 0) / shares.length,
      told: await this.told(set, opponent),
    }
  }

  private async told(set: PenSequences, opponent: Opponent): Promise<number> {
    const people = picturesOf(this.unseen, PERSON)
    const size = people.images.length / people.labels.length
    const count = Math.min(set.labels.length, people.labels.length)
    const some = { ...people, images: people.images.subarray(0, count * size), labels: people.labels.subarray(0, count) }
    return opponent.accuracy(joined(some, picturesOf(set, NETWORK)))
  }

  /** The same for what a writer writes now. */
  async toldOf(writer: WritingModel, opponent: Opponent, seed: number): Promise<number> {
    return this.told(await written(writer, this.samples, seed), opponent)
  }

  dispose(): void {
    this.reader.dispose()
  }
}
