import { MANY } from './calls.ts'
import { BATCH } from './contender.ts'
import { summarize, type Summary } from './measure.ts'
import type { BenchResults, ContenderResult, LimitResults, Machine, MemoryResults, PageResults, PenResults, Ratio } from './results.ts'
import type { Table } from './table.ts'

/** The results as tables, for people. */

const NONE = '–'
const MEGABYTE = 1e6
const ENGINE_NAMES = { webgpu: 'WebGPU', cpu: 'CPU' } as const
/** Of the cores in use by others: from here on figures are not to be believed. */
const BUSY_SHARE = 0.25

export function tablesOf(results: BenchResults): Table[] {
  return [...publishedTables(results), ...(results.contenders.length > 0 ? [lossTable(results.contenders)] : [])]
}

/** The tables of `docs/speed.md`. Losses are only printed: they show that all do the same work, but dropout makes them differ. */
export function publishedTables({ machine, contenders, limits, memory, page, pen, ratios }: BenchResults): Table[] {
  return [
    machineTable(machine),
    ...(contenders.length > 0 ? [speedTable(contenders), ...ratioTables(contenders), resourceTable(contenders)] : []),
    ...(limits === null ? [] : [limitTable(limits)]),
    ...shareTables(contenders, ratios),
    ...(memory === null ? [] : [memoryTable(memory)]),
    ...(page === null ? [] : [pageTable(page)]),
    ...(pen === null ? [] : [penTable(pen)]),
  ]
}

/** What went wrong, a line each. */
export function failuresOf(contenders: readonly ContenderResult[]): string[] {
  return contenders.flatMap(({ title, failure }) => (failure === null ? [] : [`${title} failed: ${failure}`]))
}

export function machineTable(machine: BenchResults['machine']): Table {
  return {
    title: `The keras preset at batch ${BATCH}${machine.isQuick ? ', a quick run' : ''}`,
    header: ['machine', ''],
    rows: [
      ['adapter', machine.adapter],
      ['browser', `${machine.browser}, ${machine.system}`],
      ['processor', `${machine.processor}, ${machine.cores} cores`],
      [
        'libraries',
        Object.entries(machine.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', ') || NONE,
      ],
      ['date', machine.date],
      ['load before the run', `${machine.load.toFixed(1)}${isBusy(machine) ? ': others were computing, and the figures say little' : ''}`],
    ],
  }
}

/** Turns meet what else goes on by chance, so a busy machine favours the contender that it leaves alone. */
/** Whether programs wanted to compute before a run, apart from it. */
export function isBusy({ load, cores }: Pick<Machine, 'load' | 'cores'>): boolean {
  return load > BUSY_SHARE * cores
}

/** @param many  pictures of a large prediction */
export function speedTable(contenders: readonly ContenderResult[], many: number = MANY): Table {
  return {
    title: 'Speed: median (smallest … largest of the rounds)',
    header: ['', 'training, images/s', 'first step, s', 'prediction, ms', 'trace, ms', `${many} pictures, images/s`],
    rows: contenders.map(({ title, training, predictOne, trace, predictMany }) => [
      title,
      training === null ? NONE : spread(training.rate),
      training === null ? NONE : (training.firstStep / 1000).toFixed(2),
      predictOne === null ? NONE : spread(predictOne),
      trace === null ? NONE : spread(trace),
      predictMany === null ? NONE : significant((1000 * many) / predictMany.median),
    ]),
  }
}

/** What the benchmark is made for; none when there is nobody to compare with. */
function ratioTables(contenders: readonly ContenderResult[]): Table[] {
  const trained = contenders.flatMap(({ title, isOurs, training }) =>
    training === null ? [] : [{ title, isOurs, rate: training.rate.median }],
  )
  const ours = trained.filter(({ isOurs }) => isOurs)
  const peers = trained.filter(({ isOurs }) => !isOurs)
  if (ours.length === 0 || peers.length === 0) return []
  return [
    {
      title: 'How many times as fast as others ours train',
      header: ['', ...ours.map(({ title }) => title)],
      rows: peers.map((peer) => [peer.title, ...ours.map((our) => significant(our.rate / peer.rate))]),
    },
  ]
}

function resourceTable(contenders: readonly ContenderResult[]): Table {
  return {
    title: 'What a training step asks of WebGPU, what it holds there, and how far predictions are from float64',
    header: ['', 'dispatches', 'passes', 'submits', 'GPU memory, MB', 'buffers, textures', 'difference'],
    rows: contenders.map(({ title, training, difference }) => {
      const gpu = training?.gpu ?? null
      return [
        title,
        ...(gpu === null
          ? [NONE, NONE, NONE, NONE, NONE]
          : [
              gpu.dispatchesPerStep.toFixed(0),
              gpu.passesPerStep.toFixed(0),
              significant(gpu.submitsPerStep),
              (gpu.bytes / MEGABYTE).toFixed(1),
              String(gpu.buffers),
            ]),
        difference === null ? NONE : difference.toExponential(1),
      ]
    }),
  }
}

