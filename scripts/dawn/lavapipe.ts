import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { record, wholeText } from '../../src/core/decode.ts'

/** Mesa's lavapipe for Dawn in Node, the one adapter without a graphics card that has half precision; see lavapipe.c. */

const DRIVERS = '/usr/share/vulkan/icd.d'
const SOURCE = fileURLToPath(new URL('lavapipe.c', import.meta.url))
const decodeDriver = record({ ICD: record({ library_path: wholeText }) })

/** Lavapipe's library; null where Mesa's Vulkan drivers are not installed. */
function lavapipeLibrary(): string | null {
  const name = existsSync(DRIVERS) ? readdirSync(DRIVERS).find((file) => /^lvp_icd.*\.json$/.test(file)) : undefined
  if (name === undefined) return null
  const described: unknown = JSON.parse(readFileSync(join(DRIVERS, name), 'utf8'))
  return decodeDriver(described, name).ICD.library_path
}

/** Why there is no half precision to test here without a graphics card; null where there is. */
export function lavapipeExcuse(): string | null {
  if (process.platform !== 'linux' || lavapipeLibrary() === null)
    return 'no adapter with shader-f16: Mesa’s lavapipe (mesa-vulkan-drivers) is not installed'
  if (spawnSync('cc', ['--version']).status !== 0)
    return 'no adapter with shader-f16: lavapipe needs a C compiler for the driver in front of it'
  return null
}

/** Builds the driver in front of lavapipe. @returns what Vulkan's loader reads */
export function lavapipeDriver(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatelight-lavapipe-'))
  const library = join(folder, 'lavapipe.so')
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${SOURCE} was not compiled: ${stderr}`)
  const description = join(folder, 'lavapipe.json')
  writeFileSync(description, JSON.stringify({ file_format_version: '1.0.0', ICD: { library_path: library, api_version: '1.1.0' } }))
  process.env['LAVAPIPE'] = lavapipeLibrary() ?? ''
  return description
}
