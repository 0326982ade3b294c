import { randomSet } from '../../src/testing/pictures'
import { taskOf } from '../../src/core/task'
import { createEngine, describeModel, type Engine, type EngineKind, type TrainingRun } from '../../src/nn/index'
import { ENDLESS_EPOCHS, FIRST_VISIT } from '../contender'
import { referenceRate } from '../limits/bare-list'
import { measureCores } from '../limits/cores'
import { measureHandover } from '../limits/handover'
import { Probe } from '../limits/probe'
import { operationsIn, specOf, type Point } from './points'

/** What `run.ts` asks of the page: one network at a time, its training and the limit in turn. */
export interface CostCalls {
  /** Brings up an engine with a network. @returns what computes, for people */
  open(kind: EngineKind, point: Point): Promise<string>
  /** 10⁹ operations a second of training steps. @param milliseconds  about how long they go on; at least two steps */
  train(milliseconds: number): Promise<number>
  /** 10⁹ operations a second of a large product on the same threads. @param shortest  milliseconds */
  limit(shortest: number): Promise<number>
  /** Milliseconds of the engine's thread that each further one costs in a step. */
  handover(): number
  close(): void
}

declare global {
  interface Window {
    cost: CostCalls
  }
}

interface Open {
  readonly kind: EngineKind
  readonly point: Point
  readonly engine: Engine
  readonly run: TrainingRun
}

const WARM_UP_MS = 400

let open: Open | null = null
let probe: Promise<Probe> | null = null

function opened(): Open {
  if (open === null) throw new Error('nothing is open')
  return open
}

window.cost = {
  async open(kind, point) {
    // Of a network that failed.
    open?.engine.dispose()
    open = null
    const engine = await createEngine(kind, { threads: point.threads, tuning: FIRST_VISIT })
    const spec = specOf(point)
    const model = await engine.createModel(spec, { seed: 1 })
    const run = model.fit(randomSet(4 * point.batch, taskOf(spec)), {
      epochs: ENDLESS_EPOCHS,
      batchSize: point.batch,
      seed: 1,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: 1e-4 },
      startPaused: true,
    })
    // The first steps allocate; kernels are compiled anew when they turn out to be used much, on each thread.
    const begin = performance.now()
    do await run.step()
    while (performance.now() - begin < WARM_UP_MS)
    open = { kind, point, engine, run }
    return engine.info.adapter
  },
  async train(milliseconds) {
    const { run, point } = opened()
    let steps = 0
    const end = run.subscribe((event) => {
      if (event.type === 'steps') steps += event.report.losses.length
    })
    const begin = performance.now()
    run.resume()
    await Promise.race([new Promise((resolve) => setTimeout(resolve, milliseconds)), run.done])
    await run.pause()
    const seconds = (performance.now() - begin) / 1000
    end()
    return (steps * operationsIn(point)) / seconds / 1e9
  },
  async limit(shortest) {
    const { kind, point } = opened()
    if (kind === 'webgpu') return referenceRate(await (probe ??= Probe.open()), shortest)
    return measureCores(point.threads, shortest)
  },
  handover: () => measureHandover(describeModel(specOf(opened().point)).parameterCount),
  close() {
    opened().engine.dispose()
    open = null
  },
}
