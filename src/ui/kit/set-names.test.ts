import { expect, it } from 'vitest'
import { loadMessages, messagesFor } from './messages/dictionaries'
import { describeSet } from './set-names'

await Promise.all([loadMessages('en'), loadMessages('zh')])

it.each([
  ['MNIST, test', 'MNIST, test set', 'MNIST，测试集'],
  ['Built-in digits, training', 'Built-in digits, training set', '内置数字，训练集'],
  ['MNIST, training, last 5000', 'MNIST, training set, last 5000', 'MNIST，训练集，后 5000 个'],
  ['MNIST, training, first 6000', 'MNIST, training set, first 6000', 'MNIST，训练集，前 6000 个'],
  [
    'MNIST, training (60000) + Pen digits, training (17238) + Built-in digits, training (9)',
    'MNIST, training set (60000) + Pen digits, training set (17238) + Built-in digits, training set (9)',
    'MNIST，训练集（60000 个） + 手写笔数字，训练集（17238 个） + 内置数字，训练集（9 个）',
  ],
  ['somebody’s own, first of all', 'somebody’s own, first of all', 'somebody’s own，first of all'],
  ['constructor', 'constructor', 'constructor'],
])('%s', (name, english, chinese) => {
  expect(describeSet(name, messagesFor('en').sets)).toBe(english)
  expect(describeSet(name, messagesFor('zh').sets)).toBe(chinese)
})
