import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium-install.ts'
import { dawnExcuse } from './dawn/dawn.ts'
import { lavapipeExcuse } from './dawn/lavapipe.ts'
import { ensureOtherBrowsers } from './other-browsers.ts'
import { ensurePython, findKeras } from './python.ts'
import { findTestData } from './test-data.ts'
import { readPlaywrightReport, readVitestReport, type Outcome } from './test-reports.ts'
import { Turn } from './turn.ts'

/**
 * `npm test`: every tier in order, whatever fails before; the last line is `N passed, N failed`.
 *
 * `npm test -- unit gpu` runs these tiers alone; what is no tier's name goes to the test runners, so `npm test -- unit src/data`
 * runs the tests of one folder. Types, lint and layers count as one test each. What a tier says stands together, in this order, also where
 * two run side by side.
 */

const root = join(import.meta.dirname, '..')
const reports = join(root, 'test-results')
const env: NodeJS.ProcessEnv = { ...process.env }

interface Tier {
  readonly title: string
  /** It leaves much of two cores to others, and need not wait for the tiers before it; those after it wait for both. */
  readonly runsBeside?: boolean
  run(turn: Turn, filters: readonly string[]): Promise<Outcome>
}

const tiers = {
  types: { title: 'types · tsc', run: (turn) => check(turn, 'typescript/bin/tsc', ['--noEmit']) },
  lint: { title: 'lint · oxlint, aware of types', run: (turn) => check(turn, 'oxlint/bin/oxlint', []) },
  layers: {
    title: 'layer rule · imports go one way, no cycles',
    run: (turn) => check(turn, 'oxlint/bin/oxlint', ['-c', 'layers.oxlintrc.json']),
  },
  unit: {
    title: 'unit · Node',
    async run(turn, filters) {
      const outcome = await vitest(turn, 'unit', filters)
      const excuse = dawnExcuse() ?? lavapipeExcuse()
      return excuse === null ? outcome : { ...outcome, excuse }
    },
  },
  python: {
    title: 'python · exported models in PyTorch, and their files read by h5py',
    async run(turn, filters) {
      const python = ensurePython((line) => turn.say(`${line}\n`))
      const outcome = await vitest(turn, 'python', filters)
      if ('missing' in python) return { ...outcome, excuse: python.missing }
      return findKeras() === null ? { ...outcome, excuse: 'no Python here has Keras 3 (KERAS_PYTHON names one)' } : outcome
    },
  },
  gpu: {
    title: 'gpu · WebGPU in Chromium',
    runsBeside: true,
    async run(turn, filters) {
      await prepareChromium(turn)
      return withoutHalf(await vitest(turn, 'gpu', filters))
    },
  },
  e2e: {
    title: 'e2e · the built page in Chromium',
    async run(turn, filters) {
      await prepareChromium(turn)
      return counted(turn, 'e2e', '@playwright/test/cli.js', ['test', ...filters], readPlaywrightReport)
    },
  },
  browsers: {
    title: 'browsers · the built page and the kernels in Firefox and WebKit too',
    async run(turn, filters) {
      await prepareChromium(turn)
      ensureOtherBrowsers((line) => turn.say(`${line}\n`))
      return vitest(turn, 'browsers', filters)
    },
  },
} as const satisfies Record<string, Tier>

/** What half precision is tested on, few software adapters have; nothing else may be left out. */
function withoutHalf(outcome: Outcome): Outcome {
  const isHalfAlone = outcome.notRun.length > 0 && outcome.notRun.every((test) => test.includes('shader-f16'))
  return isHalfAlone ? { ...outcome, excuse: 'the adapter of this browser has no shader-f16; scripts/dawn/half.test.ts has one' } : outcome
}

type TierName = keyof typeof tiers

