import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openHeadless } from '../../scripts/headless.ts'
import { findPreset, presets, type PresetName } from '../../src/nn/spec/presets.ts'
import type { Summary } from '../measure.ts'
import type { CpuAnswers, CpuBenchOptions, CpuBenchResult } from './page.ts'

/**
 * `npm run bench:cpu`: what one core does with the CPU engine in Chromium, and what all of them do with a test set. Beside others it is measured by
 * `npm run bench -- --only`.
 */

const USAGE = `npm run bench:cpu -- [options]

  --preset NAME  the model (keras): ${Object.keys(presets).join(', ')}
  --units N      units of its recurrent layers (its own)
  --pictures P   to train on: noise, or mnist, whose digits begin alike (noise)
  --training     nothing but products and training steps
  --batch N      examples per training step (64)
  --steps N      training steps to time (30)`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', default: 'keras' },
      units: { type: 'string' },
      training: { type: 'boolean', default: false },
      pictures: { type: 'string', default: 'noise' },
      batch: { type: 'string', default: '64' },
      steps: { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const options: CpuBenchOptions = {
    preset: presetName(values.preset),
    units: values.units === undefined ? null : wholeNumber(values.units),
    pictures: picturesOf(values.pictures),
    trainingOnly: values.training,
    batch: wholeNumber(values.batch),
    steps: wholeNumber(values.steps),
  }
  const { page, browserVersion, close } = await openHeadless('bench/cpu/index.html')
  try {
    await page.waitForFunction(() => 'runCpuBench' in window)
    const result = await page.evaluate((wanted) => window.runCpuBench(wanted), options)
    console.log(`Chromium ${browserVersion}, ${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}\n`)
    console.log(table(result, options.batch))
  } finally {
    await close()
  }
}

function presetName(text: string): PresetName {
  if (findPreset(text) === null) throw new RangeError(`--preset ${text}: no such preset\n\n${USAGE}`)
  return text as PresetName
}

function picturesOf(text: string): CpuBenchOptions['pictures'] {
  if (text !== 'noise' && text !== 'mnist') throw new RangeError(`--pictures ${text}: noise or mnist\n\n${USAGE}`)
  return text
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${text}: expected a whole number from 1\n\n${USAGE}`)
  return value
}

type Row = readonly [name: string, value: string]

const milliseconds = ({ median, min, max }: Summary) => `${median.toFixed(3)} ms  (${min.toFixed(3)} … ${max.toFixed(3)})`
const perSecond = (count: number, { median, min }: Summary) =>
  `${((1000 * count) / median).toFixed(0)}  (best ${((1000 * count) / min).toFixed(0)})`

function rowsOf({ predictOne, trace, predictMany, allCores, testSet }: CpuAnswers): readonly Row[] {
  return [
    ['prediction of one picture', milliseconds(predictOne)],
    ['trace of one picture, all signals', milliseconds(trace)],
    ['prediction of 256, samples/s', perSecond(256, predictMany)],
    [`10,000 test pictures, ${allCores}`, milliseconds(testSet)],
  ]
}

function table(result: CpuBenchResult, batch: number): string {
  const rate = (speed: number) => `${speed.toFixed(1)} GFLOP/s`
  const rows: readonly Row[] = [
    ['engine', result.engine],
    ...result.products.map(({ product: { m, n, k, transposeA, transposeB }, speed }) => {
      const order = transposeA ? 'Aᵀ·B' : transposeB ? 'A·Bᵀ' : 'A·B'
      return [`product ${m}×${n} over ${k}, ${order}`, rate(speed)] as const
    }),
    [`training step, batch ${batch}`, milliseconds(result.trainingStep)],
    ['training, samples/s', perSecond(batch, result.trainingStep)],
    ['training, products of all pictures apart, best', rate(result.trainingRate)],
    [
      'one large product, in turn with the steps, best',
      `${rate(result.limit)}, of which ${((100 * result.trainingRate) / result.limit).toFixed(0)}%`,
    ],
    ...(result.answers === null ? [] : rowsOf(result.answers)),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
