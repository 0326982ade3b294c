import { parseArgs } from 'node:util'
import type { StoredFormat } from '../../src/core/stored-format'
import { engineKindNames } from '../../src/nn/engine-kinds'
import {
  augmentationKinds,
  augmentationRanges,
  formatAugmentation,
  NO_AUGMENTATION,
  TYPICAL_AUGMENTATION,
  type Augmentation,
} from '../../src/nn/spec/augmentation'
import { LARGE_BATCHES, scaledToBatch } from '../../src/nn/spec/batch-scaling'
import { defaultPreset, findPreset, presets } from '../../src/nn/spec/presets'
import { scheduleKinds } from '../../src/nn/spec/schedules'
import { earlyStoppingRanges, type EarlyStopping } from '../../src/nn/spec/early-stopping'
import { trainingRanges, type RunSettings } from '../../src/nn/spec/training'
import type { EngineChoice } from '../../src/worker/protocol'
import { parseDataOption, trainingSet, trainingSetIds, type DataPart, type TrainingSetId } from './data-option'
import { numberIn, oneOf, repeated, runName, runOptions, strengthsIn } from './command-line'
import { readArguments, UsageError } from './usage-error'

export { UsageError } from './usage-error'

export interface TrainOptions {
  readonly preset: string
  /** Files in `.runs/` carry this name. */
  readonly name: string
  readonly engine: EngineChoice
  /** Trains without a browser, on the GPU that Dawn's WebGPU finds. */
  readonly isInNode: boolean
  /** How products store weights and activations: half precision is for WebGPU on an adapter that has it. */
  readonly format: StoredFormat
  /** Of the CPU engine; null for as many as the machine has use for. */
  readonly threads: number | null
  readonly data: readonly [DataPart, ...DataPart[]]
  readonly test: TrainingSetId
  readonly limit: number | null
  /** Loss and optimizer are the preset's. */
  readonly settings: RunSettings
  readonly out: string
  readonly resume: boolean
  /** File of a model to train on from; null for fresh weights. */
  readonly from: string | null
}

export const USAGE = `npm run train -- [options]

  --preset NAME          which model: ${Object.keys(presets).join(', ')} (row-lstm)
  --epochs N             passes over the training set (the preset's)
  --batch N              examples per step (the preset's)
  --scale-rate           the preset's learning rate for that batch: √k times for k times the examples, with SGD k times, and a warm-up;
                         batches of ${LARGE_BATCHES.join(', ')} keep a GPU busy
  --learning-rate X      the highest one of the run (the preset's)
  --schedule KIND        ${scheduleKinds.join(', ')} (the preset's)
  --warmup N             steps in which the learning rate climbs (the preset's)
  --augment LIST         deform training pictures at random: typical (${formatAugmentation(TYPICAL_AUGMENTATION)}),
                         any of these strengths in such a list, or none (the preset's)
  --seed N               of the first weights and of the order of examples (the preset's)
  --data SETS            what to learn from, any of ${trainingSetIds.join(', ')}, several with commas: an epoch sees the training
                         examples of all, shuffled. SET:N takes N of a set's examples (of built-in digits it makes N), SET:Nx takes
                         each N times: mnist,writers:3x,built-in:60000. Writers are the pen digits of the folder PEN_DIGITS_DIR;
                         copies of them differ in pen, size and place. Made digits and such copies follow the seed (mnist)
  --test SET             measure the final model on this set's test examples instead of on those of the first set
  --validation N         choose the best epoch on the last N training examples of the first set, and with writers also on writers 24
                         and 25, who are never trained on; the test set is then looked at once, at the end (0)
  --patience N           end the run after N epochs without a better accuracy on the examples of --validation (never)
  --freeze LAYERS        leave these layers as they are: lstm,lstm_1 (none)
  --limit N              use no more than N training and test examples of every set
  --engine KIND          ${engineKindNames.join(', ')}, or auto: a real GPU where there is one, else the CPU (auto)
  --node                 without a browser: on the GPU, by Dawn's WebGPU in Node (GATELIGHT_ADAPTER=swiftshader: by Chromium's
                         emulated one)
  --half                 weights and activations are stored in 16 bits where products read them, sums and what is trained in 32; with
                         --engine webgpu or --node, on an adapter with shader-f16
  --threads N            threads of the CPU engine (as many as the machine has use for)
  --name NAME            name of the files in .runs/ (the preset's)
  --out FILE             where the final model goes (.runs/NAME.model.safetensors)
  --from FILE            train on from this model's weights, with an optimizer and a schedule that begin anew
  --resume               go on from .runs/NAME.safetensors, with the same options as before
  --vote FILE FILE …     trains nothing: how well these models read together, by the mean of their probabilities, and each alone;
                         with the options of npm run measure`

