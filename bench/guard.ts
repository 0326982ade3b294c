import { readFile } from 'node:fs/promises'
import { DecodeError, list, record, text, within, type Decoded } from '../src/core/decode.ts'
import { contenders, isContender, type ContenderName } from './contenders/list.ts'
import { UsageError } from './options.ts'
import type { BenchResults, Machine, Ratio } from './results.ts'
import { isBusy, significant } from './report.ts'

/** `--against FILE`: no ratio of this run may be much lower than it was in an earlier run on the same machine. */

/** A ratio may be this much of what it was: the rest is noise. */
const KEPT_SHARE = 0.9
/** Measurements of a fall before it is believed, besides the first. */
const REPEATS = 3

const decodeEarlier = record({
  machine: record({ processor: text, cores: within(1, 1e4), browser: text, adapter: text, date: text, load: within(0, 1e6) }),
  ratios: list(record({ name: text, value: within(0, Number.MAX_VALUE) })),
})
export type Earlier = Decoded<typeof decodeEarlier>

/** A ratio that is lower than it may be. */
export interface Fall {
  readonly ratio: Ratio
  readonly before: number
  /** The highest of those that were measured anew; null before that. */
  readonly again: number | null
}

/** @throws UsageError when the file is not there, or is none that `--json` wrote */
export async function readEarlier(path: string): Promise<Earlier> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    return decodeEarlier(content, path)
  } catch (cause) {
    const reason = cause instanceof DecodeError || cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`--against: expected a file of an earlier run with --json (${reason}); write one with --json ${path}`, { cause })
  }
}

/** Ratios hold from run to run on one machine, not from one machine to another. @throws UsageError when it was another */
export function requireSameMachine(earlier: Earlier['machine'], now: Pick<Machine, 'processor' | 'cores' | 'adapter'>): void {
  for (const part of ['processor', 'cores', 'adapter'] as const) {
    if (earlier[part] === now[part]) continue
    throw new UsageError(
      `--against: expected a run on this machine, whose ${part} is ${now[part]}; the file's was ${earlier[part]}. ` +
        'Ratios of two machines say nothing of each other: write a new file here with --json',
    )
  }
}

/**
 * Who is slower is slower beside everybody. Where most others say that it is not, the few beside whom it fell were faster this time, or slower then.
 *
 * @throws UsageError when the two runs have no ratio in common
 */
export function fallsOf(earlier: Earlier['ratios'], ratios: readonly Ratio[]): Fall[] {
  const before = new Map(earlier.map(({ name, value }) => [name, value]))
  const common = ratios.filter((ratio) => before.has(ratio.name) && !isOfOursAlone(ratio))
  if (common.length === 0) throw new UsageError('--against: this run and the file measured nothing in common; choose the same contenders')
  const shareOf = ({ name, value }: Ratio): number => value / before.get(name)!
  return common
    .filter((ratio) => shareOf(ratio) < KEPT_SHARE)
    .filter((ratio) => middle(common.filter((other) => measuredOf(other) === measuredOf(ratio)).map(shareOf)) < KEPT_SHARE)
    .map((ratio) => ({ ratio, before: before.get(ratio.name)!, again: null }))
}

/** `training: gatelight-cpu`, whomever it is beside. */
function measuredOf({ name }: Ratio): string {
  return name.split(' / ', 1)[0]!
}

/** Of an even number the higher one: of two, one alone says nothing. */
function middle(shares: readonly number[]): number {
  return shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)]!
}

/** What further cores bring, which falls when one of them gets faster. */
function isOfOursAlone({ contenders: names }: Ratio): boolean {
  return names.length > 1 && names.every((name) => isContender(name) && contenders[name].isOurs)
}

/** Who is measured once more, in turns, before it is said that something fell. */
export function suspects(falls: readonly Fall[]): { readonly contenders: readonly ContenderName[]; readonly needsLimits: boolean } {
  return {
    contenders: [...new Set(falls.flatMap(({ ratio }) => ratio.contenders))].filter(isContender),
    needsLimits: falls.some(({ ratio }) => ratio.needsLimits),
  }
}

/**
 * Those that fall however often they are measured: what is slower is slower every time. Who could not be measured again has not recovered.
 *
 * @param measureAgain  those that are still suspected
 */
export async function confirmed(
  falls: readonly Fall[],
  measureAgain: (falls: readonly Fall[]) => Promise<readonly Ratio[]>,
): Promise<Fall[]> {
  let left = [...falls]
  for (let repeat = 0; repeat < REPEATS && left.length > 0; repeat++) {
    const values = new Map((await measureAgain(left)).map(({ name, value }) => [name, value]))
    left = left
      .map((fall) => ({ ...fall, again: highest(fall.again, values.get(fall.ratio.name) ?? null) }))
      .filter(({ again, before }) => again === null || again < KEPT_SHARE * before)
  }
  return left
}

function highest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

/** `training: gatelight-cpu / jax-wasm fell to 83%: 6.60 before, 5.50 now, 5.48 at best measured again`. */
export function tellFall({ ratio, before, again }: Fall): string {
  const share = Math.round((100 * Math.max(again ?? 0, ratio.value)) / before)
  const repeated = again === null ? 'could not be measured again' : `${significant(again)} at best measured again`
  return `${ratio.name} fell to ${share}%: ${significant(before)} before, ${significant(ratio.value)} now, ${repeated}`
}

/** What the run is judged by, for people. */
export function tellGuard(
  earlier: Earlier,
  results: Pick<BenchResults, 'ratios'> & { readonly machine: Pick<Machine, 'load' | 'cores'> },
  falls: readonly Fall[],
): string {
  const known = new Set(earlier.ratios.map(({ name }) => name))
  const compared = results.ratios.filter(({ name }) => known.has(name)).length
  const verdict = falls.length === 0 ? 'none fell by more than a tenth' : `${falls.length} fell by more than a tenth`
  const busy = [...(isBusy(earlier.machine) ? ['that run'] : []), ...(isBusy(results.machine) ? ['this one'] : [])]
  // Who uses all cores is slowed more than who uses one.
  const doubt =
    busy.length === 0 ? '' : `; others were computing before ${busy.join(' and ')}: measure both again when the machine is quiet`
  return `${compared} ratios against the run of ${earlier.machine.date}: ${verdict}${doubt}`
}
