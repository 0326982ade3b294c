import { join } from 'node:path'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { Engine, OptimizerState, RunControl, TrainingRun } from '../../src/nn/engine'
import type { Tensor } from '../../src/core/tensor'
import type { GenerativeCheckpoint } from '../../src/train/generative-checkpoint'
import { buildWasm } from '../build-wasm'
import { readIfThere, writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import type { GenerativeOptions, GenerativeSettings } from './options'

/** A network that makes something, as far as it is kept in files. */
interface KeptModel<Spec> {
  readonly spec: Spec
  parameters(): Promise<ReadonlyMap<string, Tensor>>
  optimizerState(): Promise<OptimizerState | null>
}

/** What is particular to a kind of network that makes something, and to what it learns from. */
export interface GenerativeTraining<Model extends KeptModel<Spec>, Spec, Settings extends GenerativeSettings> {
  decode(bytes: Uint8Array): GenerativeCheckpoint<Spec, Settings>
  encode(checkpoint: GenerativeCheckpoint<Spec, Settings>): Uint8Array
  /** A network of other weights as one that this run can go on with. */
  takeUp?(checkpoint: GenerativeCheckpoint<Spec, Settings>): GenerativeCheckpoint<Spec, Settings>
  create(engine: Engine, spec: Spec, weights: GenerativeCheckpoint<Spec, Settings> | { readonly seed: number }): Promise<Model>
  fit(model: Model, control: RunControl): TrainingRun
  /** On what is never trained on, and chooses between epochs. @returns its loss, and all there is to say of it */
  measure(model: Model): Promise<{ readonly loss: number; readonly said: string }>
  /** A loss in words. */
  nats(loss: number): string
  readonly sets: {
    readonly trainedOn: readonly string[]
    readonly choosing: string
    /** Both, and how many there are of each. */
    readonly said: string
  }
  /** What repeats it. */
  readonly command: string
}

/** How often a run tells where it is within an epoch. */
const PROGRESS_MS = 30_000

/**
 * Trains a network that makes something, here in Node. After every epoch the run is kept, and the network where it is better on what chooses than after
 * any epoch before.
 *
 * @throws UsageError; what reading a file throws
 */
export async function trainGenerative<Model extends KeptModel<Spec>, Spec, Settings extends GenerativeSettings>(
  options: GenerativeOptions<{ readonly spec: Spec }, Settings>,
  training: GenerativeTraining<Model, Spec, Settings>,
): Promise<void> {
  const { settings } = options
  const { sets, nats } = training
  await buildWasm()
  const checkpointFile = join(options.folder, `${options.name}.safetensors`)
  const read = async (path: string) => {
    const file = await readIfThere(path)
    if (file === null) throw new UsageError(`There is no ${path}`)
    return training.decode(file)
  }
  const begun = async () => {
    if (options.from === null) return null
    const checkpoint = await read(options.from)
    return training.takeUp?.(checkpoint) ?? checkpoint
  }
  const earlier = options.resume ? await read(checkpointFile) : null
  const best = options.resume ? await readIfThere(options.out) : null
  const begin = earlier ?? (await begun())
  const engine = await createFastCpuEngine(1)
  const model = await training.create(engine, begin?.spec ?? options.preset.spec, begin ?? { seed: settings.seed })
  console.log(`engine  ${engine.info.adapter}`)
  console.log(`data    ${sets.said}`)
  const started = performance.now()
  const secondsBefore = earlier?.record?.seconds ?? 0
  let bestLoss = (best && training.decode(best).testLoss) ?? Infinity
  let epochStart = performance.now()

  const keep = async (epoch: number, trainLoss: number): Promise<void> => {
    const trained = (performance.now() - epochStart) / 1000
    const { loss, said } = await training.measure(model)
    const checkpoint = {
      spec: model.spec,
      name: options.name,
      seed: settings.seed,
      epochs: (begin?.epochs ?? 0) + epoch + 1 - (earlier?.run?.epoch ?? 0),
      trainedOn: sets.trainedOn,
      testLoss: loss,
      testedOn: sets.choosing,
      record: {
        command: training.command,
        engine: engine.info.adapter,
        seconds: Math.round(secondsBefore + (performance.now() - started) / 1000),
        settings,
      },
      parameters: await model.parameters(),
      run: null,
    }
    const optimizer = (await model.optimizerState())!
    await writeWhole(checkpointFile, training.encode({ ...checkpoint, run: { settings, epoch: epoch + 1, optimizer } }))
    const isBest = loss < bestLoss
    if (isBest) await writeWhole(options.out, training.encode(checkpoint))
    bestLoss = Math.min(bestLoss, loss)
    const place = `epoch ${epoch + 1}/${settings.epochs}`
    console.log(`${place}  ${nats(trainLoss)}  |  ${sets.choosing}: ${said}  |  ${trained.toFixed(1)} s${isBest ? '  (best so far)' : ''}`)
    epochStart = performance.now()
  }

  let trainLoss = NaN
  let lastTold = 0
  const run = training.fit(model, {
    onEpochEnd: (epoch) => keep(epoch, trainLoss),
    ...(earlier?.run && { resumeFrom: { epoch: earlier.run.epoch, optimizer: earlier.run.optimizer } }),
  })
  run.subscribe((event) => {
    if (event.type === 'epoch') trainLoss = event.loss
    if (event.type !== 'steps' || performance.now() - lastTold < PROGRESS_MS) return
    lastTold = performance.now()
    const { firstStep, losses } = event.report
    console.log(`        step ${firstStep + 1}/${run.totalSteps}  ${nats(losses[0]!)}`)
  })
  console.log(`run     ${run.totalSteps} steps, ${run.stepsPerEpoch} per epoch`)
  try {
    await run.done
  } finally {
    engine.dispose()
  }
  console.log(`model   ${options.out}`)
}
