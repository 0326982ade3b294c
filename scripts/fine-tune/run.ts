import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { sliceExamples, type DataSet } from '../../src/core/images'
import type { parsePenDigits } from '../../src/data/pen-digits'
import { shareOf } from '../../src/data/sets/mix'
import type { Engine } from '../../src/nn/engine'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { describeModel } from '../../src/nn/spec/describe'
import { decodeCheckpoint, type Checkpoint } from '../../src/train/checkpoint'
import { TRAINING_LOSS } from '../../src/train/loop'
import { frozenBy, TUNING, tuningSettings } from '../../src/nn/spec/tuning'
import { answersTo, tune } from '../../src/train/hand/tune'
import { wilsonInterval } from '../../src/statistics/wilson'
import { buildWasm } from '../build-wasm'
import { mnistSets } from '../mnist-test-set'
import { loadPenDigits } from '../pen-digits'
import { UsageError } from '../train/usage-error'
import { parseFineTuneOptions, type FineTuneOptions } from './options'
import { chooseDrawings } from './writer'

export { USAGE } from './options'

/** What one teaching did: shares in 0…1. */
interface Taught {
  readonly others: number
  readonly before: number
  readonly after: number
  readonly mnistBefore: number
  readonly mnistAfter: number
}

type Digits = ReturnType<typeof parsePenDigits>

/** @throws UsageError; what reading a file throws */
export async function runFineTune(args: readonly string[]): Promise<void> {
  const options = parseFineTuneOptions(args)
  await buildWasm()
  const [mnist, digits] = await Promise.all([mnistSets(), loadPenDigits()])
  const share: DataSet = {
    ...shareOf(mnist, { train: TUNING.share }),
    test: sliceExamples(mnist.test, 0, Math.min(options.test, mnist.test.labels.length)),
  }
  const engine = await createFastCpuEngine(1)
  console.log('| model | writer | others | before | 95% interval | after | 95% interval | MNIST before | after |')
  console.log('|---|---|---|---|---|---|---|---|---|')
  for (const path of options.paths) {
    const model = decodeCheckpoint(await readFile(path))
    const name = basename(path, '.safetensors')
    const all: Taught[] = []
    for (const writer of options.writers) {
      const taught = await teachWriter(engine, model, share, digits, writer, options)
      all.push(...taught)
      if (options.each) for (const [seed, one] of taught.entries()) console.log(row(`${name}, seed ${seed + 1}`, String(writer), [one]))
      console.log(row(`\`${name}\``, String(writer), taught))
    }
    if (options.writers.length > 1) console.log(row(`**\`${name}\`**`, '**all**', all, options.writers.length))
  }
  engine.dispose()
}

/** @throws UsageError for a scope that the model has nothing for */
async function teachWriter(
  engine: Engine,
  { spec, parameters }: Checkpoint,
  share: DataSet,
  digits: Digits,
  writer: number,
  { drawings, seeds, scope }: FineTuneOptions,
): Promise<Taught[]> {
  const frozen = frozenBy(scope, describeModel(spec))
  if (frozen === null) throw new UsageError(`--learn ${scope}: this model has no such layers`)
  const own = digits.filter((digit) => digit.writer === writer)
  const results: Taught[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const { taught, others } = chooseDrawings(own, drawings / 10, seed)
    const model = await engine.createModel(spec, { parameters })
    try {
      const measure = async () => {
        const answers = await answersTo(model, others)
        const right = others.filter(({ label }, place) => answers[place] === label).length
        return { hand: right / others.length, mnist: (await model.evaluate(share.test, TRAINING_LOSS)).accuracy }
      }
      const before = await measure()
      await tune(model, share, taught, tuningSettings({ frozen, seed }))
      const after = await measure()
      results.push({
        others: others.length,
        before: before.hand,
        after: after.hand,
        mnistBefore: before.mnist,
        mnistAfter: after.mnist,
      })
    } finally {
      model.dispose()
    }
  }
  return results
}

/**
 * A line of the table: means over the seeds. The interval is that of as many digits as one seed measures, since they are nearly the same for every seed: it is
 * too wide rather than too narrow.
 */
function row(name: string, writer: string, taught: readonly Taught[], writers = 1): string {
  const mean = (of: (one: Taught) => number): number => taught.reduce((sum, one) => sum + of(one), 0) / taught.length
  const others = Math.round(mean((one) => one.others) * writers)
  const share = (of: 'before' | 'after'): number => mean((one) => one[of] * one.others) / mean((one) => one.others)
  const interval = (value: number): string => {
    const [low, high] = wilsonInterval(value * others, others)
    return `${percent(low)} – ${percent(high)}`
  }
  const [before, after] = [share('before'), share('after')]
  const cells = [name, writer, others, percent(before), interval(before), `**${percent(after)}**`, interval(after)]
  return `| ${[...cells, percent(mean((one) => one.mnistBefore)), percent(mean((one) => one.mnistAfter))].join(' | ')} |`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
