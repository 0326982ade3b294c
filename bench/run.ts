import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem, type as systemName } from 'node:os'
import { dirname } from 'node:path'
import { ensureChromium } from '../scripts/chromium-install.ts'
import { builtInDigits } from '../src/data/digits/index.ts'
import { explain, openBench, type Bench } from './browser.ts'
import { COMPARED } from './calls.ts'
import { BATCH, SEED } from './contender.ts'
import { Contestant } from './contest.ts'
import { packDigits, TrainingDigits } from './digits.ts'
import { LimitPlayer } from './limit-player.ts'
import { speedFigures } from './markdown.ts'
import { measurePen } from './pen.ts'
import { parseOptions, PICTURE, USAGE, UsageError, type BenchOptions, type Section } from './options.ts'
import { drawPicture } from './picture.ts'
import { rightAnswers } from './right-answers.ts'
import { failuresOf, tablesOf } from './report.ts'
import type { BenchResults, Machine } from './results.ts'
import { playRounds, type RoundLimits } from './rounds.ts'
import { toText } from './table.ts'
import { watchPage } from './visitor.ts'
import { watchMemory } from './watch.ts'

/** `npm run bench`: this project's engines beside other libraries, in turn, on the same work. */

interface Pace {
  /** Milliseconds from the beginning of the whole run after which no further round begins. */
  readonly lastRound: number
  readonly rounds: Omit<RoundLimits, 'all'>
  /** Milliseconds of each part of a turn. */
  readonly train: number
  readonly predict: number
  /** Milliseconds that the measurement of a limit lasts at least. */
  readonly limit: number
  /** Seconds for which the page is watched. */
  readonly page: number
  /** Digits that are drawn for each figure of the pen. */
  readonly digits: readonly number[]
}

const QUICK: Pace = { lastRound: 70_000, rounds: { rounds: 3, each: 6000 }, train: 600, predict: 100, limit: 100, page: 5, digits: [8] }
const FULL: Pace = {
  lastRound: 240_000,
  rounds: { rounds: 7, each: 45_000 },
  train: 2000,
  predict: 300,
  limit: 300,
  page: 20,
  digits: [3, 8, 5],
}

/** Enough that no batch is seen twice in a short run. */
const DIGITS = 8192

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args)
  if (options === null) return console.log(USAGE)
  await ensureChromium((line) => console.log(line))
  const { train } = builtInDigits({ train: DIGITS, test: 1, seed: SEED })
  const bench = await openBench(packDigits(train))
  let results: BenchResults
  try {
    const expected = await rightAnswers(new TrainingDigits(train, BATCH, SEED).imagesFrom(0, COMPARED))
    results = await measure(bench, options, expected)
  } finally {
    await bench.close()
  }
  print(results, options)
  if (options.json !== null) await write(options.json, `${JSON.stringify(results, null, 2)}\n`)
  if (options.picture !== null) await write(options.picture, drawPicture(results))
  if (results.failures.length > 0) process.exitCode = 1
}

async function measure(bench: Bench, options: BenchOptions, expected: readonly number[]): Promise<BenchResults> {
  const pace = options.isQuick ? QUICK : FULL
  const machine = describeMachine(bench, options)
  const failures: string[] = []
  /** A part of the run without which the others still say something; null where it was not asked for or failed. */
  const part = async <Result>(section: Section, what: string, work: () => Promise<Result>): Promise<Result | null> => {
    if (!options.sections.includes(section)) return null
    say(what)
    try {
      return await work()
    } catch (cause) {
      failures.push(`${what}: ${explain(cause)}`)
      return null
    }
  }

  const contestants: Contestant[] = []
  for (const name of options.contenders) {
    say(`${name}: first steps`)
    const contestant = new Contestant(name, bench, pace)
    await contestant.start()
    contestants.push(contestant)
  }
  const limitPlayer = await part('limits', 'limits of the machine', () => LimitPlayer.start(bench, pace.limit))
  say('rounds')
  const players = [...contestants.filter(({ hasStarted }) => hasStarted), ...(limitPlayer === null ? [] : [limitPlayer])]
  const dropped = await playRounds(players, { ...pace.rounds, all: pace.lastRound - performance.now() })
  for (const contestant of contestants) await contestant.finish(expected, dropped.get(contestant.name) ?? null)
  await limitPlayer?.finish()
  const limitFailure = dropped.get('limits')
  if (limitFailure !== undefined) failures.push(`limits of the machine: ${explain(limitFailure)}`)

  const contenders = contestants.map((contestant) => contestant.result())
  const limits = limitPlayer?.result(contenders) ?? null
  const memory = await part('memory', `memory over ${options.watchedSteps} steps`, () => watchMemory(bench, options.watchedSteps))
  const page = await part('page', 'the page', () => watchPage(bench, pace.page))
  const pen = await part('pen', 'pen to maps', () => measurePen(bench, pace.digits))
  return { machine, contenders, limits, memory, page, pen, failures: [...failuresOf(contenders), ...failures] }
}

function print(results: BenchResults, { isMarkdown, picture }: BenchOptions): void {
  console.log(`\n${tablesOf(results).map(toText).join('\n\n')}\n`)
  for (const line of results.failures) console.log(line)
  if (isMarkdown) console.log(speedFigures(results, picture ?? PICTURE))
}

function describeMachine(bench: Bench, { isQuick }: BenchOptions): Machine {
  const processors = cpus()
  return {
    date: new Date().toISOString(),
    isQuick,
    browser: bench.browserName,
    system: `${systemName()} ${release()}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
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
