import { join } from 'node:path'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { StepReport } from '../../src/nn/fit'
import { describeWriter, MOVEMENT_INPUTS, type WriterSpec } from '../../src/nn/spec/writing/writer-spec'
import type { WritingModel } from '../../src/nn/writing'
import { decodeWriter, encodeWriter, type WriterCheckpoint } from '../../src/train/writer-checkpoint'
import { buildWasm } from '../build-wasm'
import { readIfThere, writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import { parseWriterOptions, repeatableWriterCommand, WRITER_USAGE, type WriterTrainOptions } from './options'
import { loadWriterSets } from './sets'

const FOLDER = '.runs'

/**
 * `npm run train -- --preset writer`: trains a network that writes, here in Node. After every epoch the run is kept, and the network where it writes the
 * drawings to choose by better than in any epoch before.
 *
 * @throws UsageError; what reading a file throws
 */
export async function runTrainWriter(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(WRITER_USAGE)
  const options = parseWriterOptions(args)
  await buildWasm()
  const checkpointFile = join(FOLDER, `${options.name}.safetensors`)
  const { train, choosing } = await loadWriterSets(options.data, options.settings.seed, options.limit)
  const earlier = options.resume ? await readWriter(checkpointFile) : null
  const best = options.resume ? await readIfThere(options.out) : null
  const begin = await beginningOf(options, earlier)
  const engine = await createFastCpuEngine(1)
  const model = await engine.createWriter(begin?.spec ?? options.preset.spec, begin ?? { seed: options.settings.seed })
  console.log(`engine  ${engine.info.adapter}`)
  console.log(
    `data    ${train.labels.length} drawings of ${train.starts.at(-1)} points to train: ${train.name}; ${choosing.labels.length} to choose by: ${choosing.name}`,
  )
  const started = performance.now()
  const secondsBefore = earlier?.record?.seconds ?? 0
  let bestLoss = (best && decodeWriter(best).testLoss) ?? Infinity
  let epochStart = performance.now()

  const keep = async (epoch: number, trainLoss: number): Promise<void> => {
    const trained = (performance.now() - epochStart) / 1000
    const { loss, movement, pen, penAccuracy } = await model.evaluate(choosing)
    const checkpoint = await checkpointOf(model, options, {
      epochs: (begin?.epochs ?? 0) + epoch + 1 - (earlier?.run?.epoch ?? 0),
      trainedOn: train.name.split(' + '),
      testLoss: loss,
      testedOn: choosing.name,
      record: {
        command: repeatableWriterCommand(args),
        engine: engine.info.adapter,
        seconds: Math.round(secondsBefore + (performance.now() - started) / 1000),
        settings: options.settings,
      },
    })
    const optimizer = (await model.optimizerState())!
    await writeWhole(checkpointFile, encodeWriter({ ...checkpoint, run: { settings: options.settings, epoch: epoch + 1, optimizer } }))
    const isBest = loss < bestLoss
    if (isBest) await writeWhole(options.out, encodeWriter(checkpoint))
    bestLoss = Math.min(bestLoss, loss)
    console.log(
      `epoch ${epoch + 1}/${options.settings.epochs}  ${nats(trainLoss)}  |  ${choosing.name}: ${nats(loss)} (movement ${movement.toFixed(3)}, pen ` +
        `${pen.toFixed(3)}, ${(100 * penAccuracy).toFixed(2)} % of its states)  |  ${trained.toFixed(1)} s${isBest ? '  (best so far)' : ''}`,
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

const PROGRESS_MS = 30_000
let lastTold = 0

function tellProgress({ firstStep, losses }: StepReport, totalSteps: number): void {
  if (performance.now() - lastTold < PROGRESS_MS) return
  lastTold = performance.now()
  console.log(`        step ${firstStep + 1}/${totalSteps}  ${nats(losses[0]!)}`)
}

function nats(value: number): string {
  return `${value.toFixed(4)} nats a point`
}

async function readWriter(path: string): Promise<WriterCheckpoint> {
  const file = await readIfThere(path)
  if (file === null) throw new UsageError(`There is no ${path}`)
  return decodeWriter(file)
}

async function beginningOf({ from, preset }: WriterTrainOptions, earlier: WriterCheckpoint | null): Promise<WriterCheckpoint | null> {
  return earlier ?? (from === null ? null : withPlace(await readWriter(from), preset.spec))
}

/**
 * A network that does not read where the pen is, for one that does: what it does not read yet weighs nothing, so that it writes as before.
 *
 * The first layer's kernels are [inputs,columns]; the new rows come before those of the classes.
 */
export function withPlace(checkpoint: WriterCheckpoint, { strokes }: WriterSpec): WriterCheckpoint {
  const { spec, parameters } = checkpoint
  if (spec.strokes.place || !strokes.place) return checkpoint
  const wider = { ...spec, strokes: { ...spec.strokes, place: true } }
  const [first] = describeWriter(wider).layers
  const widened = first!.parameters
    .filter(({ tensor }) => tensor === 'kernel')
    .map(({ name, shape }) => {
      const { data } = parameters.get(name)!
      const columns = shape[1]!
      const before = MOVEMENT_INPUTS * columns
      const grown = new Float32Array(shape[0]! * columns)
      grown.set(data.subarray(0, before))
      grown.set(data.subarray(before), before + (shape[0]! * columns - data.length))
      return [name, { shape, data: grown }] as const
    })
  return { ...checkpoint, spec: wider, parameters: new Map([...parameters, ...widened]) }
}

async function checkpointOf(
  model: WritingModel,
  { name, settings }: WriterTrainOptions,
  facts: Pick<WriterCheckpoint, 'epochs' | 'trainedOn' | 'testLoss' | 'testedOn' | 'record'>,
): Promise<WriterCheckpoint> {
  return { spec: model.spec, name, seed: settings.seed, ...facts, parameters: await model.parameters(), run: null }
}
