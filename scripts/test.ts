import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium-install.ts'
import { freePort } from './free-port.ts'
import { ensureOtherBrowsers } from './other-browsers.ts'
import { findTestData } from './test-data.ts'
import { readPlaywrightReport, readVitestReport, type Outcome } from './test-reports.ts'

/**
 * `npm test`: every tier in order, whatever fails before; the last line is `N passed, N failed`.
 *
 * `npm test -- unit gpu` runs these tiers alone; what is no tier's name goes to the test runners, so `npm test -- unit src/data`
 * runs the tests of one folder. Types, lint and layers count as one test each.
 */

const root = join(import.meta.dirname, '..')
const reports = join(root, 'test-results')
const env: NodeJS.ProcessEnv = { ...process.env }

interface Tier {
  readonly title: string
  run(filters: readonly string[]): Promise<Outcome>
}

const tiers = {
  types: { title: 'types · tsc', run: () => check('typescript/bin/tsc', ['--noEmit']) },
  lint: { title: 'lint · oxlint, aware of types', run: () => check('oxlint/bin/oxlint', []) },
  layers: { title: 'layer rule · imports go one way, no cycles', run: () => check('oxlint/bin/oxlint', ['-c', 'layers.oxlintrc.json']) },
  unit: { title: 'unit · Node', run: (filters) => vitest('unit', filters) },
  gpu: {
    title: 'gpu · WebGPU in Chromium',
    async run(filters) {
      await prepareChromium()
      return vitest('gpu', filters)
    },
  },
  e2e: {
    title: 'e2e · the built page in Chromium',
    async run(filters) {
      await prepareChromium()
      env['E2E_PORT'] = String(await freePort())
      return counted('e2e', '@playwright/test/cli.js', ['test', ...filters], readPlaywrightReport)
    },
  },
  browsers: {
    title: 'browsers · the built page and the kernels in Firefox and WebKit too',
    async run(filters) {
      await prepareChromium()
      ensureOtherBrowsers((line) => console.log(line))
      return vitest('browsers', filters)
    },
  },
} as const satisfies Record<string, Tier>

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

  const lines: string[] = []
  let passed = 0
  let failed = 0
  for (const name of chosen.length > 0 ? chosen : names) {
    const tier: Tier = tiers[name]
    console.log(`\n━━ ${tier.title} ${'━'.repeat(Math.max(3, 76 - tier.title.length))}`)
    const start = performance.now()
    const outcome = await tier.run(filters).catch(explain)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    // A test may be left out because a folder of reference files is not here, or a filter says so; for no other reason.
    const isExcused = Object.values(data).includes(null) || filters.length > 0
    const tierFailed = outcome.failed + (isExcused ? 0 : outcome.notRun.length)
    const notRun = outcome.notRun.length > 0 ? `, ${outcome.notRun.length} not run${isExcused ? '' : ' (counted as failed)'}` : ''
    if (filters.length === 0) for (const test of outcome.notRun) console.log(`not run: ${test}`)
    lines.push(`  ${name.padEnd(9)}${outcome.passed} passed, ${tierFailed} failed${notRun}  (${seconds} s)`)
    passed += outcome.passed
    failed += tierFailed
  }
  console.log(`\n━━ result ${'━'.repeat(70)}\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

function isTierName(name: string): name is TierName {
  return Object.hasOwn(tiers, name)
}

function describeData(variable: string, folder: string | null): void {
  console.log(folder === null ? `${variable}: no folder; tests that compare with its files are not run` : `${variable}: ${folder}`)
}

/** A tier that could not run at all has failed; the reason is for people. */
function explain(error: unknown): Outcome {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof Error && 'hint' in error) console.error(error.hint)
  return { passed: 0, failed: 1, notRun: [] }
}

let chromium: Promise<string> | null = null

/** Finds or installs a browser once; the runners get it by `CHROMIUM_PATH`. */
async function prepareChromium(): Promise<void> {
  chromium ??= ensureChromium((line) => console.log(line))
  env['CHROMIUM_PATH'] = await chromium
  console.log(`Chromium: ${env['CHROMIUM_PATH']}`)
}

/** A command that passes or fails as one. */
async function check(script: string, args: readonly string[]): Promise<Outcome> {
  const status = await runNode(script, args)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, notRun: [] }
}

function vitest(project: 'unit' | 'gpu' | 'browsers', filters: readonly string[]): Promise<Outcome> {
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(project)}`]
  return counted(project, 'vitest/vitest.mjs', ['run', '--project', project, ...output, ...filters], readVitestReport)
}

/** A runner that writes a JSON report of its tests. */
async function counted(name: string, script: string, args: readonly string[], read: (report: unknown) => Outcome): Promise<Outcome> {
  // A report of an earlier run must not speak for one that crashed.
  rmSync(reportPath(name), { force: true })
  const status = await runNode(script, args)
  const outcome = read(JSON.parse(readFileSync(reportPath(name), 'utf8')))
  // Errors outside of tests fail the run without failing a test.
  return status !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

function reportPath(name: string): string {
  return join(reports, `${name}.json`)
}

/** Runs a package's program with this Node. @returns its exit status; 1 when a signal ended it */
function runNode(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, env, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (status) => resolve(status ?? 1))
  })
}

process.exitCode = await main(process.argv.slice(2))
