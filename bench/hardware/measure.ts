import type { StoredFormat } from '../../src/core/stored-format.ts'
import { presets, type PresetName } from '../../src/nn/spec/presets.ts'
import { explain, type Bench } from '../browser.ts'
import type { ContenderName } from '../contenders/list.ts'
import type { FoundAdapter } from '../found-adapter.ts'
import { play, type Contest } from '../play.ts'
import type { Machine } from '../results.ts'
import type { HardwareResults } from './results.ts'

/** `npm run bench -- --hardware`: all there is to know of one adapter, with one command. */

/** Networks that hold every kind of layer with arrangements; more of them where there is time. */
const CHECKED = {
  quick: ['keras', 'row-gru'],
  full: Object.keys(presets).filter(isPreset),
} as const satisfies {
  readonly quick: readonly PresetName[]
  readonly full: readonly PresetName[]
}
/** Timesteps by the hundred take the float64 engine minutes, and say nothing that the others do not. */
const TOO_LONG: readonly string[] = ['pixel-lstm', 'permuted-lstm']

export interface HardwareOptions {
  readonly isQuick: boolean
  readonly batches: readonly number[]
  readonly contenders: readonly ContenderName[]
}

export async function measureHardware(
  contest: Omit<Contest, 'batch'>,
  machine: Machine,
  { isSoftware, hasHalf }: Pick<FoundAdapter, 'isSoftware' | 'hasHalf'>,
  { isQuick, batches, contenders }: HardwareOptions,
): Promise<HardwareResults> {
  const { bench, say } = contest
  const failures: string[] = []
  const part = async <Result>(what: string, otherwise: Result, work: () => Promise<Result>): Promise<Result> => {
    say(what)
    try {
      return await work()
    } catch (cause) {
      failures.push(`${what}: ${explain(cause)}`)
      return otherwise
    }
  }
  const tried = await part('every arrangement is timed', [], () => onPage(bench, (place) => place.call('tryArrangements', isQuick)))
  const formats: readonly StoredFormat[] = hasHalf ? ['float32', 'float16'] : ['float32']
  const names = (isQuick ? CHECKED.quick : CHECKED.full).filter((name) => !TOO_LONG.includes(name))
  const checked = await part('every arrangement is held against float64', [], () =>
    onPage(bench, (place) => place.call('checkArrangements', { names, formats })),
  )
  for (const { arrangement, format, preset, wrong } of checked)
    if (wrong !== null) failures.push(`${preset} with kernels in ${arrangement}, ${format}: ${wrong}`)
  const played: HardwareResults['batches'][number][] = []
  const profiles: HardwareResults['profiles'][number][] = []
  for (const batch of batches) {
    say(`batch ${batch}`)
    const one = await play({ ...contest, batch }, contenders, true)
    failures.push(...one.failures.map((line) => `batch ${batch}: ${line}`))
    played.push({ batch, ...one })
    for (const format of formats) {
      const profiling = () => onPage(bench, (place) => place.call('profileStep', { batch, format }))
      const table = await part(`profile at batch ${batch}, ${format}`, null, profiling)
      if (table !== null) profiles.push({ batch, format, table })
    }
  }
  return { machine, isSoftware, tried, checked, batches: played, profiles, failures }
}

async function onPage<Result>(bench: Bench, work: (place: Awaited<ReturnType<Bench['open']>>) => Promise<Result>): Promise<Result> {
  const place = await bench.open({ isIsolated: false, thread: 'worker' })
  try {
    return await work(place)
  } finally {
    await place.close()
  }
}

function isPreset(name: string): name is PresetName {
  return name in presets
}
