import type { LabelledImages } from '../src/core/images'
import { describeModel, initialParameters } from '../src/nn/index'
import { ATTENTION } from '../src/nn/engines/gpu/steps-in-flight'
import { COMPARED, DIGITS_PATH, MANY, type Calls, type Started, type Turn, type TurnTimes } from './calls'
import { SEED, SPEC, type Contender } from './contender'
import { contenders, type ContenderName } from './contenders/list'
import { TrainingDigits, unpackDigits } from './digits'
import type { GpuCounter } from './gpu-counter'
import { medianWithin } from './measure'

/** The digits that the server has for everybody. */
export async function fetchDigits(): Promise<LabelledImages> {
  return unpackDigits(new Uint8Array(await (await fetch(new URL(DIGITS_PATH, location.href))).arrayBuffer()))
}

/** Answers the calls about contenders where one of them computes. */
export class ContenderDriver implements Pick<Calls, 'start' | 'turn' | 'untrained'> {
  private contender!: Contender
  private digits!: TrainingDigits

  constructor(private readonly counter: GpuCounter) {}

  async start(name: ContenderName, batch: number): Promise<Started> {
    this.digits = new TrainingDigits(await fetchDigits(), batch, SEED)
    const work = { digits: this.digits, parameters: initialParameters(describeModel(SPEC), SEED) }
    this.contender = await contenders[name].load()
    const begin = performance.now()
    await this.contender.prepare(work)
    const training = await this.firstSteps(begin)
    // What a turn asks for is warmed up.
    await this.contender.predict(this.digits.imagesFrom(0, 1))
    await this.contender.predict(this.many)
    await this.contender.trace?.(this.digits.imagesFrom(0, 1))
    return { description: this.contender.describe(), training }
  }

  async turn({ train, predict }: TurnTimes): Promise<Turn> {
    const { contender, digits } = this
    const one = digits.imagesFrom(0, 1)
    const { many } = this
    // A training that somebody reads along with makes room for readings: those of the turn before are over.
    if (contender.trace !== undefined) await new Promise((resolve) => setTimeout(resolve, ATTENTION))
    return {
      training: await this.train(train),
      predictOne: await medianWithin(predict, () => contender.predict(one)),
      predictMany: await medianWithin(predict, () => contender.predict(many)),
      trace: contender.trace === undefined ? null : await medianWithin(predict, async () => contender.trace?.(one)),
    }
  }

  async untrained(): Promise<number[]> {
    await this.contender.restore()
    return [...(await this.contender.predict(this.digits.imagesFrom(0, COMPARED)))]
  }

  close(): void {
    // Nobody who closes a place has started a contender there for sure.
    const contender: Contender | undefined = this.contender
    contender?.dispose?.()
  }

  private get many(): Float32Array<ArrayBuffer> {
    return this.digits.imagesFrom(0, Math.max(MANY, this.digits.batch))
  }

  /** @param begin  when Start was pressed */
  private async firstSteps(begin: number): Promise<Started['training']> {
    if (this.contender.train === undefined) return null
    const first = await this.contender.train(0)
    const middle = performance.now()
    const second = await this.contender.train(0)
    return { firstStep: middle - begin, secondStep: performance.now() - middle, losses: [...first, ...second] }
  }

  private async train(milliseconds: number): Promise<Turn['training']> {
    if (this.contender.train === undefined) return null
    this.counter.take()
    const begin = performance.now()
    const losses = await this.contender.train(begin + milliseconds)
    return { milliseconds: performance.now() - begin, losses, gpu: this.counter.take() }
  }
}
