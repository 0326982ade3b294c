import type { Action } from '../core/error-details'
import { StateError } from '../core/errors'
import { isStored, readPictures, type LabelledImages, type TrainingImages } from '../core/images'
import { latestWins } from '../core/latest-wins'
import { serialQueue } from '../core/serial-queue'
import { isSameTask, pixelCount, requireSameTask, TaskError, taskOf, type Task } from '../core/task'
import { yieldToEvents } from '../core/yield-to-events'
import { madeSetOf } from '../data/sets/registry'
import { deformImage } from '../nn'
import type { Engine, EngineOptions, ReadingModel, Trace } from '../nn/engine'
import { everywhereKind } from '../nn/engine-kinds'
import { unitWeights } from '../nn/spec/cell'
import { describeModel } from '../nn/spec/describe'
import { parseModelSpec } from '../nn/spec/parse'
import { defaultPreset } from '../nn/spec/presets'
import { trainingRanges } from '../nn/spec/training'
import { judge } from '../train/calibration/calibration'
import { cleanName, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { decodeRows } from '../train/rows-checkpoint'
import { decodeWriter } from '../train/writer-checkpoint'
import { exportCheckpoint, openCheckpoint } from './open-checkpoint'
import { TRAINING_LOSS } from '../train/loop'
import { Companion } from './companion'
import type { HostContext } from './context'
import { DataStore } from './data-store'
import { measureEngines } from './engine-trial'
import { toErrorData } from './error-data'
import { decodeFetched } from './fetch-bytes'
import { answerBlock, examineBlock, picturesAt } from './judging'
import { findMistakes } from './mistakes'
import { freshCheckpoint, ModelStore } from './model-store'
import { Past } from './past'
import { RaceTrack } from './race-track'
import { Probes } from './probes'
import type { JudgedTrace, Reading, WorkerEvent } from './protocol'
import type { SampleReader } from './read-sample'
import type { HostServices } from './services'
import { Painter } from './painter'
import { Scribe } from './scribe'
import { timeStep } from './step-time'
import { TrainingSession } from './training-session'
import { Tuner } from './tuner'
import { laterWriterTraining } from './later-writer-training'
import { SURVEY_PICTURES, UnitSurvey } from './unit-survey'
import { ORDER_PICTURES, UnitOrders } from './unit-order/unit-orders'

/** Pictures of nothing, as many as the largest batch: what a step takes does not depend on what it sees. */
function blankPictures(task: Task): LabelledImages {
  const count = trainingRanges.batchSize.max
  return { name: 'blank', task, images: new Uint8Array(count * pixelCount(task.input)), labels: new Uint8Array(count) }
}

/**
 * Says how usual the picture is for the model that reads it, where that is known.
 *
 * @param knownOf  what is known of the weights on the engine: nothing holds for them if that changes while they read, or if a training moves them
 */
async function judged(
  { image, options }: Reading,
  knownOf: () => Checkpoint | undefined,
  read: () => Promise<Trace>,
): Promise<JudgedTrace> {
  const known = knownOf()
  const trace = await read()
  // With signals held the reading would tell of them, and a blank picture is no drawing.
  const isPlain = options === undefined && image.some((ink) => ink !== 0)
  if (known?.calibration === undefined || !isPlain || knownOf() !== known) return trace
  return { ...trace, strangeness: judge(known.calibration, trace, describeModel(known.spec)) }
}

/** Brings together what a worker's answers work with. */
export function createHostContext(services: HostServices, emit: (event: WorkerEvent, transfer?: Transferable[]) => void): HostContext {
  const models = new ModelStore(services, emit)
  const past = new Past(new Companion(() => services.createEngine(everywhereKind)), emit)
  const prober = new Companion(() => services.createEngine(everywhereKind, { threads: 1 }))
  const probes = new Probes(past, prober, () => services.now())
  const training = new TrainingSession(models, past, emit, () => services.now())
  const data = new DataStore(services, emit)

  const readings = latestWins(async (reading: Reading): Promise<JudgedTrace> => {
    const { image, options } = reading
    const begin = services.now()
    const trace = await past.use(
      (model) =>
        judged(
          reading,
          () => past.shown?.checkpoint,
          () => model.trace(image, options),
        ),
      () =>
        judged(
          reading,
          () => (training.isActive ? undefined : models.checkpoint),
          () => models.trace(image, options),
        ),
    )
    training.noteRead(services.now() - begin)
    return trace
  })

  /** The model that is shown: the one of the past that is looked at, or the page's own. */
  const askShown = <Result>(work: (model: ReadingModel) => Promise<Result>): Promise<Result> => past.use(work, () => models.use(work))

  const taskInUse = (): Task => taskOf(models.checkpoint.spec)
  const requireModelFor = (set: TrainingImages): void => requireSameTask(taskInUse(), taskOf(set))

  /** Made for a model whose task has no data yet, once. */
  let made: { readonly task: Task; readonly pictures: Promise<LabelledImages> } | null = null
  const testPictures = async (): Promise<LabelledImages> => {
    const test = data.current?.dataset.test
    if (test !== undefined) {
      requireModelFor(test)
      return test
    }
    const task = taskInUse()
    if (made === null || !isSameTask(made.task, task)) {
      const id = madeSetOf(task)
      if (id === null) throw new TaskError({ model: task.id, data: null })
      made = { task, pictures: services.sampleSet(id, Math.max(ORDER_PICTURES, SURVEY_PICTURES)) }
    }
    return made.pictures
  }

  let blank: LabelledImages | null = null
  const profiledPictures = (): LabelledImages => {
    const train = data.current?.dataset.train
    const task = taskInUse()
    if (train !== undefined && !isStored(train) && isSameTask(task, taskOf(train))) return train
    if (blank === null || !isSameTask(task, taskOf(blank))) blank = blankPictures(task)
    return blank
  }

  const sample: SampleReader = {
    withModel: askShown,
    weights: () => past.shown?.checkpoint.parameters ?? (training.isActive ? null : models.checkpoint.parameters),
    pictures: testPictures,
    yieldToReadings: async () => {
      await yieldToEvents()
      await readings.idle()
    },
  }

  const refuseWhileTraining = (action: Action): void => {
    if (training.isActive) throw new StateError({ action, obstacle: { kind: 'training' } })
  }

  const refuseWhileLearning = (action: Action): void => {
    if (past.shown !== null) return
    if (training.isActive && training.current(action).state === 'running') refuseWhileTraining(action)
  }

  const firstModel = async (url: string | null): Promise<Checkpoint> => {
    const { name, training: settings } = defaultPreset
    const fresh = () => freshCheckpoint(parseModelSpec(defaultPreset.spec), name, settings.seed)
    if (url === null) return fresh()
    try {
      return decodeFetched(url, await services.fetchBytes(url))
    } catch (error) {
      emit({ type: 'error', error: toErrorData(error) })
      return fresh()
    }
  }

  /** One more of the kind that the page computes on, which stores as that does. */
  const another = (options: EngineOptions = {}): Promise<Engine> => {
    const { kind, format } = models.engineInfo
    return services.createEngine(kind, { ...options, format })
  }

  const examinee = new Companion(() => services.createEngine(everywhereKind))

  const raceTrack = new RaceTrack(
    () => another(),
    emit,
    () => services.now(),
  )

  const tellModel = (): void => emit({ type: 'model', model: models.info })

  return {
    models,
    training,
    data,
    companion: new Companion(() => services.createEngine(everywhereKind, { threads: 1 })),
    scribe: new Scribe(() => services.createEngine(everywhereKind, { threads: 1 })),
    painter: new Painter(() => services.createEngine(everywhereKind, { threads: 1 })),
    // Steps of a network that writes are computed by one thread.
    writerTraining: laterWriterTraining(
      (WriterTraining) =>
        new WriterTraining(
          () => another({ threads: 1 }),
          emit,
          () => services.now(),
        ),
    ),
    examinee,
    past,
    tuner: new Tuner(() => another()),
    raceTrack,
    probes,
    unitOrders: new UnitOrders(sample),
    unitSurvey: new UnitSurvey(sample),
    readings,
    changes: serialQueue(),
    checkpoints: {
      decode: decodeCheckpoint,
      decodeWriter,
      decodeRows,
      open: (bytes, name) => openCheckpoint(bytes, name, models.checkpoint.spec),
      encode: encodeCheckpoint,
      export: exportCheckpoint,
      fresh: freshCheckpoint,
      first: firstModel,
      cleanName,
    },
    started: { dataBaseUrl: '', firstModel: null },

    async dataInUse(action) {
      await data.settled()
      if (data.current === null) throw new StateError({ action, obstacle: { kind: 'noData' } })
      return data.current
    },
    async replaceModel(action, make) {
      refuseWhileTraining(action)
      const checkpoint = await make()
      // A file of another tool takes a moment, in which a run may have begun.
      refuseWhileTraining(action)
      await models.install(checkpoint)
      past.forget()
      void probes.close()
      tellModel()
      return { model: models.info }
    },
    refuseWhileTraining,
    refuseWhileLearning,
    refuseWhileRacing(action) {
      if (raceTrack.isActive) throw new StateError({ action, obstacle: { kind: 'racing' } })
    },
    requireModelFor,
    requireTaskOf: (spec, set) => requireSameTask(taskOf(spec), taskOf(set)),
    evaluate: (set) => models.use((model) => model.evaluate(set, TRAINING_LOSS)),
    findMistakes: (set, piece) => findMistakes((images) => askShown((model) => model.predict(images)), set, piece),
    judge: (set, block) => answerBlock((images) => askShown((model) => model.predict(images)), set, block),
    picturesAt,
    examine: (set, question, block, sample) =>
      examinee.read((model) => {
        requireSameTask(taskOf(model.spec), taskOf(set))
        return examineBlock(model, set, question, block, sample)
      }),
    measureEngines: () => measureEngines(services),
    async timeStep(spec, settings) {
      const engine = await another()
      try {
        return await timeStep(engine, spec, settings, () => services.now())
      } finally {
        engine.dispose()
      }
    },
    unitWeights: (layer, unit) => askShown(async (model) => unitWeights(describeModel(model.spec), await model.parameters(), layer, unit)),
    deformPicture: async (set, index, augment, at) =>
      deformImage(await readPictures(set, index, index + 1), 0, augment, at, taskOf(set).input, index),
    profiledPictures,
    tellModel,
  }
}
