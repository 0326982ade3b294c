import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openHeadless } from '../../scripts/headless.ts'
import { builtInDigits } from '../../src/data/digits/index.ts'
import { findPreset, presets, type PresetName } from '../../src/nn/spec/presets.ts'
import { openBench } from '../browser.ts'
import { BATCH, SEED } from '../contender.ts'
import type { ContenderName } from '../contenders/list.ts'
import { Contestant } from '../contest.ts'
import { packDigits } from '../digits.ts'
import type { Summary } from '../measure.ts'
import { playRounds } from '../rounds.ts'
import type { CpuBenchResult } from './page.ts'

/**
 * `npm run bench:cpu`: what one core does with the CPU engine in Chromium, what all of them do with a test set, and two threads beside those of
 * ONNX Runtime, in turn.
 */

const USAGE = `npm run bench:cpu -- [options]

  --preset NAME  the model (keras): ${Object.keys(presets).join(', ')}
  --batch N      examples per training step (64)
  --steps N      training steps to time (30)`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', default: 'keras' },
      batch: { type: 'string', default: '64' },
      steps: { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const options = { preset: presetName(values.preset), batch: wholeNumber(values.batch), steps: wholeNumber(values.steps) }
  const { page, browserVersion, close } = await openHeadless('bench/cpu/index.html')
  try {
    await page.waitForFunction(() => 'runCpuBench' in window)
    const result = await page.evaluate((wanted) => window.runCpuBench(wanted), options)
    console.log(`Chromium ${browserVersion}, ${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}\n`)
    console.log(table(result, options.batch))
  } finally {
    await close()
  }
  console.log(`\n${(await besideOthers()).join('\n')}`)
}

const CONTENDERS: readonly ContenderName[] = ['gatelight-cpu-1', 'gatelight-cpu-2', 'onnx-wasm-2']
const ROUNDS = { rounds: 9, each: 60_000, all: 180_000 } as const
/** Milliseconds of each prediction in a turn; a training step is taken once. */
const TURN = { train: 0, predict: 500 } as const

/** Predictions of 256 pictures with `keras`, in turn, so that whatever else the machine does meets everybody. */
async function besideOthers(): Promise<string[]> {
  const { train } = builtInDigits({ train: 8 * BATCH, test: 1, seed: SEED })
  const bench = await openBench(packDigits(train))
  try {
    const contestants = CONTENDERS.map((name) => new Contestant(name, bench, TURN))
    for (const contestant of contestants) await contestant.start()
    const players = contestants.filter(({ hasStarted }) => hasStarted)
    await playRounds(players, ROUNDS)
    const results = contestants.map((contestant) => contestant.result())
    const [, ours, theirs] = results.map(({ predictMany }) => predictMany)
    const width = Math.max(...results.map(({ title }) => title.length))
    const lines = results.map(
      ({ title, predictMany, failure }) =>
        `${title.padEnd(width)}  ${predictMany === null ? failure : `256 pictures in ${predictMany.median.toFixed(1)} ms  (${predictMany.min.toFixed(1)} … ${predictMany.max.toFixed(1)})`}`,
    )
    const ratio = ours && theirs ? [`two threads of ours: ${(theirs.median / ours.median).toFixed(2)} × those of ONNX Runtime`] : []
    return ['keras, 256 pictures', ...lines, ...ratio]
  } finally {
    await bench.close()
  }
}

function presetName(text: string): PresetName {
  if (findPreset(text) === null) throw new RangeError(`--preset ${text}: no such preset\n\n${USAGE}`)
  return text as PresetName
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${text}: expected a whole number from 1\n\n${USAGE}`)
  return value
}

function table(result: CpuBenchResult, batch: number): string {
  const milliseconds = ({ median, min, max }: Summary) => `${median.toFixed(3)} ms  (${min.toFixed(3)} … ${max.toFixed(3)})`
  const perSecond = (count: number, { median, min }: Summary) =>
    `${((1000 * count) / median).toFixed(0)}  (best ${((1000 * count) / min).toFixed(0)})`
  const rows: readonly (readonly [string, string])[] = [
    ['engine', result.engine],
    ...result.products.map(({ product: { m, n, k, transposeA, transposeB }, speed }) => {
      const order = transposeA ? 'Aᵀ·B' : transposeB ? 'A·Bᵀ' : 'A·B'
      return [`product ${m}×${n} over ${k}, ${order}`, `${speed.toFixed(1)} GFLOP/s`] as const
    }),
    [`training step, batch ${batch}`, milliseconds(result.trainingStep)],
    ['training, samples/s', perSecond(batch, result.trainingStep)],
    ['prediction of one picture', milliseconds(result.predictOne)],
    ['trace of one picture, all signals', milliseconds(result.trace)],
    ['prediction of 256, samples/s', perSecond(256, result.predictMany)],
    [`10,000 test pictures, ${result.allCores}`, milliseconds(result.testSet)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
