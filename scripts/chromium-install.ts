import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'
import { ChromiumMissingError, chromiumLaunchOptions, findChromium } from './chromium.ts'

/** Playwright tries several hosts several times; a network that swallows packets must not hold the tests for an hour. */
const DOWNLOAD_LIMIT_MS = 600_000

/** What a machine's package manager needs to be told; `commands` run in order, until one fails. */
export interface PackageManager {
  readonly program: string
  readonly commands: readonly (readonly string[])[]
  /** Writes to the system: needs root or sudo. Homebrew refuses to run as root. */
  readonly needsRoot: boolean
}

const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    program: 'apt-get',
    commands: [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ],
    needsRoot: true,
  },
  { program: 'dnf', commands: [['dnf', 'install', '-y', '-q', 'chromium']], needsRoot: true },
  { program: 'zypper', commands: [['zypper', '--non-interactive', 'install', 'chromium']], needsRoot: true },
  { program: 'pacman', commands: [['pacman', '-Sy', '--noconfirm', '--needed', 'chromium']], needsRoot: true },
  { program: 'apk', commands: [['apk', 'add', '--no-cache', 'chromium']], needsRoot: true },
  { program: 'brew', commands: [['brew', 'install', '--cask', 'chromium']], needsRoot: false },
]

/** What this user may do on this machine; a parameter so that tests can describe one. */
export interface Rights {
  readonly isRoot: boolean
  /** `sudo` asks for no password. */
  readonly hasSudo: boolean
  has(program: string): boolean
}

/**
 * The commands that would install a Chromium from the system's own packages.
 *
 * @returns null when there is no known package manager, or this user may not run it
 */
export function systemInstallCommands({ isRoot, hasSudo, has }: Rights): string[][] | null {
  const manager = PACKAGE_MANAGERS.find(({ program }) => has(program))
  if (manager === undefined) return null
  if (!manager.needsRoot) return isRoot ? null : manager.commands.map((command) => [...command])
  if (isRoot) return manager.commands.map((command) => [...command])
  return hasSudo ? manager.commands.map((command) => ['sudo', '-n', ...command]) : null
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

  const commands = systemInstallCommands(rightsHere())
  if (commands === null) {
    tried.push('no package manager that this user may run without a password')
    throw new ChromiumMissingError({ tried })
  }
  say("Installing the system's own Chromium …")
  for (const command of commands) {
    say(`$ ${command.join(' ')}`)
    const [program = '', ...args] = command
    const { status } = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (status !== 0) {
      tried.push(`${command.join(' ')}: failed`)
      throw new ChromiumMissingError({ tried })
    }
  }
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

function rightsHere(): Rights {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const has = (program: string): boolean => folders.some((folder) => folder !== '' && existsSync(join(folder, program)))
  return {
    isRoot: process.getuid?.() === 0,
    hasSudo: has('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    has,
  }
}
