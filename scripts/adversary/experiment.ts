import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PenSequences } from '../../src/core/sequences'
import { splitByWriter } from '../../src/data/pen-digits'
import { penSequences } from '../../src/data/writing/sets'
import type { Engine } from '../../src/nn/engine'
import { seedOf } from '../../src/nn/engines/writing/writing'
import { parseWriterSpec, type WriterSpec } from '../../src/nn/spec/writing/writer-spec'
import { writerPresets } from '../../src/nn/spec/writing/writer-presets'
import type { WriterCheckpoint } from '../../src/train/writer-checkpoint'
import { decodeWriter, encodeWriter } from '../../src/train/writer-checkpoint'
import { ROOT } from '../headless'
import { loadPenDigits } from '../pen-digits'
import { readIfThere, writeWhole } from '../train/run-files'
import { duelStep, Learner, learnToTell, ways, written, type Way } from './duel'
import { Opponent } from './opponent'
import type { AdversarySettings } from './options'
import { Prober, type Probe } from './probe'

/** An opponent that only learns to tell: how much it knows after so many steps. */
export interface Telling {
  readonly step: number
  readonly told: number
}

/** One way on from a beginning. */
export interface Course {
  readonly way: Way
  readonly learningRate: number
  readonly probes: readonly Probe[]
  /** What a new opponent, which learns from the writer of the end alone, tells apart. */
  readonly freshTold: number
}

/** All of one seed. */
export interface Experiment {
  readonly seed: number
  readonly telling: readonly Telling[]
  readonly courses: readonly Course[]
}

/** Seeds of different things, from the seed of all. */
const Use = { pool: 1, telling: 2, probing: 3, steps: 4, freshPool: 5, fresh: 6 } as const
const OPPONENTS = { first: 1, fresh: 2 } as const
/** How often as many drawings as a step has an opponent learns from, before it has seen each once. */
const POOL_STEPS = 20

export class Laboratory {
  private constructor(
    private readonly engine: Engine,
    private readonly people: PenSequences,
    private readonly prober: Prober,
    private readonly settings: AdversarySettings,
    private readonly startFile: (seed: number) => string,
    private readonly tell: (line: string) => void,
  ) {}

  /** @param readers  answers many pictures, and trains nothing */
  static async open(
    engine: Engine,
    readers: Engine,
    settings: AdversarySettings,
    name: string,
    tell: (line: string) => void,
  ): Promise<Laboratory> {
    const parts = splitByWriter(await loadPenDigits())
    const prober = await Prober.create(readers, join(ROOT, 'public/models/best.safetensors'), parts.validation, settings.samples)
    const people = penSequences('Pen digits, writers 1 to 23', parts.train)
    return new Laboratory(engine, people, prober, settings, (seed) => `.runs/${name}-${seed}.safetensors`, tell)
  }

  /** What is missing of an experiment; `keep` hears of it after every course. */
  async run(seed: number, earlier: Experiment | null, keep: (experiment: Experiment) => Promise<void>): Promise<Experiment> {
    const start = await this.beginning(seed)
    const writer = await this.engine.createWriter(start.spec, start)
    const opponent = await Opponent.create(this.engine, seed + OPPONENTS.first)
    const telling = await this.learnFrom(writer, opponent, seed, Use.pool, Use.telling)
    writer.dispose()
    this.tell(`seed ${seed}: opponent alone ${telling.map(({ step, told }) => `${step}: ${percent(told)}`).join(', ')}`)
    let experiment: Experiment = { seed, telling, courses: earlier?.courses ?? [] }
    for (const way of ways) {
      for (const learningRate of way === 'adversary' ? this.settings.rates : [this.settings.rate]) {
        if (experiment.courses.some((course) => course.way === way && course.learningRate === learningRate)) continue
        const course = await this.course(way, learningRate, seed, start, await opponent.copy())
        experiment = { ...experiment, courses: [...experiment.courses, course] }
        await keep(experiment)
      }
    }
    opponent.dispose()
    return experiment
  }

