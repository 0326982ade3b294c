import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, installFromSystem, type PackageNames } from './system-packages.ts'

/** What the tests in Firefox and WebKit need of a machine, by path. */
export interface OtherBrowsers {
  readonly firefox: string
  /** The file that tells Vulkan of Mesa's software driver: Firefox's WebGPU computes with it. */
  readonly lavapipe: string
  readonly webkit: {
    readonly driver: string
    readonly browser: string
    /** An X server without a screen. */
    readonly screen: string
  }
}

/** A browser that the tests run in is not on this machine, and could not be installed. */
export class BrowsersMissingError extends Error {
  readonly hint = `Install these packages of Debian or Ubuntu, or their like: ${(PACKAGES['apt-get'] ?? []).join(' ')}.`

  /** @param missing  what is not here, for people @param problem  why it could not be installed; null where nothing was tried */
  constructor(missing: readonly string[], problem: string | null) {
    const because = problem === null ? '' : ` and could not be installed: ${problem}`
    super(`Missing for the tests in Firefox and WebKit: ${missing.join(', ')}${because}`)
    this.name = 'BrowsersMissingError'
  }
}

const PACKAGES: PackageNames = {
  'apt-get': ['firefox-esr', 'webkit2gtk-driver', 'libwebkit2gtk-4.1-0', 'mesa-vulkan-drivers', 'xvfb', 'fonts-liberation'],
}

const VULKAN_DRIVERS = '/usr/share/vulkan/icd.d'

/** @throws BrowsersMissingError */
export function findOtherBrowsers(): OtherBrowsers {
  return complete(find(), null)
}

/**
 * Finds what is here, and installs the rest from the system's packages. Says what it does.
 *
 * @throws BrowsersMissingError when something is missing then
 */
export function ensureOtherBrowsers(say: (line: string) => void): OtherBrowsers {
  const found = find()
  if (missingIn(found).length === 0) return complete(found, null)
  say(`Missing: ${missingIn(found).join(', ')}. Installing the system's own …`)
  const problem = installFromSystem(PACKAGES, say)
  return complete(find(), problem)
}

type Found = Readonly<Record<'Firefox' | 'lavapipe' | 'WebKitWebDriver' | 'MiniBrowser' | 'Xvfb', string | null>>

function find(): Found {
  const wanted = process.env['FIREFOX_PATH']
  return {
    Firefox: wanted ? existing(wanted) : (findProgram('firefox-esr') ?? findProgram('firefox')),
    lavapipe: findLavapipe(),
    WebKitWebDriver: findProgram('WebKitWebDriver'),
    MiniBrowser: findMiniBrowser(),
    Xvfb: findProgram('Xvfb'),
  }
}

function missingIn(found: Found): string[] {
  return Object.entries(found).flatMap(([name, path]) => (path === null ? [name] : []))
}

function complete(found: Found, problem: string | null): OtherBrowsers {
  const { Firefox, lavapipe, WebKitWebDriver, MiniBrowser, Xvfb } = found
  if (Firefox === null || lavapipe === null || WebKitWebDriver === null || MiniBrowser === null || Xvfb === null) {
    throw new BrowsersMissingError(missingIn(found), problem)
  }
  return { firefox: Firefox, lavapipe, webkit: { driver: WebKitWebDriver, browser: MiniBrowser, screen: Xvfb } }
}

function findLavapipe(): string | null {
  const names = existsSync(VULKAN_DRIVERS) ? readdirSync(VULKAN_DRIVERS) : []
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
  const name = names.find((file) => file === `lvp_icd.${machine}.json`) ?? names.find((file) => file.startsWith('lvp_icd'))
  return name === undefined ? null : join(VULKAN_DRIVERS, name)
}

/** It lies among WebKit's own programs, in a folder named after the machine. */
function findMiniBrowser(): string | null {
  const machine = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu'
  const folders = [`/usr/lib/${machine}`, '/usr/libexec', '/usr/lib64', '/usr/lib']
  return folders.map((folder) => join(folder, 'webkit2gtk-4.1/MiniBrowser')).find((path) => existsSync(path)) ?? null
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null
}
