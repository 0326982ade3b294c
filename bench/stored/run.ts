import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright'
import { openHeadless } from '../../scripts/headless.ts'
import { engineKindOf } from '../../src/nn/engine-kinds.ts'
import { presets, type PresetName } from '../../src/nn/spec/presets.ts'
import { writeIdx } from './look-files.ts'
import type { StoredBenchOptions } from './page.ts'

/**
 * `npm run bench:stored`: how fast a set of a million pictures in the browser's storage is trained on beside one in memory, and what the page holds meanwhile.
 */

const USAGE = `npm run bench:stored -- [options]

  --engine KIND   cpu or webgpu (cpu)
  --preset NAME   the model (row-lstm)
  --batch N       examples per training step (64)
  --pictures N    of the set in storage (1000000)
  --seconds N     of training in each round (20)
  --rounds N      of both, in turns (3)
  --look N        instead: what is held while files of so many pictures are looked at`

const MIB = 2 ** 20

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      engine: { type: 'string', default: 'cpu' },
      preset: { type: 'string', default: 'row-lstm' },
      batch: { type: 'string', default: '64' },
      pictures: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
      look: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  const engine = engineKindOf(values.engine)
  const preset = isPreset(values.preset) ? values.preset : null
  if (engine === null || preset === null) throw new RangeError(USAGE)
  const count = (text: string): number => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${text}: expected a whole number from 1\n\n${USAGE}`)
    return value
  }
  const options: StoredBenchOptions = {
    engine,
    preset,
    batch: count(values.batch),
    pictures: count(values.pictures),
    seconds: count(values.seconds),
    rounds: count(values.rounds),
  }
  if (values.look !== undefined) return lookAt(count(values.look))
  const { page, browserVersion, close } = await openHeadless('bench/stored/index.html')
  try {
    await page.waitForFunction(() => 'runStored' in window)
    const empty = await heldBy(page)
    const written = await page.evaluate((wanted) => window.writeStored(wanted), options)
    // What writing has left behind is no part of training.
    await page.reload()
    await page.waitForFunction(() => 'runStored' in window)
    const end = watchMemory(page)
    let training = NaN
    await page.exposeFunction('lookNow', () => {
      training = end()
    })
    const { stored, memory, read, isResumed } = await page.evaluate((wanted) => window.runStored(wanted), options)
    const [a, b] = [median(stored), median(memory)]
    console.log(
      `Chromium ${browserVersion}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; ${values.engine}, ${values.preset}, batch ${options.batch}`,
    )
    console.log(`${options.pictures} pictures written in ${written.toFixed(1)} s`)
    console.log(`storage gives ${read.toFixed(0)} pictures/s when nothing trains`)
    console.log(`from storage  ${a.toFixed(0)} pictures/s  (${stored.map((speed) => speed.toFixed(0)).join(', ')})`)
    console.log(`from memory   ${b.toFixed(0)} pictures/s  (${memory.map((speed) => speed.toFixed(0)).join(', ')})`)
    const ratio = median(stored.map((speed, round) => speed / (memory[round] ?? NaN)))
    console.log(`ratio         ${(100 * ratio).toFixed(1)}% (the median of the rounds')`)
    console.log(
      `held          ${(training / MIB).toFixed(0)} MiB at most by the page's process while it trains from storage alone, ${(empty / MIB).toFixed(0)} MiB before`,
    )
    console.log(`goes on in the middle of an epoch with the same losses: ${isResumed ? 'yes' : 'NO'}`)
  } finally {
    await close()
  }
}

async function lookAt(pictures: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatelight-look-'))
  const { page, browserVersion, close } = await openHeadless('bench/stored/index.html')
  try {
    await page.waitForFunction(() => 'lookAtFiles' in window)
    const files = await writeIdx(folder, pictures)
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', multiple: true })))
    await page.locator('input').setInputFiles([...files])
    const empty = await heldBy(page)
    const end = watchMemory(page)
    const { seconds, isLarge } = await page.evaluate(() => window.lookAtFiles())
    console.log(
      `Chromium ${browserVersion}: looked at ${pictures} pictures in ${seconds.toFixed(1)} s; ${isLarge ? 'kept in storage' : 'kept in memory'}`,
    )
    console.log(`held          ${(end() / MIB).toFixed(0)} MiB at most by the page's process, ${(empty / MIB).toFixed(0)} MiB before`)
  } finally {
    await close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns ends the watch, and gives the most that was held, bytes */
function watchMemory(page: Page): () => number {
  let most = 0
  const looking = setInterval(() => {
    void heldBy(page).then(
      (held) => (most = Math.max(most, held)),
      () => {},
    )
  }, 50)
  return () => {
    clearInterval(looking)
    return most
  }
}

function isPreset(name: string): name is PresetName {
  return Object.hasOwn(presets, name)
}

function median(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? NaN
}

/** Anonymous memory of the page's own process, bytes: arrays, heaps and WebAssembly, without what programs share. Linux only. */
async function heldBy(page: Page): Promise<number> {
  const browser = page.context().browser()
  if (browser === null) return NaN
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  let most = NaN
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
    const kilobytes = Number(/RssAnon:\s+(\d+)/.exec(status)?.[1])
    if (!(most > kilobytes * 1024)) most = kilobytes * 1024
  }
  return most
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
