import { readFile } from 'node:fs/promises'
import type { Engine } from '../../src/nn/engine'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { GenerativeCheckpoint } from '../../src/train/generative-checkpoint'
import type { StoredFloat } from '../../src/train/safetensors'
import { buildWasm } from '../build-wasm'
import { writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import type { GenerativeSettings } from './options'

/** What is particular to a kind of network that the page has one of. */
export interface GenerativeShipping<Spec, Settings extends GenerativeSettings> {
  decode(bytes: Uint8Array): GenerativeCheckpoint<Spec, Settings>
  encode(checkpoint: GenerativeCheckpoint<Spec, Settings>, dtype: StoredFloat): Uint8Array
  /** @throws UsageError for a network that is not to be shipped */
  require(checkpoint: GenerativeCheckpoint<Spec, Settings>): void
  /** How well it does on what it never saw. */
  measure(
    engine: Engine,
    checkpoint: GenerativeCheckpoint<Spec, Settings>,
  ): Promise<{ readonly loss: number; readonly set: string; readonly said: string }>
  readonly file: string
  readonly mostBytes: number
}

/** Makes the page's own network of the one file that is named: as float16, and measured once more. @throws UsageError; what reading a file throws */
export async function shipGenerative<Spec, Settings extends GenerativeSettings>(
  [path, ...rest]: readonly string[],
  { decode, encode, require, measure, file, mostBytes }: GenerativeShipping<Spec, Settings>,
): Promise<void> {
  if (path === undefined || path === '--help' || rest.length > 0) throw new UsageError('Name one file')
  const trained = decode(await readFile(path))
  require(trained)
  const rounded = decode(encode({ ...trained, run: null }, 'F16'))
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const { loss, set, said } = await measure(engine, rounded)
    const bytes = encode({ ...rounded, testLoss: loss, testedOn: set }, 'F16')
    if (bytes.length > mostBytes) throw new UsageError(`The file would have ${bytes.length} bytes; at most ${mostBytes}`)
    await writeWhole(file, bytes)
    console.log(`${trained.name}: ${said} on ${set}; ${bytes.length} bytes`)
  } finally {
    engine.dispose()
  }
}

/**
 * @param parse  completes a preset's specification as a file's is
 * @throws UsageError for a network that is built otherwise than its preset, or of which nobody knows how it was trained
 */
export function requirePreset<Spec>(
  { name, spec, record }: Pick<GenerativeCheckpoint<Spec, unknown>, 'name' | 'spec' | 'record'>,
  preset: { readonly spec: Spec } | null,
  parse: (spec: Spec) => Spec,
): void {
  if (preset === null) throw new UsageError(`${name} is no preset`)
  if (JSON.stringify(parse(preset.spec)) !== JSON.stringify(spec)) throw new UsageError(`It is not built as the preset ${name} is now`)
  if (record === null) throw new UsageError('The file does not say how it was trained')
}
