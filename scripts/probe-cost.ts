import { TimeShare } from '../src/core/time-share'
import { builtInDigits } from '../src/data/digits/data-set'
import { createEngine } from '../src/nn'
import { defaultPreset } from '../src/nn/spec/presets'
import { resolveRunSettings } from '../src/nn/spec/training'
import { distances } from '../src/train/probe'
import { decodeCheckpoint } from '../src/train/checkpoint'
import { TestHost } from '../src/worker/test-host.fixture'
import { training } from '../src/worker/training.fixture'

/** `npx tsx scripts/probe-cost.ts`: what looking into a run costs it, in time of the processor, on the CPU's engine with one thread. */

/** As the page has it (`src/state/watch/run-watch.ts`). */
const SHARE = 0.05
const ROUNDS = 3

const settings = resolveRunSettings({ ...defaultPreset.training, epochs: 2 })
const data = builtInDigits({ train: 4000, test: 100, seed: 1 })

interface Cost {
  /** Seconds of the processor over the whole run. */
  readonly seconds: number
  /** Milliseconds of every probe. */
  readonly probes: readonly number[]
}

async function readyHost(): Promise<TestHost> {
  const host = new TestHost({
    createEngine: (kind) => createEngine(kind, { threads: 1 }),
    loadSet: async () => ({ dataset: data, origin: 'generator', failures: [] }),
  })
  await host.start('cpu')
  await host.ask('loadData', { kind: 'built-in' })
  await host.ask('newModel', { spec: defaultPreset.spec, name: defaultPreset.name, seed: 1 })
  return host
}

async function costOf(isWatched: boolean): Promise<Cost> {
  const host = await readyHost()
  const share = new TimeShare(SHARE, () => performance.now())
  const probes: number[] = []
  const before = process.cpuUsage()
  await host.ask('train', training(settings))
  while (!host.heard('trainingState').some(({ state }) => state === 'finished')) {
    if (isWatched && share.wait === 0) {
      const { steps } = host.heard('moments').at(-1)!
      const probe = await host.ask('probe', { step: steps[probes.length % steps.length]! })
      if (probe !== null) {
        share.note(probe.milliseconds)
        probes.push(probe.milliseconds)
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, probes }
}

/** Milliseconds of keeping the weights once more and of comparing them, as after a moment. */
async function costOfStep(): Promise<number> {
  const host = await readyHost()
  const { parameters } = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
  const begin = performance.now()
  const count = 50
  for (let time = 0; time < count; time++) distances(parameters, structuredClone(parameters))
  return (performance.now() - begin) / count
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

const alone: number[] = []
const watched: number[] = []
const probes: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  alone.push((await costOf(false)).seconds)
  const cost = await costOf(true)
  watched.push(cost.seconds)
  probes.push(...cost.probes)
}
const [less, more] = [Math.min(...alone), Math.min(...watched)]
console.log(`${defaultPreset.name}, ${settings.epochs} epochs of ${data.train.labels.length} digits in batches of ${settings.batchSize}`)
console.log(
  `alone ${less.toFixed(2)} s, watched ${more.toFixed(2)} s: ${((100 * (more - less)) / less).toFixed(1)} % more, engine included`,
)
console.log(
  `${probes.length} probes in ${ROUNDS} runs, median ${median(probes).toFixed(0)} ms; comparing a step ${(await costOfStep()).toFixed(1)} ms`,
)
process.exit(0)
