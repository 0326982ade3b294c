import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { ChromiumMissingError, chromiumLaunchOptions, findChromium } from './chromium.ts'
import { installFromSystem, type PackageNames } from './system-packages.ts'

/** Playwright tries several hosts several times; a network that swallows packets must not hold the tests for an hour. */
const DOWNLOAD_LIMIT_MS = 600_000

const PACKAGES: PackageNames = {
  'apt-get': ['chromium', 'fonts-liberation'],
  dnf: ['chromium'],
  zypper: ['chromium'],
  pacman: ['chromium'],
  apk: ['chromium'],
  brew: ['chromium'],
}

/**
 * A Chromium that starts: one that is here, else Playwright's download, else the system's package. Says what it does.
 *
 * @returns path of the executable
 * @throws ChromiumMissingError when nothing helped
 */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const tried: string[] = []

  const found = findChromium()
  if (found !== null) {
    const problem = await startProblem(found)
    if (problem === null) return found
    tried.push(`${found} does not start: ${problem}`)
    // Somebody chose this one; another must not take its place in silence.
    if (process.env['CHROMIUM_PATH']) throw new ChromiumMissingError({ tried })
    say(`${found} does not start: ${problem}`)
  } else {
    tried.push('no Playwright download and no system Chromium, Chrome or Edge')
  }

  say('Downloading Chromium with Playwright …')
  const cli = join(import.meta.dirname, '../node_modules/playwright/cli.js')
  const download = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_LIMIT_MS,
  })
  const downloaded = chromium.executablePath()
  const downloadProblem =
    download.status === 0 && existsSync(downloaded)
      ? await startProblem(downloaded)
      : (/^Error: (?!Failed|Download).+$/m.exec(download.stderr)?.[0] ?? 'the download failed')
  if (downloadProblem === null) return downloaded
  tried.push(`npx playwright install chromium: ${downloadProblem}`)
  say(downloadProblem)

  say("Installing the system's own Chromium …")
  const installProblem = installFromSystem(PACKAGES, say)
  if (installProblem !== null) throw new ChromiumMissingError({ tried: [...tried, installProblem] })
  // A download that lacks libraries still lies where it would be found first; the package has brought them, or is found itself.
  const installed = findChromium()
  const problem = installed === null ? 'it is not where it was expected' : await startProblem(installed)
  if (installed === null || problem !== null) throw new ChromiumMissingError({ tried: [...tried, `the system's Chromium: ${problem}`] })
  return installed
}

/** Starts and ends a browser. @returns null when that worked, else the reason in one line */
async function startProblem(executablePath: string): Promise<string | null> {
  try {
    const browser = await chromium.launch({ ...chromiumLaunchOptions(), executablePath })
    await browser.close()
    return null
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // Playwright's message holds the browser's whole log; the line that says why is the one about a library or an error.
    const lines = message.split('\n').map((line) => line.trim())
    return lines.find((line) => /error while loading|No usable sandbox|ENOENT|EACCES|not found/.test(line)) ?? lines[0] ?? 'unknown'
  }
}
