import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** How a machine's package manager is asked for packages; its commands run in order, until one fails. */
interface PackageManager {
  readonly program: string
  commands(packages: readonly string[]): readonly (readonly string[])[]
  /** Writes to the system: needs root or sudo. Homebrew refuses to run as root. */
  readonly needsRoot: boolean
}

const PACKAGE_MANAGERS = [
  {
    program: 'apt-get',
    commands: (packages) => [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages],
    ],
    needsRoot: true,
  },
  { program: 'dnf', commands: (packages) => [['dnf', 'install', '-y', '-q', ...packages]], needsRoot: true },
  { program: 'zypper', commands: (packages) => [['zypper', '--non-interactive', 'install', ...packages]], needsRoot: true },
  { program: 'pacman', commands: (packages) => [['pacman', '-Sy', '--noconfirm', '--needed', ...packages]], needsRoot: true },
  { program: 'apk', commands: (packages) => [['apk', 'add', '--no-cache', ...packages]], needsRoot: true },
  { program: 'brew', commands: (packages) => [['brew', 'install', '--cask', ...packages]], needsRoot: false },
] as const satisfies readonly PackageManager[]

/** What something is called by each package manager that has it. */
export type PackageNames = Readonly<Partial<Record<(typeof PACKAGE_MANAGERS)[number]['program'], readonly string[]>>>

/** What this user may do on this machine; a parameter so that tests can describe one. */
export interface Rights {
  readonly isRoot: boolean
  /** `sudo` asks for no password. */
  readonly hasSudo: boolean
  has(program: string): boolean
}

/**
 * The commands that would install something from the system's own packages.
 *
 * @returns null when no known package manager has it, or this user may not run that one
 */
export function systemInstallCommands(names: PackageNames, { isRoot, hasSudo, has }: Rights): string[][] | null {
  const manager = PACKAGE_MANAGERS.find(({ program }) => has(program))
  const packages = manager && names[manager.program]
  if (manager === undefined || packages === undefined) return null
  const commands = manager.commands(packages)
  if (!manager.needsRoot) return isRoot ? null : commands.map((command) => [...command])
  if (isRoot) return commands.map((command) => [...command])
  return hasSudo ? commands.map((command) => ['sudo', '-n', ...command]) : null
}

/**
 * Installs something from the system's own packages, and says what it does.
 *
 * @returns null when that worked, else the reason in one line
 */
export function installFromSystem(names: PackageNames, say: (line: string) => void): string | null {
  const commands = systemInstallCommands(names, rightsHere())
  if (commands === null) return 'no package manager that this user may run without a password'
  for (const command of commands) {
    say(`$ ${command.join(' ')}`)
    const [program = '', ...args] = command
    const { status } = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (status !== 0) return `${command.join(' ')}: failed`
  }
  return null
}

/** @returns the program's path, or null when `PATH` has none of that name */
export function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

function rightsHere(): Rights {
  const has = (program: string): boolean => findProgram(program) !== null
  return {
    isRoot: process.getuid?.() === 0,
    hasSudo: has('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    has,
  }
}
