import { toInk, type LabelledImages } from '../../src/core/images'
import type { Engine } from '../../src/nn/engine'
import type { OptimizerState } from '../../src/nn/fit'
import type { Model } from '../../src/nn/model'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { PERSON, WHO } from './rows'

/** An LSTM along the strokes; what stands behind the end of a drawing is masked. */
const SPEC = parseModelSpec({
  version: 1,
  task: WHO,
  input: { scan: 'rows', skipBlank: true },
  layers: [
    { type: 'lstm', units: 32 },
    { type: 'dense', units: WHO.classes.length, activation: 'softmax' },
  ],
})

/** Of its Adam; probabilities nearer to 0 or 1 are taken as this far from them. */
const LEARNING_RATE = 3e-3
const SUREST = 1e-6

/** What tells drawings of people from those of the network: a discriminator (I. Goodfellow et al. 2014, arXiv:1406.2661). */
export class Opponent {
  private optimizer: OptimizerState | null = null

  private constructor(
    private readonly engine: Engine,
    private readonly model: Model,
    private readonly seed: number,
  ) {}

  static async create(engine: Engine, seed: number): Promise<Opponent> {
    return new Opponent(engine, await engine.createModel(SPEC, { seed }), seed)
  }

  /** Another that knows as much, and learns on by itself. */
  async copy(): Promise<Opponent> {
    const copy = new Opponent(this.engine, await this.engine.createModel(SPEC, { parameters: await this.model.parameters() }), this.seed)
    copy.optimizer = this.optimizer
    return copy
  }

  /** One step of Adam on all of these. */
  async learn(pictures: LabelledImages): Promise<void> {
    const run = this.model.fit(pictures, {
      epochs: 1,
      batchSize: pictures.labels.length,
      seed: this.seed,
      optimizer: { type: 'adam', clipNorm: 1 },
      schedule: { kind: 'constant', learningRate: LEARNING_RATE },
      ...(this.optimizer && { resumeFrom: { epoch: 0, optimizer: this.optimizer } }),
    })
    await run.done
    this.optimizer = await this.model.optimizerState()
  }

  /** log p(person) / p(network) of each; what an opponent without fault would say is the ratio of the two densities. */
  async logOdds({ images }: LabelledImages): Promise<Float64Array> {
    const probabilities = await this.model.predict(toInk(images))
    return Float64Array.from({ length: probabilities.length / 2 }, (_, index) => {
      const person = Math.min(1 - SUREST, Math.max(SUREST, probabilities[2 * index + PERSON]!))
      return Math.log(person) - Math.log(1 - person)
    })
  }

  /** Share of those that it takes for what they are. */
  async accuracy(pictures: LabelledImages): Promise<number> {
    const odds = await this.logOdds(pictures)
    return odds.filter((value, index) => value > 0 === (pictures.labels[index] === PERSON)).length / odds.length
  }

  dispose(): void {
    this.model.dispose()
  }
}
