import type { ErrorDetail } from '../../../../core/error-details'
import type { ErrorText } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('zh')

const FORM = '本页面接受它自己保存的文件：由 { label, strokes: [[x, y, x, y, …], …] } 组成的 JSON 列表，x 与 y 在 0 到 500 之间。'

/** Why a file of drawings cannot be used. The drawings that are kept stay. */
export function describeHandFile({ file, fault }: ErrorDetail<'hand-file'>): ErrorText {
  const [message, hint = FORM] = tell(file, fault)
  return { message, hint }
}

function tell(file: string, fault: ErrorDetail<'hand-file'>['fault']): readonly [message: string, hint?: string] {
  switch (fault.kind) {
    case 'noJson':
      return [`${file} 已损坏或不完整：应为 JSON。`]
    case 'noList':
      return [`${file} 中没有手写数字的列表。`]
    case 'empty':
      return [`${file} 中的列表是空的。`]
    case 'entry': {
      const expected = {
        label: 'label 应为 0 到 9 的整数',
        strokes: 'strokes 应为成对数字的列表，数字在 0 到 500 之间，且至少有一笔',
        pens: 'pens 应为 1 到 250 的整数',
      }[fault.field]
      return [`${file} 的第 ${format.integer(fault.place)} 个数字：${expected}。`, `请改正或去掉它。${FORM}`]
    }
    case 'tooMany':
      return [`${file} 中的手写数字多于 ${format.integer(fault.limit)} 个。`, '请拆分文件，只导入需要的部分。']
    case 'tooLarge':
      return [`${file} 大于 ${format.bytes(fault.limit)}。`, '请拆分文件，只导入需要的部分。']
    case 'unreadable':
      return [`无法读取 ${file}。`, '请确认文件还在原处，且浏览器有权读取，然后重新选择。']
    default:
      return fault satisfies never
  }
}
