import { firstExamples, sliceExamples, type LabelledImages } from '../../src/core/images'
import { binarizedSet } from '../../src/nn/engines/rows/pictures'
import { decodeRows, encodeRows } from '../../src/train/rows-checkpoint'
import { trainGenerative } from '../generative/train'
import { mnistSets } from '../mnist-test-set'
import { parseRowsOptions, repeatableRowsCommand, ROWS_USAGE } from './options'

/** Of MNIST's training pictures, the last: never trained on, they choose between epochs. */
const CHOOSING = { count: 5000, seed: 0x5eed } as const

/** `npm run train -- --preset rows`: trains a network that draws row by row. @throws UsageError; what reading a file throws */
export async function runTrainRows(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(ROWS_USAGE)
  const options = parseRowsOptions(args)
  const { train, choosing } = splitTraining((await mnistSets()).train, options.limit)
  const ink = binarizedSet(choosing, CHOOSING.seed)
  await trainGenerative(options, {
    decode: decodeRows,
    encode: encodeRows,
    create: (engine, spec, weights) => engine.createRows(spec, weights),
    fit: (model, control) => model.fit(train, { ...options.settings, ...control }),
    async measure(model) {
      const { loss } = await model.evaluate(ink)
      return { loss, said: nats(loss) }
    },
    nats,
    sets: {
      trainedOn: [train.name],
      choosing: choosing.name,
      said: `${train.labels.length} pictures to train: ${train.name}; ${choosing.labels.length} to choose by: ${choosing.name}`,
    },
    command: repeatableRowsCommand(args),
  })
}

function splitTraining(all: LabelledImages, limit: number | null): { readonly train: LabelledImages; readonly choosing: LabelledImages } {
  const first = all.labels.length - CHOOSING.count
  return {
    train: firstExamples(all, Math.min(first, limit ?? Infinity), 'MNIST, training, without the last 5,000'),
    choosing: sliceExamples(all, first, first + Math.min(CHOOSING.count, limit ?? Infinity), 'MNIST, the last 5,000 of training'),
  }
}

function nats(value: number): string {
  return `${value.toFixed(3)} nats a picture`
}
