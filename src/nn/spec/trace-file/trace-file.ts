import { choice, list, record, refuse, text, within, type Decoded, type Decoder, integer } from '../../../core/decode'
import { decodeTask, taskOf } from '../../../core/task'
import { elementCount, type Tensor } from '../../../core/tensor'
import type { Trace } from '../../trace-types'
import type { SignalDeclaration } from '../definition'
import { describeModel } from '../describe'
import { scanOrder } from '../input'
import type { ModelSpec } from '../model-spec'
import { parseModelSpec } from '../parse'
import { decodeNumbers, fileOf, numbersText } from './numbers'

/** A reading as a file of JSON, for programs: everything that a trace holds, and what it is of. `docs/exchange.md` describes it. */

export interface RecordedTrace {
  readonly model: { readonly name: string; readonly spec: ModelSpec }
  readonly trace: Pick<Trace, 'input' | 'signals' | 'belief' | 'probabilities'>
}

export const TRACE_FORMAT = 'gatelight-trace'
export const TRACE_VERSION = 1

/** A signal as the model declares it, with what it was. */
export interface RecordedSignal {
  readonly declared: SignalDeclaration
  readonly data: Float32Array
}

/** Of every layer that has signals, in the model's order. */
export interface RecordedLayer {
  readonly name: string
  readonly kind: string
  readonly signals: readonly RecordedSignal[]
}

/** A trace sorted by layers; what the model does not declare is left out. */
export function recordedLayers({ model, trace }: RecordedTrace): readonly RecordedLayer[] {
  return describeModel(model.spec).layers.flatMap(({ name, layer, signals }) => {
    const recorded = signals.flatMap((declared) => {
      const found = trace.signals.find((signal) => signal.layer === name && signal.name === declared.name)
      return found === undefined ? [] : [{ declared, data: found.data }]
    })
    return recorded.length === 0 ? [] : [{ name, kind: layer.type, signals: recorded }]
  })
}

/** The picture as it was drawn, [height,width], of the input in the order in which it was read. */
export function tracedPicture({ model, trace }: RecordedTrace): Tensor {
  const { height, width } = taskOf(model.spec).input
  const data = new Float32Array(height * width)
  for (const [place, pixel] of scanOrder(model.spec).entries()) data[pixel] = trace.input.data[place] ?? 0
  return { shape: [height, width], data }
}

export function traceJson(recorded: RecordedTrace): Promise<Uint8Array<ArrayBuffer>> {
  return fileOf(jsonPieces(recorded))
}

async function* jsonPieces(recorded: RecordedTrace): AsyncGenerator<string> {
  const { model, trace } = recorded
  const task = taskOf(model.spec)
  const best = trace.probabilities.indexOf(Math.max(...trace.probabilities))
  const { label = String(best), name = label } = task.classes[best] ?? {}
  const head = {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    model: { name: model.name, spec: model.spec },
    task,
    answer: { class: best, label, name, probability: trace.probabilities[best] ?? 0 },
  }
  // The head's own bracket is closed at the end.
  yield JSON.stringify(head, null, 1).slice(0, -2)
  yield ',\n "picture": '
  yield* tensorPieces(tracedPicture(recorded))
  yield ',\n "input": '
  yield* tensorPieces(trace.input)
  yield ',\n "layers": ['
  for (const [index, { name: layer, kind, signals }] of recordedLayers(recorded).entries()) {
    yield `${index > 0 ? ',' : ''}\n  { "name": ${JSON.stringify(layer)}, "kind": ${JSON.stringify(kind)}, "signals": [`
    for (const [place, { declared, data }] of signals.entries()) {
      const { name: signal, symbol, role, shape, axes } = declared
      yield `${place > 0 ? ',' : ''}\n   ${JSON.stringify({ name: signal, symbol, role, shape, axes }).slice(0, -1)},"data":`
      yield* numbersText(data)
      yield '}'
    }
    yield '\n  ] }'
  }
  yield '\n ],\n "belief": '
  yield* tensorPieces(trace.belief)
  yield ',\n "probabilities": '
  yield* numbersText(trace.probabilities)
  yield '\n}\n'
}

async function* tensorPieces({ shape, data }: Tensor): AsyncGenerator<string> {
  yield `{"shape":${JSON.stringify(shape)},"data":`
  yield* numbersText(data)
  yield '}'
}

const roles = ['gate', 'candidate', 'memory', 'state', 'probability', 'activation', 'output'] as const
const axes = ['time', 'height', 'width', 'units', 'features', 'channels'] as const

const decodeTensor: Decoder<Tensor> = (value, path) =>
  fitting(record({ shape: list(integer(), 8), data: decodeNumbers })(value, path), path)

const decodeSignal = (value: unknown, path: string) =>
  fitting(
    record({
      name: text,
      symbol: text,
      role: choice(...roles),
      shape: list(integer(), 8),
      axes: list(choice(...axes), 8),
      data: decodeNumbers,
    })(value, path),
    path,
  )

/** What a file of a trace says, for those who read it again. The model's specification has been checked as that of a model file is. */
export const decodeTraceFile = record({
  format: choice(TRACE_FORMAT),
  version: integer(TRACE_VERSION, TRACE_VERSION),
  model: record({ name: text, spec: (value) => parseModelSpec(value) }),
  task: decodeTask,
  answer: record({ class: integer(), label: text, name: text, probability: within(0, 1) }),
  picture: decodeTensor,
  input: decodeTensor,
  layers: list(record({ name: text, kind: text, signals: list(decodeSignal) })),
  belief: decodeTensor,
  probabilities: decodeNumbers,
})

export type TraceFile = Decoded<typeof decodeTraceFile>

function fitting<T extends Tensor>(tensor: T, path: string): T {
  return elementCount(tensor.shape) === tensor.data.length ? tensor : refuse(path, `${elementCount(tensor.shape)} values`, tensor.data)
}