/** @throws UsageError */
export function parseTrainOptions(args: readonly string[]): TrainOptions {
  const { values } = parseCommandLine(args)
  const preset = findPreset(values.preset ?? defaultPreset.name)
  if (preset === null) throw new UsageError(`--preset ${values.preset}: allowed are ${Object.keys(presets).join(', ')}`)
  const name = runName(values.name ?? preset.name)
  const training = scaleOption(values, preset.training)
  const data = parseDataOption(values.data ?? 'mnist')
  const validation = numberIn('validation', values.validation ?? training.validation, trainingRanges.validation)
  if (validation > 0 && data[0].kind === 'writers') {
    throw new UsageError('--validation: writers have no digits to spare, since a writer must not train and choose; name another set first')
  }
  return {
    preset: preset.name,
    name,
    ...engineOption(values),
    format: formatOption(values),
    threads: values.threads === undefined ? null : numberIn('threads', values.threads, { min: 1, max: 64 }),
    data,
    test: values.test === undefined ? data[0].kind : trainingSet('test', values.test),
    limit: values.limit === undefined ? null : numberIn('limit', values.limit, { min: 1, max: 1e7 }),
    settings: {
      ...runOptions(values, training),
      validation,
      loss: training.loss,
      optimizer: training.optimizer,
      augment: augmentOption(values.augment, training.augment),
      earlyStopping: patienceOption(values.patience, validation),
      frozen: values.freeze?.split(',') ?? [],
    },
    out: values.out ?? `.runs/${name}.model.safetensors`,
    resume: values.resume ?? false,
    from: values.from ?? null,
  }
}

/**
 * The command line without what changes nothing in the model: names of files, and that it was resumed.
 *
 * @throws UsageError
 */
export function repeatableCommand(args: readonly string[]): string {
  const { tokens, values } = parseCommandLine(args)
  return repeated(values.preset ?? defaultPreset.name, tokens)
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  return readArguments(() =>
    parseArgs({
      args: [...args],
      options: {
        preset: text,
        epochs: text,
        batch: text,
        'scale-rate': { type: 'boolean' },
        'learning-rate': text,
        schedule: text,
        warmup: text,
        augment: text,
        seed: text,
        data: text,
        test: text,
        validation: text,
        patience: text,
        freeze: text,
        limit: text,
        engine: text,
        node: { type: 'boolean' },
        half: { type: 'boolean' },
        threads: text,
        name: text,
        out: text,
        from: text,
        resume: { type: 'boolean' },
      },
      tokens: true,
    }),
  )
}

/** @throws UsageError */
function scaleOption(
  values: { readonly 'scale-rate'?: boolean | undefined; readonly batch?: string | undefined },
  training: RunSettings,
): RunSettings {
  if (!(values['scale-rate'] ?? false)) return training
  if (values.batch === undefined) throw new UsageError('--scale-rate: scales the learning rate to another batch; name it with --batch')
  return scaledToBatch(training, numberIn('batch', values.batch, trainingRanges.batchSize))
}

/** In Node it is WebGPU's engine alone: helper threads of the CPU's are a browser's workers. @throws UsageError */
function engineOption({ engine, node = false }: { readonly engine?: string | undefined; readonly node?: boolean | undefined }) {
  if (!node) return { engine: oneOf<EngineChoice>('engine', engine ?? 'auto', ['auto', ...engineKindNames]), isInNode: false }
  if (engine !== undefined && engine !== 'webgpu')
    throw new UsageError(`--engine ${engine} --node: in Node WebGPU computes; leave one of the two out`)
  return { engine: 'webgpu' as const, isInNode: true }
}

/** @throws UsageError */
function formatOption({
  engine,
  node = false,
  half = false,
}: { readonly [Name in 'node' | 'half']?: boolean | undefined } & { readonly engine?: string | undefined }): StoredFormat {
  if (half && !node && engine !== 'webgpu') throw new UsageError('--half: WebGPU alone stores in 16 bits; add --engine webgpu or --node')
  return half ? 'float16' : 'float32'
}

/** The best epoch's file is kept by the command itself. @throws UsageError */
function patienceOption(value: string | undefined, validation: number): EarlyStopping | null {
  if (value === undefined) return null
  const patience = numberIn('patience', value, earlyStoppingRanges.patience)
  if (validation === 0) throw new UsageError('--patience: epochs are compared on the examples of --validation, and there are none')
  return { monitor: 'val_accuracy', minDelta: 0, patience, restoreBestWeights: false }
}

function augmentOption(value: string | undefined, preset: Augmentation): Augmentation {
  if (value === undefined) return preset
  if (value === 'none') return NO_AUGMENTATION
  return value === 'typical' ? TYPICAL_AUGMENTATION : strengthsIn('augment', value, NO_AUGMENTATION, augmentationRanges, augmentationKinds)
}
