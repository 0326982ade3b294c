import type { rows as english } from '../en/rows'

export const rows: typeof english = {
  title: '逐行生成',
  lead: '另一种生成方式：这个 LSTM 从图像中学习。它读入上方各行，从左到右给出每个像素有墨迹的概率，按概率随机抽取，下一行再以此为条件。因此每幅图像都有精确的概率。',
  file: (size) => `首次绘制时才加载网络（${size}）。`,
  loading: (percent) => `正在加载绘图网络（${percent}）`,
  failed: '无法加载绘图网络。',
  again: '重试',

  controls: '画什么',
  temperature: '温度',
  temperatureHelp: '低于 1 更保守，高于 1 更大胆。',
  seed: '种子',
  seedHelp: '种子相同，八幅图像就相同。',
  kept: '保留的行数',
  keptValue: (count) => `${count}/28 行`,
  keptHelp: '保留手写板图像最上面的若干行，其余由网络绘制。',
  keptImage: (count) => `手写板图像最上面的 ${count} 行`,
  another: '另画八个',
  draw: '画八个数字',
  drawing: '绘制中…',
  finish: '补全我的数字',
  finishHelp: '给出下方各行的八种画法。',
  finishNone: '请先在手写板上写一个数字。',

  gallery: '八幅图像',
  drawn: (temperature, seed) => `温度 ${temperature}，种子 ${seed}。`,
  finished: (kept, temperature, seed) => `上面 ${kept} 行来自手写板，其余由网络绘制（温度 ${temperature}，种子 ${seed}）。`,
  picture: (place, nats) => `第 ${place} 幅：${nats} 奈特`,

  look: '绘制过程',
  lookLead: '左：图像。中：给定上方和左侧的全部像素时，每个像素有墨迹的概率。右：每一行的奈特数，数值大表示出乎网络的预料。',
  row: '行',
  rowValue: (row) => `${row}/28`,
  inkImage: (row) => `画到第 ${row} 行的图像`,
  chanceImage: (row) => `到第 ${row} 行为止，每个像素有墨迹的概率`,
  natsImage: (sum, row) => `每行的奈特数：合计 ${sum}，第 ${row} 行最多`,
  names: { ink: '图像', chance: '墨迹概率', nats: '每行奈特数' },

  signals: '它的门在做什么',
  signalsLead: '每一行对应图像的一行，每一列是 LSTM 的一个单元。门只读入了上方各行，没有读入这一行本身。',
  signalImage: (name, units) => `绘图 LSTM 的${name}：28 行，${units} 个单元`,

  table: {
    title: '这幅图像的数值',
    caption: '按图像的行列出：墨迹、墨迹的概率、网络有多意外，以及它的门',
    black: '黑色像素',
    chance: '墨迹概率均值',
    nats: '奈特数',
  },

  about: (parameters, loss) =>
    `含 256 个单元的 LSTM，加上处理左侧像素的 448 个掩码单元，共 ${parameters} 个参数，用 MNIST 的 55,000 个数字训练；在 10,000 个测试数字上为每幅 ${loss} 奈特，其中每个像素以其灰度为概率取黑色。`,
  sources:
    '参考：A. van den Oord、N. Kalchbrenner、K. Kavukcuoglu，“Pixel Recurrent Neural Networks”，2016（其中的行 LSTM 为 80.5 奈特）；M. Germain、K. Gregor、I. Murray、H. Larochelle，“MADE”，2015。',
}