  dispose(): void {
    this.prober.dispose()
  }

  private async course(way: Way, learningRate: number, seed: number, start: WriterCheckpoint, opponent: Opponent): Promise<Course> {
    const { steps, every, batch } = this.settings
    const writer = await this.engine.createWriter(start.spec, start)
    const learner = new Learner(writer, learningRate, seed)
    const probes: Probe[] = []
    const probe = async (step: number): Promise<void> => {
      const made = await this.prober.probe(step, writer, opponent, seedFor(seed, Use.probing, 0))
      probes.push(made)
      this.tell(
        `seed ${seed}, ${way} ${learningRate}, step ${step}: ${made.nats.toFixed(3)} nats, read ${percent(made.read)}, spread ` +
          `${made.spread.toFixed(2)}, told ${percent(made.told)}`,
      )
    }
    await probe(0)
    for (let step = 1; step <= steps; step++) {
      await duelStep({ way, learner, opponent, people: this.people, batch }, seedFor(seed, Use.steps, step))
      if (step % every === 0) await probe(step)
    }
    const fresh = await Opponent.create(this.engine, seed + OPPONENTS.fresh)
    const learnt = await this.learnFrom(writer, fresh, seed, Use.freshPool, Use.fresh, false)
    for (const used of [fresh, opponent, writer]) used.dispose()
    return { way, learningRate, probes, freshTold: learnt.at(-1)!.told }
  }

  /** An opponent learns from a writer that stays as it is. @param isWatched  measure on the way too */
  private async learnFrom(
    writer: Learner['writer'],
    opponent: Opponent,
    seed: number,
    poolUse: number,
    use: number,
    isWatched = true,
  ): Promise<Telling[]> {
    const { opponent: steps, every, batch } = this.settings
    const pool = await written(writer, POOL_STEPS * batch, seedFor(seed, poolUse, 0))
    const telling: Telling[] = []
    const measure = async (step: number): Promise<void> => {
      telling.push({ step, told: await this.prober.toldOf(writer, opponent, seedFor(seed, Use.probing, 1)) })
    }
    if (isWatched) await measure(0)
    for (let step = 1; step <= steps; step++) {
      await learnToTell(opponent, this.people, pool, batch, seedFor(seed, use, step))
      if (step === steps || (isWatched && step % every === 0)) await measure(step)
    }
    return telling
  }

  /** Where both ways begin: a file, or a small writer after a few epochs. */
  private async beginning(seed: number): Promise<WriterCheckpoint> {
    const { from, units, epochs } = this.settings
    if (from !== null) return decodeWriter(await readFile(from))
    const file = await readIfThere(this.startFile(seed))
    if (file !== null) return decodeWriter(file)
    const writer = await this.engine.createWriter(smallWriter(units), { seed })
    const { optimizer, schedule, deform } = writerPresets.writer.training
    const run = writer.fit(this.people, {
      epochs,
      batchSize: BATCH,
      seed,
      optimizer,
      schedule: { ...schedule, learningRate: RATE },
      deform,
    })
    run.subscribe((event) => {
      if (event.type === 'epoch') this.tell(`seed ${seed}, epoch ${event.epoch + 1}/${epochs}: ${event.loss.toFixed(3)} nats`)
    })
    await run.done
    const checkpoint: WriterCheckpoint = {
      spec: writer.spec,
      name: 'small-writer',
      seed,
      epochs,
      trainedOn: [this.people.name],
      testLoss: null,
      testedOn: null,
      parameters: await writer.parameters(),
      run: null,
      record: null,
    }
    writer.dispose()
    await writeWhole(this.startFile(seed), encodeWriter(checkpoint))
    return checkpoint
  }
}

/** Of maximum likelihood before the ways part. */
const BATCH = 64
const RATE = 5e-3

function smallWriter(units: number): WriterSpec {
  return parseWriterSpec({ ...writerPresets.writer.spec, layers: [{ type: 'lstm', units }] })
}

function seedFor(seed: number, use: number, index: number): number {
  return seedOf(seedOf(seed, use), index)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
