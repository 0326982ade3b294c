import type { ErrorDetail } from '../../../../core/error-details'
import type { ModelKind } from '../../../../core/exchange-details'
import { formatShape } from '../../../../core/tensor'
import type { ErrorText } from '../../errors'
import { formatFor } from '../../format'

/** What is said of models that go to other tools, and come from them. */

const format = formatFor('en')

const formats: Readonly<Record<ErrorDetail<'export'>['format'], string>> = {
  onnx: 'ONNX',
  pytorch: 'PyTorch',
  keras: 'Keras',
  tfjs: 'TensorFlow.js',
}

export function describeExport({ format: to, reason }: ErrorDetail<'export'>): ErrorText {
  return { message: `The model cannot be written for ${formats[to]}: ${cannot(reason, formats[to])}.`, hint: wayOut(reason) }
}

function cannot(reason: ErrorDetail<'export'>['reason'], to: string): string {
  switch (reason.kind) {
    case 'masks':
      return `“${reason.layer}” passes over timesteps without ink, and ${to} has no masks for that`
    case 'resetAfter':
      return `the reset gate of “${reason.layer}” acts behind the product with the state, and the GRU of ${to} has it before`
    case 'maskedSequence':
      return `“${reason.layer}” answers for timesteps that are masked, and ${to} answers otherwise there`
    case 'writer':
      return 'it is a network that writes, and other tools get networks that read'
    default:
      return reason satisfies never
  }
}

function wayOut({ kind }: ErrorDetail<'export'>['reason']): string {
  if (kind === 'writer') return 'Write it as safetensors: npm run export -- FILE --to safetensors OUT, or Download under Write.'
  return kind === 'resetAfter' ? 'Write it for ONNX, PyTorch or Keras.' : 'Write it for PyTorch, or train the network without masks.'
}

const kinds: Readonly<Record<ModelKind, string>> = {
  safetensors: 'a safetensors file',
  keras: 'a Keras archive',
  hdf5: 'an HDF5 file',
  pytorch: 'a PyTorch file (.pt or .pth)',
  pickle: 'a Python pickle, or a PyTorch file of before 2020',
  onnx: 'an ONNX file',
  tfjs: 'the model.json of a TensorFlow.js model',
  tensorflow: 'a TensorFlow model',
  numpy: 'a NumPy file',
  gguf: 'a GGUF file',
  zip: 'a zip archive',
  gzip: 'a gzip file',
  picture: 'a picture',
  html: 'a web page',
  json: 'a JSON file',
  empty: 'an empty file',
  unknown: 'a file of a kind that this page does not know',
}

const OPENED = 'Open a .safetensors, .keras or .h5 file.'

const instead: Readonly<Partial<Record<ModelKind, string>>> = {
  pytorch: 'In Python: safetensors.torch.save_file(model.state_dict(), "model.safetensors"); then open that file.',
  pickle: 'In Python: safetensors.torch.save_file(model.state_dict(), "model.safetensors"); then open that file.',
  onnx: 'Open the file that the ONNX file was made from, as .safetensors, .keras or .h5.',
  tfjs: 'Convert it with tensorflowjs_converter to .h5, then open that file.',
  tensorflow: 'In Python: tf.keras.models.load_model(…).save("model.keras"); then open that file.',
  zip: 'Unpack it, then open the model that is in it.',
  gzip: 'Unpack it, then open the file that is in it.',
}

export function describeImport({ found, problem }: ErrorDetail<'import'>): ErrorText {
  const what = kinds[found]
  switch (problem.kind) {
    case 'otherKind':
      return { message: `This is ${what}, which this page does not open as a model.`, hint: instead[found] ?? OPENED }
    case 'damaged':
      return { message: `This is ${what}, but it is damaged or cut off.`, hint: 'Save or download it again.', original: problem.original }
    case 'tooLarge':
      return { message: `This is ${what} with more than ${format.integer(problem.limit)} bytes or parts.`, hint: OPENED }
    case 'noNetwork':
      return {
        message: `This is ${what} with weights, but it does not say of which network.`,
        hint: 'Compose that network under Compose, then open the file again.',
      }
    case 'noWeights':
      return { message: `This is ${what} without weights.`, hint: OPENED }
    case 'layer':
      return {
        message: `This is ${what}. Its layer “${problem.layer}” has ${problem.field} ${problem.value === null ? 'left out' : `= ${problem.value}`}, which this page does not compute.`,
        hint: 'Change that layer where the model was made, train it again, and open the new file.',
      }
    case 'missing':
      return {
        message: `This is ${what}. Nothing in it fits ${problem.tensor} of shape ${formatShape(problem.expected)}.`,
        hint: COMPOSE,
      }
    case 'shape':
      return {
        message: `This is ${what}. Its tensor ${problem.tensor} has the shape ${formatShape(problem.actual)}, but ${formatShape(problem.expected)} is expected.`,
        hint: COMPOSE,
      }
    case 'left':
      return {
        message: `This is ${what}. The network has no place for ${problem.names.join(', ')}${problem.more === 0 ? '' : ` and ${format.integer(problem.more)} more`}.`,
        hint: COMPOSE,
      }
    case 'numbers':
      return {
        message: `This is ${what}. Its tensor ${problem.tensor} has numbers of the type ${problem.type}, but floating-point numbers are expected.`,
        hint: 'Save the weights as float32, float16 or bfloat16.',
      }
    default:
      return problem satisfies never
  }
}

const COMPOSE = 'Choose or compose the network that these weights are of, then open the file again.'
