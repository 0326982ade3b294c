import type { ErrorDetail } from '../../../../core/error-details'
import { formatShape } from '../../../../core/tensor'
import { formatFor } from '../../format'

const format = formatFor('zh')

/** What is wrong with a tensor. */
export function misfit({ tensor, misfit: given }: ErrorDetail<'shape'>): string {
  switch (given.kind) {
    case 'shape':
      return `${tensor} 的形状应为 ${formatShape(given.expected)}，实际为 ${formatShape(given.actual)}。`
    case 'count':
      return `${tensor} 应有 ${format.integer(given.expected)} 个值，实际有 ${format.integer(given.actual)} 个。`
    case 'pictures':
      return `${tensor} 有 ${format.integer(given.actual)} 个值；每幅图像 ${format.integer(given.size)} 个，总数应为其整数倍。`
    case 'empty':
      return `${tensor} 是空的，至少需要一幅图像。`
    case 'classes':
      return `${tensor} 中下标为 ${given.index} 的值是类别 ${given.actual}，类别应在 0 到 ${given.count - 1} 之间。`
    case 'missing':
      return `缺少形状为 ${formatShape(given.expected)} 的张量 ${tensor}。`
    case 'unknown':
      return `模型中没有名为 ${tensor} 的张量。`
    case 'unknownSlot':
      return given.known.length === 0
        ? `出现了 ${tensor}，但此优化器不保存任何张量。`
        : `出现了 ${tensor}，但此优化器只保存 ${given.known.join('、')}。`
    case 'notFinite':
      return `${tensor} 中下标为 ${given.index} 的值为 ${given.actual}，应为有限的数。`
    case 'notHalf':
      return `${tensor} 中下标为 ${given.index} 的值为 ${given.actual}，float16 只能表示小于 ${format.integer(given.limit)} 的数。`
    default:
      return given satisfies never
  }
}

/** Which rule of the file format is broken, as a clause. */
export function safetensors(detail: ErrorDetail<'safetensors'>): string {
  const bytes = (count: number) => `${format.integer(count)} 字节`
  switch (detail.rule) {
    case 'header-too-small':
      return `文件只有 ${bytes(detail.actual)}，至少应有 ${bytes(detail.least)}`
    case 'header-too-large':
      return `文件头声称有 ${detail.actual} 字节，最多允许 ${bytes(detail.limit)}`
    case 'header-beyond-file':
      return `文件头声称有 ${detail.actual} 字节，文件中却只剩 ${bytes(detail.limit)}`
    case 'header-not-utf8':
      return '文件头不是 UTF-8 文本'
    case 'header-not-json':
      return '文件头不是 JSON'
    case 'header-content':
      return `文件头中的 ${detail.name} 应为${wanted[detail.wanted]}，实际为 ${detail.actual}`
    case 'duplicate-name':
      return `文件头中 ${detail.name} 出现了两次`
    case 'offsets':
      return `张量 ${detail.name} 占第 ${detail.begin} 到 ${detail.end} 字节，应从第 ${detail.expected} 字节开始`
    case 'size':
      return detail.expected === null
        ? `张量 ${detail.name} 的形状大到任何文件都放不下`
        : `张量 ${detail.name} 按形状应占 ${bytes(detail.expected)}，实际占 ${bytes(detail.actual)}`
    case 'file-length':
      return `按文件头应有 ${bytes(detail.expected)}，实际有 ${bytes(detail.actual)}`
    default:
      return detail satisfies never
  }
}

const wanted: Readonly<Record<Extract<ErrorDetail<'safetensors'>, { rule: 'header-content' }>['wanted'], string>> = {
  object: '对象',
  text: '文本',
  dtype: '已知的数值类型',
  float: ' F32、F16、BF16 或 F64',
  shape: '由整数组成的形状',
  offsets: '两个整数',
}

/** What is wrong with a field of a model file. */
export function checkpoint({ field, fault }: ErrorDetail<'checkpoint'>): string {
  switch (fault.kind) {
    case 'missing':
      return `模型文件中缺少“${field}”。`
    case 'other':
      return `模型文件中的“${field}”应为 ${fault.expected}，${fault.actual === null ? '却没有写明' : `实际为 ${fault.actual}`}。`
    case 'content':
      return `模型文件中的“${field}”不是本页面写入的内容。`
    default:
      return fault satisfies never
  }
}
