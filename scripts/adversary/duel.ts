import { Random, Stream } from '../../src/core/random'
import { joinSequences, sequenceOf, type PenSequences } from '../../src/core/sequences'
import { DIGITS } from '../../src/core/task'
import { seedOf } from '../../src/nn/engines/writing/writing'
import type { OptimizerState } from '../../src/nn/fit'
import type { WritingModel } from '../../src/nn/writing'
import { advantages } from './advantages'
import type { Opponent } from './opponent'
import { joined, NETWORK, PERSON, picturesOf } from './rows'

/** Steps of a writer: towards what its opponent takes for a person's, or towards what people wrote. */

const CLASSES = DIGITS.classes.length

/** Digits of all classes in turn, at temperature 1: as likely as the network says, or the policy gradient were another's. */
export async function written(writer: WritingModel, count: number, seed: number): Promise<PenSequences> {
  const requests = Array.from({ length: count }, (_, index) => ({ label: index % CLASSES, seed: seedOf(seed, index) }))
  const sequences = await writer.writeMany(requests)
  return joinSequences(
    'written',
    sequences.map((sequence, index) => ({ label: index % CLASSES, sequence })),
  )
}

/** As many drawings of every class in turn, chosen at random: so an opponent cannot go by how often a class comes. */
export function chosen(set: PenSequences, count: number, random: Random): PenSequences {
  const places = Array.from({ length: CLASSES }, (_, digit) => Array.from(set.labels.keys()).filter((index) => set.labels[index] === digit))
  return joinSequences(
    set.name,
    Array.from({ length: count }, (_, index) => {
      const place = random.pick(places[index % CLASSES]!)
      return { label: set.labels[place]!, sequence: sequenceOf(set, place) }
    }),
  )
}

/** A writer with what Adam remembers of it. */
export class Learner {
  private optimizer: OptimizerState | null = null

  constructor(
    readonly writer: WritingModel,
    private readonly learningRate: number,
    private readonly seed: number,
  ) {}

  /** One step of Adam down the nats of these drawings, each with its weight. */
  async learn(drawings: PenSequences): Promise<void> {
    const run = this.writer.fit(drawings, {
      epochs: 1,
      batchSize: drawings.labels.length,
      seed: this.seed,
      optimizer: { type: 'adam', clipNorm: 1 },
      schedule: { kind: 'constant', learningRate: this.learningRate },
      ...(this.optimizer && { resumeFrom: { epoch: 0, optimizer: this.optimizer } }),
    })
    await run.done
    this.optimizer = await this.writer.optimizerState()
  }
}

/** `adversary`: the opponent's opinion is the reward; `likelihood`: it learns beside, and nobody listens. */
export const ways = ['likelihood', 'adversary'] as const
export type Way = (typeof ways)[number]

export interface Duel {
  readonly way: Way
  readonly learner: Learner
  readonly opponent: Opponent
  /** What people wrote. */
  readonly people: PenSequences
  /** Drawings of people, and as many of the network, in each step. */
  readonly batch: number
}

/**
 * One step of the writer, and one of its opponent.
 *
 * `adversary` is REINFORCE (R. Williams 1992) as in L. Yu et al. 2017, "SeqGAN", arXiv:1609.05473, with the reward for a whole drawing: the gradient of
 * Σ advantage · log p(drawing). Pens are drawn at random among three, so that no gradient comes back through a drawing itself.
 *
 * @param seed  decides what is written and which drawings of people are taken
 */
export async function duelStep({ way, learner, opponent, people, batch }: Duel, seed: number): Promise<void> {
  const real = chosen(people, batch, new Random(seed, Stream.sample))
  const fake = await written(learner.writer, batch, seed)
  const fakePictures = picturesOf(fake, NETWORK)
  if (way === 'adversary') {
    const weights = advantages(await opponent.logOdds(fakePictures), fake.labels)
    await learner.learn({ ...fake, weights })
  } else {
    await learner.learn(real)
  }
  await opponent.learn(joined(picturesOf(real, PERSON), fakePictures))
}

/** One step of an opponent against a writer that stays as it is. @param pool  what the writer wrote */
export async function learnToTell(
  opponent: Opponent,
  people: PenSequences,
  pool: PenSequences,
  batch: number,
  seed: number,
): Promise<void> {
  const random = new Random(seed, Stream.sample)
  const [real, fake] = [chosen(people, batch, random), chosen(pool, batch, random)]
  await opponent.learn(joined(picturesOf(real, PERSON), picturesOf(fake, NETWORK)))
}
