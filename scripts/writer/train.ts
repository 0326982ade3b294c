import { describeWriter, MOVEMENT_INPUTS, type WriterSpec } from '../../src/nn/spec/writing/writer-spec'
import { decodeWriter, encodeWriter, type WriterCheckpoint } from '../../src/train/writer-checkpoint'
import { trainGenerative } from '../generative/train'
import { parseWriterOptions, repeatableWriterCommand, WRITER_USAGE } from './options'
import { loadWriterSets } from './sets'

/** `npm run train -- --preset writer`: trains a network that writes. @throws UsageError; what reading a file throws */
export async function runTrainWriter(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(WRITER_USAGE)
  const options = parseWriterOptions(args)
  const { train, choosing } = await loadWriterSets(options.data, options.settings.seed, options.limit)
  const drawings = `${train.labels.length} drawings of ${train.starts.at(-1)} points`
  await trainGenerative(options, {
    decode: decodeWriter,
    encode: encodeWriter,
    takeUp: (checkpoint) => withPlace(checkpoint, options.preset.spec),
    create: (engine, spec, weights) => engine.createWriter(spec, weights),
    fit: (model, control) => model.fit(train, { ...options.settings, ...control }),
    async measure(model) {
      const { loss, movement, pen, penAccuracy } = await model.evaluate(choosing)
      const parts = `movement ${movement.toFixed(3)}, pen ${pen.toFixed(3)}, ${(100 * penAccuracy).toFixed(2)} % of its states`
      return { loss, said: `${nats(loss)} (${parts})` }
    },
    nats,
    sets: {
      trainedOn: train.name.split(' + '),
      choosing: choosing.name,
      said: `${drawings} to train: ${train.name}; ${choosing.labels.length} to choose by: ${choosing.name}`,
    },
    command: repeatableWriterCommand(args),
  })
}

function nats(value: number): string {
  return `${value.toFixed(4)} nats a point`
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
