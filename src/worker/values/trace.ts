import { anyNumber, choice, floats, list, record, text, within, type Decoded, type Decoder } from '../../core/decode'
import type { StateGradient, Trace } from '../../nn/engine'
import { decodeTraceOptions } from '../../nn/spec/trace'
import type { Strangeness } from '../../train/calibration/calibration'
import { buffersOf } from './buffers'
import { decodePicture } from './pictures'
import { decodeSignal, decodeTensor } from './signals'

/** What is read: a picture, where wanted with signals held at values and with gradients. */
export const decodeReading = record({ image: decodePicture }, { options: decodeTraceOptions })

export type Reading = Decoded<typeof decodeReading>

const decodeStateGradient: Decoder<StateGradient> = record({
  layer: text,
  signal: text,
  direction: choice('forward', 'backward'),
  norms: floats,
})

export const decodeTrace: Decoder<Trace> = record(
  { input: decodeTensor, signals: list(decodeSignal), belief: decodeTensor, probabilities: floats },
  { gradients: record({ loss: anyNumber, states: list(decodeStateGradient), saliency: decodeTensor }) },
)

const decodeStrangeness: Decoder<Strangeness> = record({
  level: choice('usual', 'unusual', 'unlike'),
  share: within(0, 1),
  score: anyNumber,
})

/** A trace with how usual its picture is for the model; without where the model is not calibrated, or signals were held. */
export interface JudgedTrace extends Trace {
  readonly strangeness?: Strangeness
}

const judgement = record({}, { strangeness: decodeStrangeness })

export const decodeJudgedTrace: Decoder<JudgedTrace> = (value, path) => ({ ...decodeTrace(value, path), ...judgement(value, path) })

/** The memory of all arrays of a trace, each once: an engine keeps none of it and makes new arrays for every trace. */
export function traceBuffers(trace: Trace | null): readonly ArrayBuffer[] {
  if (trace === null) return []
  const { input, signals, belief, probabilities, gradients } = trace
  const arrays = [input.data, ...signals.map(({ data }) => data), belief.data, probabilities]
  if (gradients !== undefined) arrays.push(gradients.saliency.data, ...gradients.states.map(({ norms }) => norms))
  return buffersOf(arrays)
}
