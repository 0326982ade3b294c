import { ARRANGEMENTS } from '../../src/gpu/arrangement.ts'
import { limitTable, machineTable, significant, speedTable } from '../report.ts'
import type { Table } from '../table.ts'
import type { HardwareResults } from './results.ts'

/** The results of `--hardware` as tables, for people. */

const NONE = '–'

export function hardwareTables({ machine, tried, checked, batches }: HardwareResults): Table[] {
  return [
    machineTable(machine),
    trialTable(tried),
    checkTable(checked),
    rateTable(batches),
    ratioTable(batches),
    ...batches.flatMap(({ batch, contenders, limits }) => [
      { ...speedTable(contenders, Math.max(256, batch)), title: `At batch ${batch}: median (smallest … largest of the rounds)` },
      ...(limits === null ? [] : [{ ...limitTable(limits), title: `What the machine can do, and products of a step at batch ${batch}` }]),
    ]),
  ].filter(({ rows }) => rows.length > 0)
}

function trialTable(tried: HardwareResults['tried']): Table {
  return {
    title: 'Milliseconds of each arrangement of kernels, and the one that the engine takes',
    header: ['', ...ARRANGEMENTS, 'taken'],
    rows: tried.map(({ family, milliseconds, fastest }) => [
      family,
      ...ARRANGEMENTS.map((name) => (typeof milliseconds[name] === 'number' ? significant(milliseconds[name]) : NONE)),
      fastest ?? 'none runs',
    ]),
  }
}

/** Presets across, so that an adapter's arrangement is a line. */
function checkTable(checked: HardwareResults['checked']): Table {
  const presets = [...new Set(checked.map(({ preset }) => preset))]
  const nameOf = ({ arrangement, format }: HardwareResults['checked'][number]) => arrangement + (format === 'float16' ? ', 16 bits' : '')
  const lines = [...new Set(checked.map(nameOf))]
  return {
    title: 'Predictions, loss and gradients against float64',
    header: ['', ...presets],
    rows: lines.map((line) => [
      line,
      ...presets.map((preset) => {
        const found = checked.find((one) => nameOf(one) === line && one.preset === preset)
        return found === undefined ? NONE : found.wrong === null ? 'right' : 'WRONG'
      }),
    ]),
  }
}

function rateTable(batches: HardwareResults['batches']): Table {
  const trained = names(batches)
  return {
    title: 'Training, images/s, by batch',
    header: ['', ...batches.map(({ batch }) => String(batch))],
    rows: trained.map((name) => [titleOf(batches, name), ...batches.map((one) => shown(rateOf(one, name)))]),
  }
}

function ratioTable(batches: HardwareResults['batches']): Table {
  const all = names(batches)
  const isOurs = (name: string) => batches.some(({ contenders }) => contenders.some((one) => one.name === name && one.isOurs))
  const our = all.find(isOurs)
  const peers = all.filter((name) => !isOurs(name))
  return {
    title: 'How many times as fast as others ours trains, by batch; and its share of its own products’ rate',
    header: ['', ...batches.map(({ batch }) => String(batch))],
    rows:
      our === undefined
        ? []
        : [
            ...peers.map((peer) => [titleOf(batches, peer), ...batches.map((one) => shown(over(rateOf(one, our), rateOf(one, peer))))]),
            ['share of the bare products', ...batches.map(({ limits }) => shown(limits?.products.shareOfTraining ?? null))],
          ],
  }
}

/** Of all who trained at some batch. */
function names(batches: HardwareResults['batches']): string[] {
  return [...new Set(batches.flatMap(({ contenders }) => contenders.flatMap(({ name, training }) => (training === null ? [] : [name]))))]
}

function titleOf(batches: HardwareResults['batches'], name: string): string {
  return batches.flatMap(({ contenders }) => contenders).find((one) => one.name === name)?.title ?? name
}

function rateOf({ contenders }: HardwareResults['batches'][number], name: string): number | null {
  return contenders.find((one) => one.name === name)?.training?.rate.median ?? null
}

function over(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one / other
}

function shown(value: number | null): string {
  return value === null ? NONE : significant(value)
}
