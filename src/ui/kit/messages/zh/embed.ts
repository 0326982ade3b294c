import type { embed as english } from '../en/embed'

export const embed: typeof english = {
  title: 'Gatelight：LSTM 读手写数字',
  openFull: '在 Gatelight 中打开',
  openFullHint: '在新标签页中打开完整页面，数字和模型保持不变',
}
