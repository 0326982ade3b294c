import type { ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { formatFor } from '../../format'

const format = formatFor('en')

/** What is wrong with a tensor. */
export function misfit({ tensor, misfit: given }: ErrorDetail<'shape'>): string {
  switch (given.kind) {
    case 'shape':
      return `${tensor} has the shape ${formatShape(given.actual)}, but ${formatShape(given.expected)} is expected.`
    case 'count':
      return `${tensor} has ${format.integer(given.actual)} values, but ${format.integer(given.expected)} are expected.`
    case 'pictures':
      return `${tensor} has ${format.integer(given.actual)} values, but a multiple of ${format.integer(given.size)} is expected: that many to a picture.`
    case 'empty':
      return `${tensor} is empty, but at least one picture is expected.`
    case 'classes':
      return `${tensor} has the class ${given.actual} at place ${given.index}, but classes go from 0 to ${given.count - 1}.`
    case 'missing':
      return `${tensor} of shape ${formatShape(given.expected)} is missing.`
    case 'unknown':
      return `The model has no tensor ${tensor}.`
    case 'unknownSlot':
      return given.known.length === 0
        ? `${tensor} is there, but this optimizer remembers no tensors.`
        : `${tensor} is there, but this optimizer remembers only ${given.known.join(', ')}.`
    case 'notFinite':
      return `${tensor} has ${given.actual} at place ${given.index}, but finite numbers are expected.`
    case 'notHalf':
      return `${tensor} has ${given.actual} at place ${given.index}, but float16 holds only numbers below ${format.integer(given.limit)}.`
    default:
      return given satisfies never
  }
}

/** Which rule of the file format is broken, as a clause. */
export function safetensors(detail: ErrorDetail<'safetensors'>): string {
  const bytes = (count: number) => `${format.integer(count)} bytes`
  switch (detail.rule) {
    case 'header-too-small':
      return `it has ${bytes(detail.actual)}, at least ${bytes(detail.least)} are expected`
    case 'header-too-large':
      return `its header claims ${detail.actual} bytes, at most ${bytes(detail.limit)} are allowed`
    case 'header-beyond-file':
      return `its header claims ${detail.actual} bytes, but the file has only ${bytes(detail.limit)} for it`
    case 'header-not-utf8':
      return 'its header is not UTF-8 text'
    case 'header-not-json':
      return 'its header is not JSON'
    case 'header-content':
      return `${detail.name} in its header is ${detail.actual}, expected is ${wanted[detail.wanted]}`
    case 'duplicate-name':
      return `its header has ${detail.name} twice`
    case 'offsets':
      return `tensor ${detail.name} takes the bytes from ${detail.begin} to ${detail.end}, expected is ${detail.expected} as the first`
    case 'size':
      return detail.expected === null
        ? `tensor ${detail.name} has a shape that no file can hold`
        : `tensor ${detail.name} has ${bytes(detail.actual)}, its shape takes ${bytes(detail.expected)}`
    case 'file-length':
      return `it has ${bytes(detail.actual)}, its header announces ${bytes(detail.expected)}`
    default:
      return detail satisfies never
  }
}

const wanted: Readonly<Record<Extract<ErrorDetail<'safetensors'>, { rule: 'header-content' }>['wanted'], string>> = {
  object: 'an object',
  text: 'a text',
  dtype: 'a known type of numbers',
  float: 'F32, F16, BF16 or F64',
  shape: 'a shape of whole numbers',
  offsets: 'two whole numbers',
}

/** What is wrong with a field of a model file. */
export function checkpoint({ field, fault }: ErrorDetail<'checkpoint'>): string {
  switch (fault.kind) {
    case 'missing':
      return `The model file has no “${field}”.`
    case 'other':
      return `“${field}” in the model file is ${fault.actual ?? 'missing'}, but ${fault.expected} is expected.`
    case 'content':
      return `“${field}” in the model file is not what this page writes.`
    default:
      return fault satisfies never
  }
}
