import type { AddressPart, ErrorDetail } from '../../../../core/error-details'
import { type ErrorText, originalOf } from '../../errors'
import { formatFor } from '../../format'

const format = formatFor('zh')

const parts: Readonly<Record<AddressPart, string>> = {
  view: '视图',
  model: '模型',
  network: '网络',
  settings: '训练设置',
  data: '数据集',
  layer: '层',
  step: '时间步',
  unit: '单元',
  signal: '所选的图',
  drawing: '手写内容',
  digit: '所选的数字',
  held: '固定的信号',
  lens: '梯度透镜',
  other: '本页面不认识的内容',
}

const ASK_AGAIN = '请向分享者重新索取链接，并完整复制。'

export function describeAddressError({ fault }: ErrorDetail<'address'>): ErrorText {
  switch (fault.kind) {
    case 'form':
      return { message: '这个网址不是本页面的链接，其中的内容无法显示。', hint: ASK_AGAIN }
    case 'version':
      return { message: `链接的版本是 ${fault.asked}，本页面无法读取。`, hint: '请重新加载页面，更新到最新版本，再打开链接。' }
    case 'tooLong':
      return {
        message: `链接超过 ${format.integer(fault.limit)} 个字符，无法显示。`,
        hint: '本页面的链接没有这么长。请向分享者重新索取链接。',
      }
    case 'parts':
      return {
        message: `链接已损坏或被改动，未采用：${fault.parts.map((part) => parts[part]).join('、')}。`,
        hint: `其余内容已显示。${ASK_AGAIN}`,
        original: originalOf(fault),
      }
    case 'training':
      return { message: '训练进行时不能打开链接里的模型和设置。', hint: '请在停止训练后重新打开链接。' }
    case 'largeDrawing':
      return { message: '手写内容的笔画太多，链接放不下。', hint: '请清空手写板或少写几笔，然后再复制链接。' }
    default:
      return fault satisfies never
  }
}
