import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isRecord } from '../src/core/decode'
import { presets } from '../src/nn/spec/presets'
import type { Fingerprint, FingerprintEngine } from './fingerprint/page'
import { openHeadless } from './headless'

/** `npm run fingerprint`: what every engine computes for every preset, as hashes, to show that a change of structure changed no bit. */

const USAGE = `npm run fingerprint -- [--out FILE] [--against FILE]

Hashes predictions, a trace, gradients and ten training steps of every preset on the float64, the SIMD and the WebGPU engine.
--out writes them; --against compares with such a file and fails where a hash differs. Bits are those of one machine and browser.`

const ENGINES: readonly FingerprintEngine[] = ['float64', 'simd', 'webgpu']

/** By engine and preset: `webgpu/keras`. */
type Fingerprints = Readonly<Record<string, Fingerprint>>

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, against: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true) return console.log(USAGE)
  const taken = await take()
  if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(taken, null, 2)}\n`)
  if (values.against !== undefined) compare(taken, JSON.parse(await readFile(values.against, 'utf8')))
}

async function take(): Promise<Fingerprints> {
  const { page, close } = await openHeadless('scripts/fingerprint/index.html')
  try {
    await page.waitForFunction(() => 'takeFingerprint' in window)
    const taken: Record<string, Fingerprint> = {}
    for (const engine of ENGINES) {
      for (const preset of Object.keys(presets)) {
        const begin = performance.now()
        const print = await page.evaluate(([kind, name]) => window.takeFingerprint(kind, name), [engine, preset] as const)
        taken[`${engine}/${preset}`] = print
        const hashes = Object.entries(print).map(([what, hash]) => `${what} ${String(hash).slice(0, 8)}`)
        console.log(`${engine}/${preset}: ${hashes.join(', ')} (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
      }
    }
    return taken
  } finally {
    await close()
  }
}

function compare(taken: Fingerprints, before: unknown): void {
  if (!isRecord(before)) throw new TypeError('The file to compare with holds no fingerprints')
  const names = new Set([...Object.keys(taken), ...Object.keys(before)])
  const different = [...names].filter((name) => JSON.stringify(taken[name]) !== JSON.stringify(before[name]))
  if (different.length > 0) throw new Error(`Other bits than before: ${different.join(', ')}`)
  console.log(`The same bits as before in all ${names.size} cases`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
