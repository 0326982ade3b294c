import type { OtherMessages } from '../en/rest'

export const lensLater: OtherMessages['lens'] = {
  against: '对照',
  answer: (digit) => (digit === '' ? '网络的答案' : `网络的答案 ${digit}`),
  saliency: '显著性',
  keep: '保留这条曲线',
  keepHelp: '之后加载另一个模型，或另写一个数字，即可同时看到两条曲线',
  drop: '移除保留的曲线',
  waiting: '写一个数字并停笔：随后从损失出发反向传播梯度。',
  kept: (model, label) => `已保留：${model}，对照 ${label}`,
  keptOther: (model, label) => `已保留：${model}，对照 ${label}，来自另一幅图`,
  rnn: {
    beside: '与 RNN 对比',
    help: '由页面自带的 row-rnn 读同一幅图：大小相同，但没有门。你的模型保持不变。',
    curve: 'RNN',
    waiting: 'RNN 也在读这幅图。',
    sentence: ({ first, last, model, symbol, own, rnn }) =>
      `${model} 的 ‖∂L/∂${symbol}‖ 在${first}是在${last}的 ${own} 倍；RNN 的 ‖∂L/∂h‖ 是 ${rnn} 倍。`,
    verdict: {
      less: '传到 RNN 第一行的梯度更少。',
      alike: '对这幅图而言，仅凭梯度还分不出两者。',
      more: '传到 RNN 第一行的梯度反而更多：行数这么少，梯度不一定会衰减。',
    },
    memory: (rows, ofRnn, ofLstm) =>
      `记得住多少是另一回事：在 200 个测试数字后面各加 ${rows} 行空白，这个 RNN 只答对 ${ofRnn}，页面自带的 LSTM 答对 ${ofLstm}（详见“学习”）。`,
  },
  norms: {
    title: '梯度大小',
    label: '梯度大小，对数刻度',
    series: (symbol) => `‖∂L/∂${symbol}‖`,
    at: (place) => `在${place}`,
    image: (word, from, to) => `每一${word.one}的梯度大小，对数刻度，从 ${from} 到 ${to}`,
    sentence: (label, loss, symbol, share, place) =>
      `对照 ${label} 的损失为 ${loss}。回到阅读开始的${place}，${symbol} 的梯度为其最大值的 ${share}。`,
    help: '某一步的状态稍有变化时，损失会变化多少。曲线低的地方，训练几乎学不到那里读到的内容。答案很确定时损失很小，所有梯度都小，只有曲线的形状有意义。',
  },
  saliencyTitle: '数字与显著性',
  saliencyImage: '显著性：每个像素处增加墨迹时损失如何变化',
  saliencyTable: {
    caption: '墨迹稍有增加时损失的变化，按图像的行列出：该行所有像素合计使损失降低多少、升高多少，以及影响最大的像素',
    helps: '使损失降低',
    hurts: '使损失升高',
    strongest: '影响最大的像素',
    column: '所在列',
  },
  inkHelps: '加墨使损失降低',
  inkHurts: '升高',
  memory: {
    title: '记忆',
    order: '单元顺序',
    own: '原顺序',
    sorted: '记忆最久者在前',
    image: (word) => `记忆：每一${word.one}时各单元的状态在扫描线处还剩多少`,
    none: '普通循环层没有保留状态的门：状态每一步都被重写，因此没有可画的记忆。',
    half: (unit, steps, word) =>
      steps === 0 ? `单元 ${unit} 已不到前一${word.one}时的一半。` : `单元 ${unit} 还保留着 ${steps} ${word.many}之前内容的一半。`,
    begin: (unit) => `单元 ${unit} 从这里开始读取：之前没有时间步。`,
    whole: (unit) => `单元 ${unit} 还保留着阅读开始时内容的一半。`,
    help: (state, gate) => `${gate} 在其间各步的乘积：每一步的 ${state} 到扫描线处还剩多少。移动扫描线可以看到它逐渐消退。`,
    low: '0 消失',
    high: '1 完整',
  },
}
