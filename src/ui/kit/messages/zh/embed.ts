import type { embed as english } from '../en/embed'

export const embed: typeof english = {
  title: 'Gatelight：LSTM 读手写数字',
  openFull: '在 Gatelight 中打开',
  openFullHint: '在新标签页中打开完整页面，数字和模型保持不变',
  offer: '嵌入你的网页',
  offerHelp: '可放进幻灯片和讲义网页的交互框，带有当前的数字和模型。它不存储任何内容，并把读取结果传给外层页面。',
  form: '嵌入的内容',
  forms: { pad: '手写板与答案', reading: '仅读取过程' },
  code: '嵌入用的 HTML',
  copy: '复制 HTML',
  copied: '已复制。',
  refused: '浏览器不允许页面复制。HTML 已选中：请按 Ctrl+C 或 ⌘C，或长按后选择“复制”。',
}
