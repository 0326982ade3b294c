import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem, type as systemName } from 'node:os'
import { dirname } from 'node:path'
import { ensureChromium } from '../scripts/chromium-install.ts'
import { builtInDigits } from '../src/data/digits/index.ts'
import { explain, openBench, type Bench } from './browser.ts'
import { openSite, type Site } from './built-page.ts'
import { COMPARED } from './calls.ts'
import { BATCH, SEED } from './contender.ts'
import { packDigits, TrainingDigits } from './digits.ts'
import { confirmed, fallsOf, readEarlier, requireSameMachine, suspects, tellFall, tellGuard, type Earlier } from './guard.ts'
import { measureHardware } from './hardware/measure.ts'
import { requireHardware } from './hardware/no-hardware-error.ts'
import { hardwareTables } from './hardware/report.ts'
import { speedFigures } from './markdown.ts'
import { FULL, QUICK } from './pace.ts'
import { openNodeBench } from './node-bench.ts'
import { measurePen } from './pen.ts'
import { play, type Contest } from './play.ts'
import { HALF_CONTENDER, parseOptions, PICTURE, USAGE, UsageError, type BenchOptions, type Section } from './options.ts'
import { drawPicture } from './picture.ts'
import { ratiosOf } from './ratios.ts'
import { rightAnswers } from './right-answers.ts'
import { tablesOf } from './report.ts'
import type { BenchResults, Machine } from './results.ts'
import { toText } from './table.ts'
import { versionsOf } from './versions.ts'
import { watchPage } from './visitor.ts'
import { watchMemory } from './watch.ts'

/** `npm run bench`: this project's engines beside other libraries, in turn, on the same work. */

/** Enough that no batch is seen twice in a short run. */
const DIGITS = 8192

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args)
  if (options === null) return console.log(USAGE)
  const earlier = options.against === null ? null : await readEarlier(options.against)
  const isInNode = options.hardware?.isInNode ?? false
  if (!isInNode) await ensureChromium((line) => console.log(line))
  const { train } = builtInDigits({ train: DIGITS, test: 1, seed: SEED })
  if (options.hardware !== null) {
    // What is not said is a GPU, and in Node the emulated one where it will do.
    if (!options.hardware.allowsSoftware) process.env['GATELIGHT_ADAPTER'] = 'hardware'
    else if (isInNode) process.env['GATELIGHT_ADAPTER'] ??= 'swiftshader'
  }
  const bench = await (isInNode ? openNodeBench : openBench)(packDigits(train))
  try {
    const expected = await rightAnswers(new TrainingDigits(train, BATCH, SEED).imagesFrom(0, COMPARED))
    const machine = await describeMachine(bench, options)
    if (options.hardware !== null)
      return await runHardware({ bench, pace: options.isQuick ? QUICK : FULL, expected, say }, machine, options)
    if (earlier !== null) requireSameMachine(earlier.machine, machine)
    const contest = { bench, pace: options.isQuick ? QUICK : FULL, batch: BATCH, expected, say }
    const results = await measure(contest, machine, options)
    print(results, options)
    if (options.json !== null) await write(options.json, `${JSON.stringify(results, null, 2)}\n`)
    if (options.picture !== null) await write(options.picture, drawPicture(results))
    const isSlower = earlier !== null && (await hasFallen(contest, earlier, results))
    if (isSlower || results.failures.length > 0) process.exitCode = 1
  } finally {
    await bench.close()
  }
}

async function runHardware(contest: Omit<Contest, 'batch'>, machine: Machine, options: BenchOptions): Promise<void> {
  const { allowsSoftware, batches } = options.hardware!
  const found = await contest.bench.adapter()
  requireHardware(contest.bench.browserName, found, allowsSoftware)
  const { isQuick, contenders, json } = options
  if (!found.hasHalf) console.log(`${found.name} has no shader-f16: half precision is not measured`)
  const able = contenders.filter((name) => found.hasHalf || name !== HALF_CONTENDER)
  const results = await measureHardware(contest, machine, found, { isQuick, batches, contenders: able })
  console.log(`\n${hardwareTables(results).map(toText).join('\n\n')}\n`)
  for (const { batch, format, table } of results.profiles) {
    const stored = format === 'float16' ? ', stored in 16 bits' : ''
    console.log(`A training step at batch ${batch}${stored}, kernel by kernel\n\n${table}\n`)
  }
  for (const line of results.failures) console.log(line)
  if (json !== null) await write(json, `${JSON.stringify(results, null, 2)}\n`)
  if (results.failures.length > 0) process.exitCode = 1
}

async function measure(contest: Contest, machine: Machine, options: BenchOptions): Promise<BenchResults> {
  const { bench, pace } = contest
  const asks = (section: Section) => options.sections.includes(section)
  const failures: string[] = []
  /** A part of the run without which the others still say something; null where it was not asked for or failed. */
  const part = async <Result>(isAsked: boolean, what: string, work: () => Promise<Result>): Promise<Result | null> => {
    if (!isAsked) return null
    say(what)
    try {
      return await work()
    } catch (cause) {
      failures.push(`${what}: ${explain(cause)}`)
      return null
    }
  }
  const played = await play(contest, options.contenders, asks('limits'))
  // What memory holds does not depend on what else computes: the page is built meanwhile.
  const [memory, site] = await Promise.all([
    part(asks('memory'), `memory over ${options.watchedSteps} steps`, () => watchMemory(bench, options.watchedSteps)),
    part(asks('page') || asks('pen'), 'the page is built', () => openSite(bench)),
  ])
  const onSite = <Result>(section: Section, what: string, work: (site: Site) => Promise<Result>) =>
    part(site !== null && asks(section), what, () => work(site!))
  const page = await onSite('page', 'the page', (built) => watchPage(built, pace.page))
  const pen = await onSite('pen', 'pen to maps', (built) => measurePen(built, pace.digits))
  await site?.close()
  return { ...played, machine, memory, page, pen, ratios: ratiosOf(played), failures: [...played.failures, ...failures] }
}

/** Whether ratios are lower than they may be, after those that seem so were measured again. */
async function hasFallen(contest: Contest, earlier: Earlier, results: BenchResults): Promise<boolean> {
  const falls = await confirmed(fallsOf(earlier.ratios, results.ratios), async (suspected) => {
    const { contenders, needsLimits } = suspects(suspected)
    say(`measured again: ${suspected.map(({ ratio }) => ratio.name).join('; ')}`)
    return ratiosOf(await play(contest, contenders, needsLimits))
  })
  for (const fall of falls) console.log(tellFall(fall))
  console.log(tellGuard(earlier, results, falls))
  return falls.length > 0
}

function print(results: BenchResults, { isMarkdown, picture }: BenchOptions): void {
  console.log(`\n${tablesOf(results).map(toText).join('\n\n')}\n`)
  for (const line of results.failures) console.log(line)
  if (isMarkdown) console.log(speedFigures(results, picture ?? PICTURE))
}

async function describeMachine(bench: Bench, { isQuick, contenders }: BenchOptions): Promise<Machine> {
  const processors = cpus()
  return {
    date: new Date().toISOString(),
    isQuick,
    browser: bench.browserName,
    adapter: (await bench.adapter()).name ?? 'none',
    system: `${systemName()} ${release()}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    versions: await versionsOf(contenders),
    load: loadavg()[0] ?? 0,
    memory: totalmem(),
  }
}

/** What is going on now and after how many seconds, where it does not mix with the results. */
function say(line: string): void {
  console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`)
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  say(`wrote ${path}`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  console.error(error instanceof UsageError ? `${message}\n\n${USAGE}` : message)
  process.exitCode = 1
})
