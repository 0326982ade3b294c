import type { ErrorDetail } from '../../../../core/error-details'
import type { ModelKind } from '../../../../core/exchange-details'
import { formatShape } from '../../../../core/tensor'
import type { ErrorText } from '../../errors'
import { formatFor } from '../../format'

/** What is said of models that go to other tools, and come from them. */

const format = formatFor('zh')

const formats: Readonly<Record<ErrorDetail<'export'>['format'], string>> = {
  onnx: 'ONNX',
  pytorch: 'PyTorch',
  keras: 'Keras',
  tfjs: 'TensorFlow.js',
}

export function describeExport({ format: to, reason }: ErrorDetail<'export'>): ErrorText {
  return { message: `模型无法导出为 ${formats[to]} 格式：${cannot(reason, formats[to])}。`, hint: wayOut(reason) }
}

function cannot(reason: ErrorDetail<'export'>['reason'], to: string): string {
  switch (reason.kind) {
    case 'masks':
      return `“${reason.layer}”会跳过没有墨迹的时间步，而 ${to} 没有相应的掩码`
    case 'resetAfter':
      return `“${reason.layer}”的重置门作用于与状态相乘之后，而 ${to} 的 GRU 作用于相乘之前`
    case 'maskedSequence':
      return `“${reason.layer}”对被掩蔽的时间步也给出输出，而 ${to} 在那里的输出不同`
    case 'writer':
      return '它是书写网络，能导出给其他工具的只有识别数字的网络'
    default:
      return reason satisfies never
  }
}

function wayOut({ kind }: ErrorDetail<'export'>['reason']): string {
  if (kind === 'writer') return '请保存为 safetensors：npm run export -- FILE --to safetensors OUT，或在“书写”中下载。'
  return kind === 'resetAfter' ? '请导出为 ONNX、PyTorch 或 Keras 格式。' : '请导出为 PyTorch 格式，或训练不带掩码的网络。'
}

const kinds: Readonly<Record<ModelKind, string>> = {
  safetensors: ' safetensors 文件',
  keras: ' Keras 模型包',
  hdf5: ' HDF5 文件',
  pytorch: ' PyTorch 文件（.pt 或 .pth）',
  pickle: ' Python 的 pickle 文件，或 2020 年以前的 PyTorch 文件',
  onnx: ' ONNX 文件',
  tfjs: ' TensorFlow.js 模型的 model.json',
  tensorflow: ' TensorFlow 模型',
  numpy: ' NumPy 文件',
  gguf: ' GGUF 文件',
  zip: ' zip 压缩包',
  gzip: ' gzip 文件',
  picture: '一幅图片',
  html: '一个网页',
  json: ' JSON 文件',
  empty: '一个空文件',
  unknown: '本页面不认识的文件',
}

const OPENED = '请打开 .safetensors、.keras 或 .h5 文件。'

const instead: Readonly<Partial<Record<ModelKind, string>>> = {
  pytorch: '请在 Python 中执行 safetensors.torch.save_file(model.state_dict(), "model.safetensors")，再打开得到的文件。',
  pickle: '请在 Python 中执行 safetensors.torch.save_file(model.state_dict(), "model.safetensors")，再打开得到的文件。',
  onnx: '请打开生成它的原模型：.safetensors、.keras 或 .h5 文件。',
  tfjs: '请用 tensorflowjs_converter 转换为 .h5 文件，再打开。',
  tensorflow: '请在 Python 中执行 tf.keras.models.load_model(…).save("model.keras")，再打开得到的文件。',
  zip: '请先解压，再打开其中的模型。',
  gzip: '请先解压，再打开其中的文件。',
}

export function describeImport({ found, problem }: ErrorDetail<'import'>): ErrorText {
  const what = kinds[found]
  switch (problem.kind) {
    case 'otherKind':
      return { message: `这是${what}，本页面不能把它作为模型打开。`, hint: instead[found] ?? OPENED }
    case 'damaged':
      return { message: `这是${what}，但已损坏或不完整。`, hint: '请重新保存或下载。', original: problem.original }
    case 'tooLarge':
      return { message: `这是${what}，大小或部件数超过了 ${format.integer(problem.limit)}。`, hint: OPENED }
    case 'noNetwork':
      return { message: `这是${what}，其中有权重，但没有说明属于哪个网络。`, hint: '请先在“搭建”中搭建该网络，再打开此文件。' }
    case 'noWeights':
      return { message: `这是${what}，其中没有权重。`, hint: OPENED }
    case 'layer':
      return {
        message: `这是${what}。其中“${problem.layer}”层的 ${problem.field} ${problem.value === null ? '没有写明' : `为 ${problem.value}`}，本页面不能计算。`,
        hint: '请在制作模型的地方修改该层，重新训练后再打开新文件。',
      }
    case 'missing':
      return { message: `这是${what}。其中没有与 ${problem.tensor}（形状 ${formatShape(problem.expected)}）相符的张量。`, hint: COMPOSE }
    case 'shape':
      return {
        message: `这是${what}。其中张量 ${problem.tensor} 的形状应为 ${formatShape(problem.expected)}，实际为 ${formatShape(problem.actual)}。`,
        hint: COMPOSE,
      }
    case 'left':
      return {
        message: `这是${what}。网络中没有位置放置 ${problem.names.join('、')}${problem.more === 0 ? '' : `，以及另外 ${format.integer(problem.more)} 个张量`}。`,
        hint: COMPOSE,
      }
    case 'numbers':
      return {
        message: `这是${what}。其中张量 ${problem.tensor} 的数值类型为 ${problem.type}，应为浮点数。`,
        hint: '请把权重保存为 float32、float16 或 bfloat16。',
      }
    default:
      return problem satisfies never
  }
}

const COMPOSE = '请选择或搭建这些权重所属的网络，再打开此文件。'
