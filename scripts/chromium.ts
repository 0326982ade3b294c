import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type LaunchOptions } from 'playwright'

/** No Chromium on this machine, and none could be installed. */
export class ChromiumMissingError extends Error {
  readonly hint = 'Install Chromium or Google Chrome, or set CHROMIUM_PATH to the executable of one.'

  /** @param detail.tried  what was looked at or attempted, one line each, with what came of it */
  constructor(readonly detail: { tried: readonly string[] }) {
    super(`No Chromium for the tests:\n${detail.tried.map((line) => `  - ${line}`).join('\n')}`)
    this.name = 'ChromiumMissingError'
  }
}

/** Where to look; a parameter so that tests can describe a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  exists(path: string): boolean
  /** Path of Playwright's own download, whether it is there or not. */
  playwrightPath(): string
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  playwrightPath: () => chromium.executablePath(),
}

/**
 * The Chromium to use: `CHROMIUM_PATH`, else Playwright's own download, else one that is installed on the system.
 *
 * @returns path of the executable, or null when there is none
 * @throws ChromiumMissingError when `CHROMIUM_PATH` names a file that does not exist: a wish is never passed over in silence
 */
export function findChromium(machine: Machine = thisMachine): string | null {
  const wanted = machine.env['CHROMIUM_PATH']
  if (wanted !== undefined && wanted !== '') {
    if (machine.exists(wanted)) return wanted
    throw new ChromiumMissingError({ tried: [`CHROMIUM_PATH is ${wanted}: no such file`] })
  }
  return [machine.playwrightPath(), ...systemCandidates(machine)].find((path) => path !== '' && machine.exists(path)) ?? null
}

/** Places where browsers of Chromium's family install themselves, best first. */
function systemCandidates({ platform, env }: Machine): string[] {
  switch (platform) {
    case 'darwin': {
      const applications = ['/Applications', join(env['HOME'] ?? '', 'Applications')]
      const names = ['Chromium', 'Google Chrome', 'Microsoft Edge']
      return applications.flatMap((folder) => names.map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)))
    }
    case 'win32': {
      const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? [])
      const programs = ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
      return programs.flatMap((program) => folders.map((folder) => join(folder, program)))
    }
    default: {
      const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable']
      const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
      return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), '/opt/google/chrome/chrome', '/snap/bin/chromium']
    }
  }
}

export type Adapter = 'hardware' | 'swiftshader'

/**
 * Which WebGPU adapter tests and benchmarks use: what `GATELIGHT_ADAPTER` says, else the software one on Linux and the real one
 * on macOS and Windows.
 *
 * On Linux a GPU's device file does not prove that a Vulkan driver works without a display, and a wrong guess leaves no adapter at all;
 * macOS and Windows always have one (Chromium for macOS comes without SwiftShader).
 */
export function chooseAdapter({ platform, env }: Pick<Machine, 'platform' | 'env'> = thisMachine): Adapter {
  const wanted = env['GATELIGHT_ADAPTER']
  if (wanted === 'hardware' || wanted === 'swiftshader') return wanted
  if (wanted !== undefined && wanted !== '') throw new RangeError(`GATELIGHT_ADAPTER is ${wanted}; allowed: hardware, swiftshader`)
  return platform === 'linux' ? 'swiftshader' : 'hardware'
}

/** Chromium's switches that bring up WebGPU. Source: https://developer.chrome.com/blog/supercharge-web-ai-testing (Linux with a GPU). */
export function webgpuArgs(adapter: Adapter, platform: NodeJS.Platform): string[] {
  if (adapter === 'swiftshader') return ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']
  if (platform !== 'linux') return ['--enable-unsafe-webgpu']
  return ['--enable-unsafe-webgpu', '--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface']
}

/** Of two lists that a command line turns off, Chromium takes the last: these are those of Playwright's (a test compares them). */
export const featuresOffByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
] as const

/** The list under the address bar: a page of the browser's own in every window, which takes a second of a core before anybody sees it. */
const featuresOffByUs = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'] as const

/** How every script and test of the project starts Chromium: quiet, sandboxed where that can be, and with WebGPU also without a GPU. */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = findChromium()
  return {
    ...(executablePath === null ? {} : { executablePath }),
    chromiumSandbox: canSandbox(),
    args: [
      ...webgpuArgs(chooseAdapter(), process.platform),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      `--disable-features=${[...featuresOffByPlaywright, ...featuresOffByUs].join(',')}`,
    ],
  }
}

let sandboxAnswer: boolean | null = null

/**
 * Chromium refuses to sandbox itself as root, and cannot where the kernel gives ordinary users no namespaces (many containers,
 * Ubuntu since 23.10 for programs without a profile).
 */
function canSandbox(): boolean {
  if (sandboxAnswer === null) {
    const isRoot = process.getuid?.() === 0
    sandboxAnswer = !isRoot && (process.platform !== 'linux' || spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0)
  }
  return sandboxAnswer
}
