import type { sets as english } from '../en/sets'

export const sets: typeof english = {
  parts: { MNIST: 'MNIST', 'Built-in digits': '内置数字', training: '训练集', test: '测试集' },
  first: (count) => `前 ${count} 个`,
  last: (count) => `后 ${count} 个`,
  separator: '，',
  next: '，然后 ',
}
