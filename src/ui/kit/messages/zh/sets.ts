import type { sets as english } from '../en/sets'

export const sets: typeof english = {
  known: {
    mnist: {
      status: 'MNIST 6 万',
      short: 'MNIST',
      name: 'MNIST',
      use: '使用 MNIST',
      about: (train, test) => `${train} 个手写数字用于训练，另有 ${test} 个用于测试。`,
      share: (count) => `MNIST ${count} 个`,
    },
    'built-in': {
      status: '内置数字',
      short: '内置',
      name: '本页生成的内置数字',
      use: '使用内置数字',
      about: (train, test) => `由页面自带的生成器产生：${train} 个数字用于训练，另有 ${test} 个用于测试。样子像 MNIST，但不是 MNIST。`,
      share: (count) => `内置数字 ${count} 个`,
    },
  },
  own: '自有数据',
  other: (title) => ({
    status: title,
    short: title,
    name: title,
    use: `使用 ${title}`,
    about: (train, test) => `${train} 幅图像用于训练，另有 ${test} 幅用于测试。`,
    share: (count) => `${title} ${count} 个`,
  }),
  mixed: {
    short: '混合',
    status: (sets) => sets.join(' + '),
    use: (sets) => `混合 ${sets.join(' + ')}`,
    shares: (shares) => shares.join('和'),
    about: (shares, train, test) => `${shares}，共 ${train} 个，混在一起用于训练。用 ${test}测试数字检验学到的内容。`,
    from: (set, origin) => `${set}：${origin}`,
  },
  parts: {
    MNIST: 'MNIST',
    'Built-in digits': '内置数字',
    'Pen digits': '手写笔数字',
    'Own data': '自有数据',
    training: '训练集',
    test: '测试集',
  },
  first: (count) => `前 ${count} 个`,
  last: (count) => `后 ${count} 个`,
  share: (set, count) => `${set}（${count} 个）`,
  separator: '，',
  next: '，然后',
}
