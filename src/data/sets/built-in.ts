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
  async load({ signal, onProgress, limit }) {
    const { builtInDigitsAsync } = await loadPart(() => import('../digits'))
    const { train, test } = limit === undefined ? USUAL : { train: limit, test: Math.min(limit, USUAL.test) }
    const dataset = await builtInDigitsAsync({ train, test, seed: SEED }, (done, total) => {
      // The generator has no signal of its own; its progress is where a load that is no longer wanted ends.
      signal.throwIfAborted()
      onProgress({ file: 'digits', source: 'generator', receivedBytes: done, totalBytes: total })
    })
    return { dataset, origin: 'generator', failures: [] }
  },
  async sample(count) {
    const { builtInDigitsAsync } = await loadPart(() => import('../digits'))
    return (await builtInDigitsAsync({ train: 0, test: count, seed: SEED })).test
  },
}