function lossTable(contenders: readonly ContenderResult[]): Table {
  const trained = contenders.flatMap(({ title, training }) => (training === null ? [] : [{ title, losses: training.losses }]))
  const steps = Math.max(0, ...trained.map(({ losses }) => losses.length))
  return {
    title: 'Losses of the first steps: same weights, same digits in the same order; what dropout drops differs by library',
    header: ['', ...Array.from({ length: steps }, (_, step) => `step ${step + 1}`)],
    rows: trained.map(({ title, losses }) => [title, ...Array.from({ length: steps }, (_, step) => losses[step]?.toFixed(4) ?? NONE)]),
  }
}

export function limitTable({ adapter, cpu, products }: LimitResults): Table {
  return {
    title: 'What the machine can do',
    header: ['', ''],
    rows: [
      ['arithmetic in registers', `${significant(adapter.arithmetic)} GFLOP/s`],
      ['reading, writing storage', `${significant(adapter.read)}, ${significant(adapter.write)} GB/s`],
      [
        'one more dispatch, pass, submit',
        [adapter.dispatch, adapter.pass, adapter.submit].map((time) => `${significant(time)} µs`).join(', '),
      ],
      ['a value back from the GPU', `${significant(adapter.readback)} ms`],
      ['the engine’s product at 1664×160×512', `${spread(products.gemm)} GFLOP/s`],
      ['all products of a training step alone', `${spread(products.list)} ms, ${significant(products.listRate.median)} GFLOP/s`],
      ['share of that rate in training', products.shareOfTraining === null ? NONE : `${(100 * products.shareOfTraining).toFixed(0)}%`],
      ['the product on one core, in the rounds', rates(products.coreRates)],
      ['one on each of all cores, in the rounds', rates(products.allCoresRates)],
      ...Object.entries(cpu).map(([name, rate]) => [`the product on one core, ${name}`, `${significant(rate)} GFLOP/s`]),
    ],
  }
}

function rates(rounds: readonly number[]): string {
  return rounds.length === 0 ? NONE : `${spread(summarize(rounds))} GFLOP/s`
}

/** How near training comes to products alone, and how much further cores bring; none where neither was measured. */
function shareTables(contenders: readonly ContenderResult[], ratios: readonly Ratio[]): Table[] {
  const titleOf = (name: string | undefined) => contenders.find((one) => one.name === name)?.title ?? NONE
  const isOurs = (name: string | undefined) => contenders.some((one) => one.isOurs && one.name === name)
  const rows = ratios.flatMap(({ contenders: [first, second], needsLimits, median }) => {
    if (needsLimits) return [[`${titleOf(first)}: of what products alone reach`, `${Math.round(100 * median)}%`]]
    return isOurs(first) && isOurs(second) ? [[`${titleOf(first)} ÷ ${titleOf(second)}`, significant(median)]] : []
  })
  return rows.length === 0
    ? []
    : [{ title: 'Training beside its limits: medians of the ratios of single rounds, in which both were measured', header: ['', ''], rows }]
}

function memoryTable({ preset, batch, units, points, longest }: MemoryResults): Table {
  return {
    title: `Memory of a run: ${preset} with ${units} units at batch ${batch} (${longest.preset} at batch ${longest.batch}: ${megabytes(longest.bytes)} on the GPU)`,
    header: ['steps', 'GPU memory', 'buffers, textures', 'JavaScript heap'],
    rows: points.map(({ steps, gpuBytes, gpuBuffers, heapBytes }) => [
      steps.toLocaleString('en'),
      megabytes(gpuBytes),
      String(gpuBuffers),
      megabytes(heapBytes),
    ]),
  }
}

function pageTable({ seconds, steps, before, training }: PageResults): Table {
  const longest = (tasks: readonly number[]) =>
    tasks.length === 0 ? 'none over 50 ms' : `longest ${Math.max(...tasks).toFixed(0)} ms, ${tasks.length} over 50 ms`
  return {
    title: 'Tasks of the page’s main thread',
    header: ['', ''],
    rows: [
      ['from opening it to Start', longest(before)],
      [`in ${seconds} s of training on the GPU (${steps} steps)`, longest(training)],
    ],
  }
}

function penTable({ preset, results }: PenResults): Table {
  const whole = (value: number | null) => value?.toFixed(0) ?? NONE
  return {
    title: `From pen sample to painted maps, ${preset}, in the page`,
    header: ['', 'median, ms', 'worst, ms', 'readings', 'readings/s', 'tasks over 50 ms', 'longest, ms'],
    rows: results.map(({ engine, isTraining, readings, median, worst, readsPerSecond, longTasks, longestTask }) => [
      `${ENGINE_NAMES[engine]}, ${isTraining ? 'while training' : 'idle'}`,
      whole(median),
      whole(worst),
      String(readings),
      readsPerSecond?.toFixed(1) ?? NONE,
      String(longTasks),
      longTasks === 0 ? NONE : whole(longestTask),
    ]),
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(2)} MB`
}

function spread({ median, min, max }: Summary): string {
  return min === max ? significant(median) : `${significant(median)} (${significant(min)} … ${significant(max)})`
}

/** Three digits, and all of those before the point. */
export function significant(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toFixed(Math.min(digits, 6))
}
