import type { hand as english } from '../en/hand'

export const hand: typeof english = {
  keep: {
    open: '保留为…',
    hint: '标明是哪个数字，保留到自己的笔迹中',
    title: '将这个手写数字保留为',
    digit: (digit) => `保留为 ${digit}`,
    kept: (digit, _, text) => `已保留为 ${digit}。“笔迹”中共有 ${text} 个。`,
    nothing: '请先书写：图像没有可保留的笔画。',
  },
}
