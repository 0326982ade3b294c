import type { watch as english } from '../en/watch'

export const watch: typeof english = {
  title: '训练的内部',
  lead: '梯度、权重和门如何一步步变化。',
  help: (gradients, signals) =>
    `另一个模型取用训练中保留下来的权重，因此训练本身不受影响。它阅读前 ${gradients} 个训练数字的原样，不用 dropout；门和状态的取值由前 ${signals} 个统计。训练进行时，这大约占用二十分之一的时间。`,
  empty: '训练开始之后，这里会显示网络内部如何变化。',
  waiting: '正在查看最初的时刻…',
  known: (known, kept) => `保留的 ${kept} 个时刻中，已查看 ${known} 个。`,
  failed: (message, hint) => `${message}${hint}`,

  spacing: '步的间隔',
  spacings: { even: '均匀的步', log: '对数的步' },
  stepAxis: '步',
  slider: '读取数值的步',
  at: (step) => `第 ${step} 步之后`,

  key: '图例',
  whole: '整个网络',
  marks: { read: '下方读取处', past: '正在回看处' },
  gradients: {
    title: '梯度',
    axis: '范数',
    image: '整个网络和各层的梯度范数随训练步数的变化，对数刻度；数值见下表',
  },
  updates: {
    title: '一步的大小',
    axis: '‖Δw‖ / ‖w‖',
    image: '整个网络和各层的权重在一步中移动的相对距离随训练步数的变化，对数刻度；数值见下表',
    none: '还没有量过单独的一步。',
  },
  updatesHelp: '这恰好是优化器用自己那一批数字走的一步：权重移动的距离（‖Δw‖）除以权重的大小（‖w‖）。通常约为 0.001。',
  table: {
    caption: (step) => `第 ${step} 步之后的范数`,
    norms: '梯度与步长',
    step: '步',
    layer: '层',
    gradient: '梯度',
    update: '下一步，‖Δw‖ / ‖w‖',
    unknown: '–',
  },

  weights: {
    title: '权重',
    pick: '张量',
    image: (name) => `${name} 的权重分布随训练步数的变化；数值见下面的句子`,
  },
  signals: {
    title: '门和状态',
    pick: '信号',
    image: (name) => `${name} 的取值分布随训练步数的变化；数值见下面的句子`,
    none: '这个网络没有循环层。',
  },
  option: (layer, name) => `${layer}：${name}`,
  valueAxis: '取值',
  share: '所占比例',
  orMore: (share) => `${share} 及以上`,
  spread: (step, low, middle, high) => `第 ${step} 步之后，中位数为 ${middle}，十分之九的值在 ${low} 和 ${high} 之间。`,
}
