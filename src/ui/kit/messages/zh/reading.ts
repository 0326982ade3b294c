import type { reading as english } from '../en/reading'

export const reading: typeof english = {
  title: '逐行阅读',
  lead: '网络自上而下逐行读取图像。每张图是 LSTM 的一个信号：每一行是一个时间步，每一列是一个单元。',

  summary: (digit, percent, row) => `识别为 ${digit}，概率 ${percent}。从第 ${row} 行起答案不再改变。`,
  summaryAlways: (digit, percent) => `识别为 ${digit}，概率 ${percent}。从第一行起答案就没有变过。`,
  summaryEmpty: '画板是空的：图中是网络读取空白行时的信号。',
  summaryNone: '还没有读取任何内容。',

  transport: {
    label: '扫描线',
    play: '播放扫描',
    pause: '暂停扫描',
    step: '时间步：已读的行数',
    stepOf: (row, rows) => `第 ${row} 行，共 ${rows} 行`,
    speed: '速度',
    speedOf: (times) => `${times}×`,
  },

  soFar: {
    label: '目前的答案',
    after: (row, rows) => (row === rows ? `读完全部 ${rows} 行` : `读到第 ${row} 行，共 ${rows} 行`),
  },

  maps: {
    label: '阅读过程图',
    keys: '上下方向键移动时间步，左右方向键移动单元；Home 和 End 到第一行和最后一行；按信号的字母跳到对应的图；空格键播放。',
    digit: '数字',
    digitImage: '网络读取的图像：28 行像素',
    belief: '信念',
    beliefImage: (rows) => `信念：网络在读完 ${rows} 行中每一行之后会给出的答案`,
    beliefHelp: '如果读到这一行就停下，网络会给出的答案：每个数字一列。',
    digitHelp: '网络读取的图像：每一步读一行像素。扫描线以下的行还没有读。',
    image: (name, rows, units) => `${name}：${rows} 步 × ${units} 个单元`,
    time: '时间 ↓（图像的行）',
    units: '单元',
    settled: '从这里起答案不再改变',
  },

  readout: {
    label: '光标处的数值',
    hint: '把指针移到图上查看数值，点击可选定一个单元。',
    signal: (symbol, unit, row) => `${symbol}，单元 ${unit}，第 ${row} 行`,
    joined: (place) => `${place}：`,
    belief: (digit, row) => `对 ${digit} 的信念，第 ${row} 行`,
    pixel: (column, row) => `第 ${column} 列、第 ${row} 行的墨迹`,
  },

  legend: {
    gate: '门',
    gateLow: '0 关闭',
    gateHigh: '1 打开',
    state: '状态',
    stateHelp: 'C 可以超出 ±1，超出部分保持两端的颜色；数值是精确的。',
    probability: '信念',
  },

  inspector: {
    title: (unit) => `单元 ${unit}`,
    of: (units) => `共 ${units} 个，随时间变化`,
    previous: '上一个单元',
    next: '下一个单元',
    gates: '门',
    states: '状态',
    chart: (title, unit) => `单元 ${unit} 的${title}随图像各行的变化`,
    rowAxis: '图像的行 →',
    valueAt: (row) => `第 ${row} 行`,
    signal: '信号',
  },

  signals: {
    i: { name: '输入门', full: '输入门 i', sentence: '每个单元在这一行把多少候选值写入细胞。' },
    f: { name: '遗忘门', full: '遗忘门 f', sentence: '每个单元保留多少旧的细胞状态：1 全部保留，0 全部忘掉。' },
    o: { name: '输出门', full: '输出门 o', sentence: '每个单元把多少细胞内容展示给网络的其他部分。' },
    g: { name: '候选值', full: '候选值 C̃', sentence: '根据这一行和上一步的隐状态，每个单元准备写入细胞的内容。' },
    c: { name: '细胞', full: '细胞状态 C', sentence: '记忆：保留下来的旧内容，加上这一行写入的新内容。' },
    h: { name: '隐状态', full: '隐状态 h', sentence: '每个单元对外说的话：压缩后的细胞状态，经输出门放行。' },
  },
  where: 'σ 把和压缩到 0 … 1，tanh 压缩到 −1 … 1；x 是这一行像素，⊙ 表示逐单元相乘。',
  about: (name) => `关于${name}`,
  noLayer: '这个模型没有可以观察的循环层。',
  waiting: '正在载入模型…',
}
