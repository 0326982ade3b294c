import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from './chromium.ts'
import { freePort } from './free-port.ts'
import { ROOT } from './headless.ts'

/** `npm run measure:start`: seconds from `npm start` to the first answer of the page, on a fresh clone and from then on. */

const LIMIT_MS = 300_000

const clone = await mkdtemp(join(tmpdir(), 'gatelight-start-'))
try {
  execFileSync('git', ['clone', '--quiet', ROOT, clone])
  await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  console.log(`fresh clone   ${await secondsToAnswer()} s`)
  for (let time = 2; time <= 4; time++) console.log(`${time}. start      ${await secondsToAnswer()} s`)
} finally {
  await rm(clone, { recursive: true, force: true })
}

async function secondsToAnswer(): Promise<string> {
  const port = await freePort()
  const browser = await chromium.launch(chromiumLaunchOptions())
  const begin = performance.now()
  const server = spawn('npm', ['start', '--', '--no-open', '--port', String(port)], { cwd: clone, stdio: 'ignore', detached: true })
  try {
    const page = await browser.newPage()
    await untilServed(`http://localhost:${port}/`)
    await page.goto(`http://localhost:${port}/`)
    await page.locator('[data-digit]:not([data-digit=""])').first().waitFor({ timeout: LIMIT_MS })
    return ((performance.now() - begin) / 1000).toFixed(2)
  } finally {
    end(server)
    await browser.close()
  }
}

async function untilServed(address: string): Promise<void> {
  const deadline = performance.now() + LIMIT_MS
  while (performance.now() < deadline) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`nothing is served at ${address}`)
}

/** With the shells and programs that `npm` has started. */
function end({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid)
}