async function main(args: readonly string[]): Promise<number> {
  const names = Object.keys(tiers).filter(isTierName)
  const chosen = names.filter((name) => args.includes(name))
  const filters = args.filter((argument) => !isTierName(argument))
  const data = findTestData()
  mkdirSync(reports, { recursive: true })
  describeData('MNIST_DIR', data.mnist)
  describeData('VECTORS_DIR', data.vectors)
  describeData('PEN_DIGITS_DIR', data.penDigits)
  describeData('PICTURES_DIR', data.pictures)

  // A test may be left out because a folder of reference files is not here, or a filter says so; for no other reason.
  const isExcused = Object.values(data).includes(null) || filters.length > 0
  const results: Promise<Result>[] = []
  for (const name of chosen.length > 0 ? chosen : names) {
    const tier: Tier = tiers[name]
    const before = Promise.all(results)
    const turn = new Turn(before, (text) => process.stdout.write(text))
    results.push((tier.runsBeside ? Promise.resolve() : before).then(() => runTier(name, turn, filters, isExcused)))
  }
  const all = await Promise.all(results)
  const passed = all.reduce((sum, result) => sum + result.passed, 0)
  const failed = all.reduce((sum, result) => sum + result.failed, 0)
  console.log(`\n━━ result ${'━'.repeat(70)}\n${all.map(({ line }) => line).join('\n')}\n\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

interface Result {
  readonly passed: number
  readonly failed: number
  /** For the summary. */
  readonly line: string
}

async function runTier(name: TierName, turn: Turn, filters: readonly string[], isExcused: boolean): Promise<Result> {
  const tier: Tier = tiers[name]
  turn.say(`\n━━ ${tier.title} ${'━'.repeat(Math.max(3, 76 - tier.title.length))}\n`)
  const start = performance.now()
  const { passed, failed, notRun, excuse } = await tier.run(turn, filters).catch((error: unknown) => explain(turn, error))
  const isLeftOut = isExcused || excuse !== undefined
  if (excuse !== undefined) turn.say(`not run because ${excuse}\n`)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const allFailed = failed + (isLeftOut ? 0 : notRun.length)
  const leftOut = notRun.length > 0 ? `, ${notRun.length} not run${isLeftOut ? '' : ' (counted as failed)'}` : ''
  if (filters.length === 0) for (const test of notRun) turn.say(`not run: ${test}\n`)
  return { passed, failed: allFailed, line: `  ${name.padEnd(9)}${passed} passed, ${allFailed} failed${leftOut}  (${seconds} s)` }
}

function isTierName(name: string): name is TierName {
  return Object.hasOwn(tiers, name)
}

function describeData(variable: string, folder: string | null): void {
  console.log(folder === null ? `${variable}: no folder; tests that compare with its files are not run` : `${variable}: ${folder}`)
}

/** A tier that could not run at all has failed; the reason is for people. */
function explain(turn: Turn, error: unknown): Outcome {
  turn.say(`${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof Error && 'hint' in error) turn.say(`${String(error.hint)}\n`)
  return { passed: 0, failed: 1, notRun: [] }
}

let chromium: Promise<string> | null = null

/** Finds or installs a browser once; the runners get it by `CHROMIUM_PATH`. */
async function prepareChromium(turn: Turn): Promise<void> {
  chromium ??= ensureChromium((line) => turn.say(`${line}\n`))
  env['CHROMIUM_PATH'] = await chromium
  turn.say(`Chromium: ${env['CHROMIUM_PATH']}\n`)
}

/** A command that passes or fails as one. */
async function check(turn: Turn, script: string, args: readonly string[]): Promise<Outcome> {
  const status = await runNode(turn, script, args)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, notRun: [] }
}

function vitest(turn: Turn, project: 'unit' | 'python' | 'gpu' | 'browsers', filters: readonly string[]): Promise<Outcome> {
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(project)}`]
  return counted(turn, project, 'vitest/vitest.mjs', ['run', '--project', project, ...output, ...filters], readVitestReport)
}

/** A runner that writes a JSON report of its tests. */
async function counted(
  turn: Turn,
  name: string,
  script: string,
  args: readonly string[],
  read: (report: unknown) => Outcome,
): Promise<Outcome> {
  // A report of an earlier run must not speak for one that crashed.
  rmSync(reportPath(name), { force: true })
  const status = await runNode(turn, script, args)
  const outcome = read(JSON.parse(readFileSync(reportPath(name), 'utf8')))
  // Errors outside of tests fail the run without failing a test.
  return status !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

function reportPath(name: string): string {
  return join(reports, `${name}.json`)
}

/** Runs a package's program with this Node. @returns its exit status; 1 when a signal ended it */
function runNode(turn: Turn, script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const command = [join(root, 'node_modules', script), ...args]
    // A program that is heard at once has the terminal itself, with lines that change; another keeps at least its colours.
    const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
    const child = turn.hasCome
      ? spawn(process.execPath, command, { cwd: root, env, stdio: 'inherit' })
      : spawn(process.execPath, command, { cwd: root, env: { ...env, ...colours }, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Uint8Array) => turn.say(text))
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? 1))
  })
}

process.exitCode = await main(process.argv.slice(2))
