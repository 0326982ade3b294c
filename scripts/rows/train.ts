import { join } from 'node:path'
import { firstExamples, sliceExamples, type LabelledImages } from '../../src/core/images'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { binarizedSet } from '../../src/nn/engines/rows/pictures'
import type { StepReport } from '../../src/nn/fit'
import type { RowsModel } from '../../src/nn/rows'
import { decodeRows, encodeRows, type RowsCheckpoint } from '../../src/train/rows-checkpoint'
import { buildWasm } from '../build-wasm'
import { mnistSets } from '../mnist-test-set'
import { readIfThere, writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import { parseRowsOptions, repeatableRowsCommand, ROWS_USAGE, type RowsTrainOptions } from './options'

/** Of MNIST's training pictures, the last: never trained on, they choose between epochs. */
const CHOOSING = { count: 5000, seed: 0x5eed } as const

/**
 * `npm run train -- --preset rows`: trains a network that draws row by row, here in Node. After every epoch the run is kept, and the network where the
 * pictures to choose by are likelier than in any epoch before.
 *
 * @throws UsageError; what reading a file throws
 */
export async function runTrainRows(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(ROWS_USAGE)
  const options = parseRowsOptions(args)
  await buildWasm()
  const checkpointFile = join(options.folder, `${options.name}.safetensors`)
  const { train, choosing } = splitTraining((await mnistSets()).train, options.limit)
  const ink = binarizedSet(choosing, CHOOSING.seed)
  const earlier = options.resume ? await readRows(checkpointFile) : null
  const best = options.resume ? await readIfThere(options.out) : null
  const begin = earlier ?? (options.from === null ? null : await readRows(options.from))
  const engine = await createFastCpuEngine(1)
  const model = await engine.createRows(begin?.spec ?? options.preset.spec, begin ?? { seed: options.settings.seed })
  console.log(`engine  ${engine.info.adapter}`)
  console.log(`data    ${train.labels.length} pictures to train: ${train.name}; ${choosing.labels.length} to choose by: ${choosing.name}`)
  const started = performance.now()
  const secondsBefore = earlier?.record?.seconds ?? 0
  let bestLoss = (best && decodeRows(best).testLoss) ?? Infinity
  let epochStart = performance.now()

  const keep = async (epoch: number, trainLoss: number): Promise<void> => {
    const trained = (performance.now() - epochStart) / 1000
    const { loss } = await model.evaluate(ink)
    const checkpoint = await checkpointOf(model, options, {
      epochs: (begin?.epochs ?? 0) + epoch + 1 - (earlier?.run?.epoch ?? 0),
      trainedOn: [train.name],
      testLoss: loss,
      testedOn: choosing.name,
      record: {
        command: repeatableRowsCommand(args),
        engine: engine.info.adapter,
        seconds: Math.round(secondsBefore + (performance.now() - started) / 1000),
        settings: options.settings,
      },
    })
    const optimizer = (await model.optimizerState())!
    await writeWhole(checkpointFile, encodeRows({ ...checkpoint, run: { settings: options.settings, epoch: epoch + 1, optimizer } }))
    const isBest = loss < bestLoss
    if (isBest) await writeWhole(options.out, encodeRows(checkpoint))
    bestLoss = Math.min(bestLoss, loss)
    console.log(
      `epoch ${epoch + 1}/${options.settings.epochs}  ${nats(trainLoss)}  |  ${choosing.name}: ${nats(loss)}  |  ${trained.toFixed(1)} s` +
        (isBest ? '  (best so far)' : ''),
    )
    epochStart = performance.now()
  }

  let trainLoss = NaN
  const run = model.fit(train, {
    ...options.settings,
    onEpochEnd: (epoch) => keep(epoch, trainLoss),
    ...(earlier?.run && { resumeFrom: { epoch: earlier.run.epoch, optimizer: earlier.run.optimizer } }),
  })
  run.subscribe((event) => {
    if (event.type === 'epoch') trainLoss = event.loss
    if (event.type === 'steps') tellProgress(event.report, run.totalSteps)
  })
  console.log(`run     ${run.totalSteps} steps, ${run.stepsPerEpoch} per epoch`)
  try {
    await run.done
  } finally {
    engine.dispose()
  }
  console.log(`model   ${options.out}`)
}

function splitTraining(all: LabelledImages, limit: number | null): { readonly train: LabelledImages; readonly choosing: LabelledImages } {
  const first = all.labels.length - CHOOSING.count
  return {
    train: firstExamples(all, Math.min(first, limit ?? Infinity), 'MNIST, training, without the last 5,000'),
    choosing: sliceExamples(all, first, first + Math.min(CHOOSING.count, limit ?? Infinity), 'MNIST, the last 5,000 of training'),
  }
}

const PROGRESS_MS = 60_000
let lastTold = 0

function tellProgress({ firstStep, losses }: StepReport, totalSteps: number): void {
  if (performance.now() - lastTold < PROGRESS_MS) return
  lastTold = performance.now()
  console.log(`        step ${firstStep + 1}/${totalSteps}  ${nats(losses[0]!)}`)
}

function nats(value: number): string {
  return `${value.toFixed(3)} nats a picture`
}

async function readRows(path: string): Promise<RowsCheckpoint> {
  const file = await readIfThere(path)
  if (file === null) throw new UsageError(`There is no ${path}`)
  return decodeRows(file)
}

async function checkpointOf(
  model: RowsModel,
  { name, settings }: RowsTrainOptions,
  facts: Pick<RowsCheckpoint, 'epochs' | 'trainedOn' | 'testLoss' | 'testedOn' | 'record'>,
): Promise<RowsCheckpoint> {
  return { spec: model.spec, name, seed: settings.seed, ...facts, parameters: await model.parameters(), run: null }
}
