import type { unit as english } from '../en/unit'

export const unit: typeof english = {
  equations: {
    title: (place) => `${place}的方程，代入数值`,
    moreDigits: '更多位数',
    help: '每个数写在它的符号下面。加权和由该单元自己的权重算出；某一项的最后一位可能调高或调低，使这里写出的各项之和正好等于写出的和。',
    first: (before, states) => `这是该单元读取的第一步：没有 ${before} 这一步，所以 ${states.join(' 和 ')} 从 0 开始。`,
    skipped: '这一步是空白的，而模型会跳过空白：状态保持不变，不作任何计算。',
  },
  weights: {
    title: '它在寻找什么',
    help: (feature) =>
      `与${feature}逐一相乘的权重，每个加权和一行，上方是这一步读到的内容。金色大于 0，蓝色小于 0；只有 x 不为 0 时权重才起作用。`,
    helpMaps: '下方的数字是特征图的列号，每一列包含所有图在该列的值。',
    kinds: {
      rowPixel: '该行的像素',
      columnPixel: '该列的像素',
      patchPixel: '该块的像素',
      pixel: '像素',
      feature: '前一层的特征',
      mapPlace: '特征图这一行的各个值',
    },
    keys: '左右方向键在特征之间移动，上下方向键在加权和之间移动；Home 和 End 到第一个和最后一个特征。',
    label: (unit) => `单元 ${unit} 的输入权重`,
    input: (feature) => `x：${feature}在这一步的数值`,
    image: (sums, features) => (sums === 1 ? `${features} 个权重` : `权重：${sums} 个加权和 × ${features} 个特征`),
    readout: '光标处的权重',
    place: (symbol, feature, number) => `${symbol}，${feature}，第 ${number} 个`,
    placeInMaps: (symbol, map, column) => `${symbol}，图 ${map}，第 ${column} 列`,
    product: (x, product) => `；此处 x 为 ${x}，乘积 ${product}`,
    joined: (place, weight, product) => `${place}：权重 ${weight}${product}`,
    legend: '权重',
    tableCaption: (feature) => `逐个列出${feature}：这一步的数值 x，以及在各加权和中的权重`,
    number: '序号',
    column: '列',
    map: '图',
  },
  active: {
    title: '哪些图像最能激活它',
    training: '权重正在变化。训练结束后再查找最能激活该单元的图像。',
    looking: '正在读几百幅测试图像，找出最能激活该单元的几幅。需要几秒钟，手写板优先…',
    none: '未能查找图像。选择另一个单元可以再试。',
    found: (count, set, symbol) =>
      `在 ${count} 幅图像（${set}）中，该单元的 ${symbol} 离 0 最远的几幅；标记指出在哪里。点按即可放到手写板上。`,
    example: (label, symbol, value, place) => `数字 ${label}：${symbol} 在${place}为 ${value}。放到手写板上`,
    caption: (label, place) => `${label}，${place}`,
  },
}
