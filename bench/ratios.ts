import { describeModel } from '../src/nn/index.ts'
import { BATCH, SPEC } from './contender.ts'
import type { ContenderName } from './contenders/list.ts'
import { operationsOf, productsOf } from './limits/products.ts'
import { summarize, type Summary } from './measure.ts'
import type { BenchResults, ContenderResult, LimitResults, Ratio } from './results.ts'

/** How much faster than others a run found ours, and how near to the machine's limits. */

/** 10⁹ operations that the products of one trained picture ask for. */
const WORK = operationsOf(productsOf(describeModel(SPEC), BATCH)) / BATCH / 1e9

/** Every ratio of one run between what was measured in turns. */
export function ratiosOf({ contenders, limits }: Pick<BenchResults, 'contenders' | 'limits'>): Ratio[] {
  const ours = contenders.filter(({ isOurs }) => isOurs)
  const peers = contenders.filter(({ isOurs }) => !isOurs)
  return [
    ...ours.flatMap((our) => peers.flatMap((peer) => ratiosBetween(our, peer))),
    ...manyBesideOne(ours),
    ...(limits === null ? [] : ours.flatMap((our) => shareOfLimit(our, limits))),
  ]
}

function ratiosBetween(our: ContenderResult, peer: ContenderResult): Ratio[] {
  const ratio = (what: string, value: number | null): Ratio[] =>
    value === null ? [] : [{ name: `${what}: ${our.name} / ${peer.name}`, value, contenders: [our.name, peer.name], needsLimits: false }]
  return [
    ...ratio('training', our.training === null || peer.training === null ? null : inTurns(our.training.rounds, peer.training.rounds)),
    ...ratio('one picture', timesAsFast(our.predictOne, peer.predictOne)),
    ...ratio('256 pictures', timesAsFast(our.predictMany, peer.predictMany)),
  ]
}

const ONE_CORE: ContenderName = 'gatelight-cpu-1'
const ALL_CORES: ContenderName = 'gatelight-cpu'

/** What the further cores bring. */
function manyBesideOne(ours: readonly ContenderResult[]): Ratio[] {
  const [many, one] = [ALL_CORES, ONE_CORE].map((wanted) => ours.find(({ name }) => name === wanted)?.training?.rounds ?? [])
  const value = inTurns(many!, one!)
  return value === null
    ? []
    : [{ name: `training: ${ALL_CORES} / ${ONE_CORE}`, value, contenders: [ALL_CORES, ONE_CORE], needsLimits: false }]
}

/** The product's rate that is the limit of training there, as it was in the same rounds. */
function shareOfLimit({ name, training }: ContenderResult, { products }: LimitResults): Ratio[] {
  if (training === null) return []
  const limits: Partial<Record<string, readonly number[]>> = {
    'gatelight-webgpu': products.listRates,
    [ONE_CORE]: products.coreRates,
    [ALL_CORES]: products.allCoresRates,
  }
  const limit = limits[name] ?? []
  const value = inTurns(
    training.rounds.map((rate) => rate * WORK),
    limit,
  )
  return value === null ? [] : [{ name: `training: ${name} / limit`, value, contenders: [name], needsLimits: true }]
}

/** The middle of the ratios of single rounds: the machine's speed was the same for both of them. */
function inTurns(ours: readonly number[], theirs: readonly number[]): number | null {
  const rounds = Math.min(ours.length, theirs.length)
  if (rounds === 0) return null
  return summarize(Array.from({ length: rounds }, (_, round) => ours[round]! / theirs[round]!)).median
}

function timesAsFast(ours: Summary | null, theirs: Summary | null): number | null {
  return ours === null || theirs === null ? null : theirs.median / ours.median
}
