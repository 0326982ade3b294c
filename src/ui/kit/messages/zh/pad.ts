import type { pad as english } from '../en/pad'

export const pad: typeof english = {
  title: '写一个数字',
  padLabel: '手写板。用手写笔、手指或鼠标写一个数字；使用键盘时，按“示例”会自动写出一个数字。',
  hint: '在这里写',
  undo: '撤销',
  redo: '重做',
  clear: '清除',
  sample: '示例',
  sampleHint: '再自动写一个示例数字',
  networkSees: '网络读到',
  networkSeesHelp: '28 × 28 像素，与 MNIST 的做法相同：裁剪、缩放，再按重心居中。',
  networkSeesAlt: '手写内容转成的 28×28 像素图像',
  answer: '识别结果',
  andAnswers: '并回答',
  noAnswer: '写一个数字，网络就会来读。',
  answerSpoken: (digit, confidence) => `网络读作 ${digit}，把握 ${confidence}`,
  probabilities: '十个数字的概率',
  probabilityOf: (digit) => `是 ${digit} 的概率`,
}
