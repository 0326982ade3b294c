import { Random, Stream } from '../core/random'
import { pixelCount, taskOf } from '../core/task'
import type { Tensor } from '../core/tensor'
import { toInk } from '../core/images'
import { builtInDigits } from '../data/digits'
import { createEngine, type ModelSpec } from '../nn'
import type { Checkpoint } from '../train/checkpoint'
import type { Exported } from './export-model'
import type { ExportedFile } from './exported'
import { openModel } from './import/open-model'
import { openTfjs } from './import/tfjs'
import { decodeModel } from './onnx/read'
import { runGraph } from './onnx/run'

/** Answers of a network: [N,height,width] in 0…1 to probabilities [N,C]. */
export type Predict = (spec: ModelSpec, parameters: ReadonlyMap<string, Tensor>, images: Float32Array) => Promise<Float32Array>

export interface ExportCheck {
  /** Pictures that were read by both. */
  readonly pictures: number
  /** Largest difference of a probability; at most 1e-5 is what float32 sums in another order come to. */
  readonly largest: number
  /** `graph`: the file's operators were computed one by one; `weights`: the file's network and weights were read and computed by the engine. */
  readonly how: 'graph' | 'weights'
}

const PICTURES = 8

/**
 * Reads a written model again, without what it was written from, and compares what it answers.
 *
 * @param predict  an engine's answers; default: the CPU engine, brought up for this
 * @throws ImportError, SafetensorsError for files that cannot be read again; RangeError for an ONNX file that cannot
 */
export async function checkExport(
  { format, files }: Exported,
  checkpoint: Checkpoint,
  predict: Predict = predictOnCpu,
): Promise<ExportCheck> {
  const { spec, parameters } = checkpoint
  const images = somePictures(spec)
  const { height, width } = taskOf(spec).input
  const own = await predict(spec, parameters, images)
  const pictures = images.length / (height * width)
  if (format === 'onnx') {
    const graph = decodeModel(files[0].bytes)
    const input = { shape: [pictures, height, width], data: images }
    const { data } = runGraph(graph, new Map(graph.inputs.map(({ name }) => [name, input])))
    return { pictures, largest: largestDifference(data, own), how: 'graph' }
  }
  const read = await readAgain(format, files, spec)
  return { pictures, largest: largestDifference(await predict(read.spec, read.parameters, images), own), how: 'weights' }
}

async function readAgain(format: Exclude<Exported['format'], 'onnx'>, files: Exported['files'], spec: ModelSpec) {
  switch (format) {
    case 'keras':
      return (await openModel(files[0].bytes, null)).checkpoint
    case 'pytorch':
      return (await openModel(withEnding(files, '.safetensors').bytes, null)).checkpoint
    case 'tfjs':
      return openTfjs(files[0].bytes, withEnding(files, '.bin').bytes, spec)
    default:
      return format satisfies never
  }
}

function withEnding(files: readonly ExportedFile[], ending: string): ExportedFile {
  const found = files.find(({ name }) => name.endsWith(ending))
  if (found === undefined) throw new RangeError(`no file *${ending}`)
  return found
}

/** Digits for readers of digits; noise above a blank half for others. */
function somePictures(spec: ModelSpec): Float32Array<ArrayBuffer> {
  const { input, classes } = taskOf(spec)
  if (spec.task === undefined) return toInk(builtInDigits({ train: 0, test: PICTURES, seed: 1 }).test.images)
  const random = new Random(classes.length, Stream.sample)
  const size = pixelCount(input)
  return Float32Array.from({ length: PICTURES * size }, (_, index) => (index % size < size / 2 ? random.uniform() : 0))
}

async function predictOnCpu(spec: ModelSpec, parameters: ReadonlyMap<string, Tensor>, images: Float32Array): Promise<Float32Array> {
  const engine = await createEngine('cpu', { threads: 1 })
  try {
    const model = await engine.createModel(spec, { parameters })
    return await model.predict(images)
  } finally {
    engine.dispose()
  }
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity
  for (let index = 0; index < a.length; index++) {
    const difference = Math.abs(a[index]! - b[index]!)
    // Written so that NaN is the largest of all.
    if (!(difference <= largest)) largest = difference
  }
  return largest
}
