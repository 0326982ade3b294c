import { describeModel } from '../src/nn/index.ts'
import { BATCH, SPEC } from './contender.ts'
import type { ContenderName } from './contenders/list.ts'
import { operationsOf, productsOf } from './limits/products.ts'
import { summarize, type Summary } from './measure.ts'
import type { BenchResults, ContenderResult, LimitResults, Ratio } from './results.ts'

/** How much faster than others a run found ours, and how near to the machine's limits. */

/** 10⁹ operations that the products of one trained picture ask for. */
const WORK = operationsOf(productsOf(describeModel(SPEC), BATCH)) / BATCH / 1e9

type Values = Pick<Ratio, 'value' | 'median'>

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
  const ratio = (what: string, values: Values | null): Ratio[] =>
    values === null
      ? []
      : [{ name: `${what}: ${our.name} / ${peer.name}`, ...values, contenders: [our.name, peer.name], needsLimits: false }]
  return [
    ...ratio('training', between(our.training?.rounds ?? [], peer.training?.rounds ?? [])),
    ...ratio('one picture', timesAsFast(our.predictOne, peer.predictOne)),
    ...ratio('256 pictures', timesAsFast(our.predictMany, peer.predictMany)),
  ]
}

const ONE_CORE: ContenderName = 'gatelight-cpu-1'
const ALL_CORES: ContenderName = 'gatelight-cpu'

/** What the further cores bring. */
function manyBesideOne(ours: readonly ContenderResult[]): Ratio[] {
  const [many, one] = [ALL_CORES, ONE_CORE].map((wanted) => ours.find(({ name }) => name === wanted)?.training?.rounds ?? [])
  const values = between(many!, one!)
  return values === null
    ? []
    : [{ name: `training: ${ALL_CORES} / ${ONE_CORE}`, ...values, contenders: [ALL_CORES, ONE_CORE], needsLimits: false }]
}

/** The product's rate that is the limit of training there, as it was in the same run. */
function shareOfLimit({ name, training }: ContenderResult, { products }: LimitResults): Ratio[] {
  if (training === null) return []
  const limits: Partial<Record<string, readonly number[]>> = {
    'gatelight-webgpu': products.listRates,
    [ONE_CORE]: products.coreRates,
    [ALL_CORES]: products.allCoresRates,
  }
  const limit = limits[name] ?? []
  const values = between(
    training.rounds.map((rate) => rate * WORK),
    limit,
  )
  return values === null ? [] : [{ name: `training: ${name} / limit`, ...values, contenders: [name], needsLimits: true }]
}

/** Of rates that were measured in turns; null where one of them was not. */
function between(ours: readonly number[], theirs: readonly number[]): Values | null {
  const rounds = Math.min(ours.length, theirs.length)
  if (rounds === 0) return null
  const inTurns = Array.from({ length: rounds }, (_, round) => ours[round]! / theirs[round]!)
  const best = (rates: readonly number[]): number => Math.max(...rates.slice(0, rounds))
  return { value: best(ours) / best(theirs), median: summarize(inTurns).median }
}

function timesAsFast(ours: Summary | null, theirs: Summary | null): Values | null {
  return ours === null || theirs === null ? null : { value: theirs.min / ours.min, median: theirs.median / ours.median }
}
