import { loadPart } from '../../core/load-part'
import { DIGITS } from '../../core/task'
import type { SetDefinition } from './definition'

/** How many digits are made when nobody says how many; half a minute on a slow phone. */
const USUAL = { train: 20_000, test: 2_000 } as const
const SEED = 1

export const builtIn: SetDefinition = {
  task: DIGITS,
  title: 'Built-in digits',
  licence: 'MIT, as this project, whose generator makes them',
  isMade: true,
  standIn: null,
  async load({ signal, onProgress, limit = Infinity, train = limit < Infinity ? limit : USUAL.train, seed = SEED }) {
    const { builtInDigitsAsync } = await loadPart(() => import('../digits'))
    const counts = { train: Math.min(train, limit), test: Math.min(limit, USUAL.test) }
    const tell = (before: number) => (done: number) => {
      // The generator has no signal of its own; its progress is where a load that is no longer wanted ends.
      signal.throwIfAborted()
      onProgress({ file: 'digits', source: 'generator', receivedBytes: before + done, totalBytes: counts.train + counts.test })
    }
    const made = await builtInDigitsAsync({ train: counts.train, test: 0, seed }, tell(0))
    const { test } = await builtInDigitsAsync({ train: 0, test: counts.test, seed: SEED }, tell(counts.train))
    return { dataset: { train: made.train, test }, origin: 'generator', failures: [] }
  },
  async sample(count) {
    const { builtInDigitsAsync } = await loadPart(() => import('../digits'))
    return (await builtInDigitsAsync({ train: 0, test: count, seed: SEED })).test
  },
}
