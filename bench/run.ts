import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { openHeadless } from '../scripts/headless.ts'
import type { BenchOptions, BenchResult } from './page.ts'
import type { Summary } from './measure.ts'

/** `npm run bench`: measures the WebGPU engine in Chromium and prints a table. */

const USAGE = `npm run bench -- [options]

  --batch N      examples per training step (64)
  --steps N      training steps to time (100)
  --quick        a shorter run: 30 steps
  --json FILE    also write the figures and the machine's description there
  GATELIGHT_ADAPTER=hardware in the environment measures the real GPU.`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      batch: { type: 'string', default: '64' },
      steps: { type: 'string', default: '100' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const options: BenchOptions = {
    batch: wholeNumber('batch', values.batch),
    steps: values.quick ? 30 : wholeNumber('steps', values.steps),
    traces: values.quick ? 10 : 30,
  }
  const { page, browserVersion, close } = await openHeadless('bench/index.html')
  try {
    await page.waitForFunction(() => 'runBench' in window)
    const result = await page.evaluate((wanted) => window.runBench(wanted), options)
    const machine = { browser: `Chromium ${browserVersion}`, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown' }
    console.log(table(result, options, machine))
    if (values.json !== undefined) {
      await mkdir(dirname(values.json), { recursive: true })
      await writeFile(values.json, `${JSON.stringify({ machine, options, result }, null, 2)}\n`)
    }
  } finally {
    await close()
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`--${name} ${text}: expected a whole number from 1\n\n${USAGE}`)
  return value
}

function table(result: BenchResult, { batch }: BenchOptions, machine: { browser: string; cores: number; processor: string }): string {
  const milliseconds = ({ median, min, max }: Summary) => `${median.toFixed(1)} ms  (${min.toFixed(1)} … ${max.toFixed(1)})`
  const rows: readonly (readonly [string, string])[] = [
    ['adapter', `${result.engine.adapter}${result.engine.isSoftware ? ' (software)' : ''}`],
    ['browser', machine.browser],
    ['processor', `${machine.processor}, ${machine.cores} cores`],
    ['first step, compiling included', `${(result.firstStep / 1000).toFixed(2)} s`],
    [`training step, batch ${batch}`, milliseconds(result.trainingStep)],
    ['training', `${result.trainingImagesPerSecond.toFixed(0)} images/s`],
    ['dispatches per step', result.dispatchesPerStep.toFixed(0)],
    ['submits per step', result.submitsPerStep.toFixed(2)],
    ['trace of one drawing, all signals', milliseconds(result.trace)],
    ['prediction of one drawing', milliseconds(result.predictOne)],
    ['evaluation', `${result.evaluateImagesPerSecond.toFixed(0)} images/s`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
