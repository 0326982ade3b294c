import type { Allowed, ErrorDetail, SpecPlace } from '../../../../core/error-details'
import { formatFor } from '../../format'

const format = formatFor('zh')

function place(where: SpecPlace): string {
  switch (where.kind) {
    case 'model':
      return '模型'
    case 'input':
      return '模型的输入'
    case 'layer':
      return where.type === null ? `第 ${where.position} 层` : `第 ${where.position} 层（${where.type}）`
    case 'named':
      return where.name
    case 'training':
      return '训练设置'
    case 'clamp':
      return '固定的信号'
    case 'gradients':
      return '要求的梯度'
    case 'unit':
      return '要查看的单元'
    default:
      return where satisfies never
  }
}

/** Fields of a run's settings; those of a model are called as its file calls them. */
const SETTINGS: Readonly<Record<string, string>> = {
  exampleCount: '样本数',
  epochs: '轮数',
  batchSize: '批大小',
  'resumeFrom.epoch': '继续训练的起始轮',
}

function nameField({ where, field }: ErrorDetail<'spec'>): string {
  const setting = where.kind === 'training' && Object.hasOwn(SETTINGS, field) ? SETTINGS[field] : undefined
  return setting ?? `“${field}”`
}

/** What a value must be. */
function must(allowed: Exclude<Allowed, { kind: 'fields' }>): string {
  switch (allowed.kind) {
    case 'integer':
      return allowed.max === null ? `应为不小于 ${allowed.min} 的整数` : `应为 ${allowed.min} 到 ${allowed.max} 的整数`
    case 'number':
      return allowed.below === null ? `应为不小于 ${allowed.min} 的数` : `应不小于 ${allowed.min} 且小于 ${allowed.below}`
    case 'finite':
      return '应为有限的数'
    case 'boolean':
      return '应为 true 或 false'
    case 'options':
      return allowed.options.length === 1 ? `应为 ${allowed.options[0]}` : `应为以下之一：${allowed.options.join('、')}`
    case 'object':
      return '应为一个对象'
    case 'tensor':
      return '应为一个张量'
    case 'layerCount':
      return `应为 1 到 ${allowed.max} 个层组成的列表`
    case 'atMost':
      return `应不超过 ${format.integer(allowed.max)}`
    case 'sequence':
      return '应为序列 [T,F]'
    case 'picture':
      return '应为图像 [H,W,C]'
    case 'sequenceOrPicture':
      return '应为序列 [T,F] 或图像 [H,W,C]'
    case 'classScores':
      return '应为一个类别得分向量'
    case 'inputLength':
      return `应不超过该层输入的长度 ${allowed.max}`
    case 'inputSide':
      return `应不超过该层输入的边长 ${allowed.max}`
    case 'lastIsDense':
      return '最后一层应为 dense'
    case 'lastIsSoftmax':
      return '最后一层应为 softmax'
    case 'softmaxOnlyLast':
      return 'softmax 只能用于最后一层'
    case 'classCount':
      return `最后一层应为 ${allowed.count}，每个类别一个`
    case 'falseForImage':
      return '一次读入整幅图像时应为 false'
    case 'eachStepAlone':
      return '只能与循环层或逐时间步独立计算的层一起使用'
    case 'recurrentLayer':
      return allowed.names.length === 0 ? '应为循环层，而此模型没有循环层' : `应为此模型的循环层之一：${allowed.names.join('、')}`
    case 'someLayers':
      return `应为部分可训练的层（${allowed.names.join('、')}），不能是全部`
    case 'patches':
      return allowed.sides.length === 0
        ? `无法使用：没有一种图块能整除 ${allowed.height}×${allowed.width} 像素`
        : `应为能整除 ${allowed.height}×${allowed.width} 像素的 ${allowed.sides.join('、')} 之一`
    case 'task':
      return '应为一项任务：各有标签的类别，以及图像的大小'
    case 'gpuBatch':
      return `此模型在这块 GPU 上应为 1 到 ${allowed.max}`
    case 'gpuParameters':
      return `此模型在这块 GPU 上应不超过 ${format.integer(allowed.max)}，一个缓冲区只能容纳这么多；CPU 引擎可以更多`
    case 'stepRange':
      return `应在时间步 0 到 ${allowed.count} 之内，且起点不在终点之后`
    default:
      return allowed satisfies never
  }
}

/** Which field is wrong, what it is, and what it must be. */
export function describeSpecError(detail: ErrorDetail<'spec'>): string {
  const { where, field, value, allowed } = detail
  if (allowed.kind === 'fields') return `${place(where)}没有名为“${field}”的项；已有的项：${allowed.known.join('、')}。`
  const came = value === null ? `缺少${nameField(detail)}` : `${nameField(detail)}的值为 ${value}`
  return `${place(where)}：${came}，${must(allowed)}。`
}
