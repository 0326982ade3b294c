import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { chooseAdapter, findChromium, thisMachine, type Machine } from '../chromium.ts'

/** Dawn's WebGPU, that of Chromium, in Node: the page's engine computes there as it is. */

/** The package with Dawn's binary is not installed, or its binary does not run here. */
export class DawnMissingError extends Error {
  readonly code = 'dawn-missing'

  constructor(readonly detail: { readonly original: string }) {
    super(
      `Expected WebGPU in Node, from the package webgpu, and it could not be loaded: ${detail.original}. ` +
        'Install it with `npm install`, on Linux, macOS or Windows on x64 or arm64, or leave --node out: then Chromium computes',
    )
    this.name = 'DawnMissingError'
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the package gives, as far as it is used. */
interface DawnPackage {
  create(options: string[]): GPU
  readonly globals: object
}

/** Places beside a Chromium where its emulated GPU describes itself to Vulkan. */
const SOFTWARE_DRIVER = 'vk_swiftshader_icd.json'
const USUAL_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'] as const

/** Chromium's emulated GPU as a driver of Vulkan's; null where there is none. */
export function softwareDriver(machine: Machine = thisMachine): string | null {
  const chromium = findChromium(machine)
  const folders = [...(chromium === null ? [] : [dirname(realFile(chromium))]), ...USUAL_FOLDERS]
  return folders.map((folder) => join(folder, SOFTWARE_DRIVER)).find((path) => machine.exists(path)) ?? null
}

function realFile(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

/** Why Dawn computes nothing here, before anything of it is loaded; null where it should. macOS and Windows have a GPU, or emulate one. */
export function dawnExcuse(machine: Machine = thisMachine): string | null {
  const binary = join(
    ROOT,
    'node_modules/webgpu/dist',
    `${machine.platform}-${machine.platform === 'darwin' ? 'universal' : process.arch}`,
    'dawn.node',
  )
  if (!machine.exists(binary)) return `the package webgpu has nothing for ${machine.platform} on ${process.arch}`
  const needsDriver = machine.platform === 'linux' && chooseAdapter(machine) === 'swiftshader'
  return needsDriver && softwareDriver(machine) === null ? `no Chromium here brings ${SOFTWARE_DRIVER} for Vulkan in Node` : null
}

let installed: Promise<void> | null = null

/**
 * Gives Node a `navigator.gpu`, for as long as it runs.
 *
 * With `GATELIGHT_ADAPTER=swiftshader` it is Chromium's emulated GPU; otherwise whatever Vulkan, Metal or Direct3D find.
 *
 * @param only  description of the one Vulkan driver that is to compute, for tests
 * @throws DawnMissingError
 */
export function installDawn(only: string | null = null): Promise<void> {
  return (installed ??= install(only))
}

async function install(only: string | null): Promise<void> {
  // What GATELIGHT_ADAPTER does not say is a GPU: a server that trains has one.
  const wantsSoftware = (process.env['GATELIGHT_ADAPTER'] ?? '') !== '' && chooseAdapter() === 'swiftshader'
  const driver = only ?? (wantsSoftware ? softwareDriver() : null)
  // Vulkan's loader looks at these when Dawn asks it for the first time.
  if (driver !== null) process.env['VK_DRIVER_FILES'] = process.env['VK_ICD_FILENAMES'] = driver
  const { create, globals } = await loadDawn()
  Object.assign(globalThis, globals)
  const isVulkan = process.platform === 'linux' && (wantsSoftware || only !== null)
  const gpu = create(isVulkan ? ['backend=vulkan'] : [])
  const described = { value: gpu, configurable: true, enumerable: true }
  if ('navigator' in globalThis) Object.defineProperty(globalThis.navigator, 'gpu', described)
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
}

/** A WebGPU that checks all and computes nothing, with every feature that Dawn knows: what compiles here is valid. @throws DawnMissingError */
export async function checkingDawn(): Promise<GPU> {
  return (await loadDawn()).create(['backend=null'])
}

async function loadDawn(): Promise<DawnPackage> {
  try {
    return await import('webgpu')
  } catch (cause) {
    throw new DawnMissingError({ original: cause instanceof Error ? cause.message : String(cause) })
  }
}
