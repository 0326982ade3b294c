import {
  anyNumber,
  choice,
  instance,
  integer,
  list,
  nullable,
  record,
  refuse,
  tagged,
  text,
  type Decoded,
  type Decoder,
} from '../../../../core/decode'
import { decodeAugmentation } from '../../../spec/augmentation'
import { decodeLoss } from '../../../spec/losses'
import { parseModelSpec } from '../../../spec/parse'
import type { Values } from '../../../operations/cpu/primitives'
import { precisions } from '../../../operations/cpu/precision'
import { answers, type Wanted } from '../inference'

/**
 * What the engine's thread and its helpers say to each other, with the parsers of both sides. Arrays that a message hands over are
 * written by one side at a time. Where threads may share memory, slices of a run need no messages (`shared-slice.ts`).
 */

/** An array in a buffer that can change hands. */
type Owned<A extends ArrayBufferView> = A & { readonly buffer: ArrayBuffer }

function owned<A extends ArrayBufferView>(decode: Decoder<A>): Decoder<Owned<A>> {
  const isOwned = (array: A): array is Owned<A> => array.buffer instanceof ArrayBuffer
  return (value, path) => {
    const array = decode(value, path)
    return isOwned(array) ? array : refuse(path, 'an array in an ArrayBuffer', value)
  }
}

const bytes = owned(instance(Uint8Array, 'a Uint8Array'))
const floats = owned(instance(Float32Array, 'a Float32Array'))
const indices = owned(instance(Uint32Array, 'a Uint32Array'))
const anyValues: Decoder<Values> = (value, path) =>
  value instanceof Float32Array || value instanceof Float64Array ? value : refuse(path, 'a Float32Array or a Float64Array', value)
const values = owned(anyValues)
const pictures = owned<Uint8Array | Float32Array>((value, path) => (value instanceof Uint8Array ? value : floats(value, path)))
const spec = (value: unknown) => parseModelSpec(value)
const precision = choice(...precisions)
const answerName = choice(...answers)
const signalNames = list(record({ layer: text, name: text }))
const wanted: Decoder<Wanted> = (value, path) => (typeof value === 'string' ? answerName(value, path) : signalNames(value, path))
const model = integer()
const job = integer()

const request = tagged('type', {
  /** First of all. */
  start: record({ type: choice('start'), precision }),
  /** Another model, by a number of the engine's own. */
  model: record({ type: choice('model'), model, spec }),
  forget: record({ type: choice('forget'), model }),
  /** The model's parameters from now on, [P]. */
  parameters: record({ type: choice('parameters'), model, parameters: values }),
  /** A slice of a training batch; `parameters` are the model's from now on, `gradients` is memory for the answer, both [P]. */
  gradients: record({
    type: choice('gradients'),
    job,
    model,
    parameters: values,
    gradients: values,
    /** [n,height,width] */
    images: bytes,
    /** [n] */
    labels: bytes,
    /** [n] which examples of the training set they are: random deformations depend on it */
    examples: indices,
    /** Place of the first one in the whole batch. */
    first: integer(),
    /** Examples in the whole batch. */
    of: integer(1),
    seed: integer(),
    /** The optimizer's step, 1-based. */
    step: integer(1),
    loss: decodeLoss,
    augment: nullable(decodeAugmentation),
  }),
  /** Memory that both sides see, for slices of a run: one is asked for there. */
  share: record({
    type: choice('share'),
    model,
    memory: record({
      control: instance<Int32Array>(Int32Array, 'an Int32Array'),
      sums: instance<Float64Array>(Float64Array, 'a Float64Array'),
      parameters: anyValues,
      gradients: anyValues,
      images: instance<Uint8Array>(Uint8Array, 'a Uint8Array'),
      labels: instance<Uint8Array>(Uint8Array, 'a Uint8Array'),
      examples: instance<Uint32Array>(Uint32Array, 'a Uint32Array'),
    }),
    seed: integer(),
    loss: decodeLoss,
    augment: nullable(decodeAugmentation),
  }),
  /** A slice is asked for in that memory. */
  come: record({ type: choice('come'), model }),
  /** What the model makes of [n,height,width] pictures by the parameters last given; `scale` is what grey levels are multiplied by. */
  answer: record({ type: choice('answer'), job, model, images: pictures, scale: anyNumber, wanted }),
})

const answer = tagged('type', {
  ready: record({ type: choice('ready') }),
  /** `loss` is the slice's share of the batch's mean; memory that came with the request goes back with it. */
  gradients: record({ type: choice('gradients'), job, loss: anyNumber, correct: integer(), parameters: values, gradients: values }),
  /** [n,C], [n,T,C], or signals of n pictures; the memory of the pictures goes back with it. */
  answer: record({ type: choice('answer'), job, values, images: pictures }),
  /** The helper can compute no more. */
  failed: record({ type: choice('failed'), message: text }),
})

/** Numbers that a message hands over. */
export type OwnedValues = Owned<Values>
export type OwnedPictures = Decoded<typeof pictures>

export type HelperRequest = Decoded<typeof request>
export type HelperAnswer = Decoded<typeof answer>
export type Request<T extends HelperRequest['type']> = Extract<HelperRequest, { type: T }>
export type Answer<T extends HelperAnswer['type']> = Extract<HelperAnswer, { type: T }>

/** What a helper hears. @throws DecodeError, SpecError */
export function parseHelperRequest(value: unknown): HelperRequest {
  return request(value, 'request')
}

/** What the engine hears. @throws DecodeError */
export function parseHelperAnswer(value: unknown): HelperAnswer {
  return answer(value, 'answer')
}
