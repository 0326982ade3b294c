import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { buildWasm } from '../build-wasm'
import { createAnsweringEngine } from '../threads/engine'
import { readIfThere, writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import { Laboratory, type Experiment } from './experiment'
import { ADVERSARY_USAGE, parseAdversaryOptions, type AdversarySettings } from './options'
import { decodeKept } from './kept'
import { markdownOf, summarise } from './summary'

/** `npm run adversary`. Prints Markdown. @throws UsageError; what reading a file throws */
export async function runAdversary(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(ADVERSARY_USAGE)
  const { settings, seeds, name, out } = parseAdversaryOptions(args)
  await buildWasm()
  const path = `.runs/${name}.json`
  const done = new Map((await readKept(path, settings)).map((experiment) => [experiment.seed, experiment]))
  const keep = async (experiment: Experiment): Promise<void> => {
    done.set(experiment.seed, experiment)
    await writeWhole(path, Buffer.from(JSON.stringify({ settings, experiments: [...done.values()] }, null, 1)))
  }
  const engine = await createFastCpuEngine(1)
  const readers = await createAnsweringEngine()
  try {
    const laboratory = await Laboratory.open(engine, readers, settings, name, (line) => console.error(line))
    for (const seed of seeds) {
      const earlier = done.get(seed) ?? null
      if (earlier === null || earlier.courses.length < settings.rates.length + 1) await laboratory.run(seed, earlier, keep)
    }
    laboratory.dispose()
  } finally {
    engine.dispose()
    readers.dispose()
  }
  const summary = summarise(seeds.map((seed) => done.get(seed)!))
  console.log(markdownOf(summary))
  if (out !== null) await writeWhole(out, Buffer.from(`${JSON.stringify(summary)}\n`))
}

/** @throws UsageError for a file of other settings */
async function readKept(path: string, settings: AdversarySettings): Promise<readonly Experiment[]> {
  const file = await readIfThere(path)
  if (file === null) return []
  const kept = decodeKept(JSON.parse(file.toString('utf8')), path)
  if (JSON.stringify(kept.settings) !== JSON.stringify(settings)) {
    throw new UsageError(`${path} is of other settings: delete it, or give this experiment another --name`)
  }
  return kept.experiments
}
