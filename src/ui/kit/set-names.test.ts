import { expect, it } from 'vitest'
import { loadMessages, messagesFor } from './messages/dictionaries'
import { describeSet } from './set-names'

await Promise.all([loadMessages('en'), loadMessages('zh')])

it.each([
  ['MNIST, test', 'MNIST, test set', 'MNIST，测试集'],
  ['Built-in digits, training', 'Built-in digits, training set', '内置数字，训练集'],
  ['MNIST, training, last 5000', 'MNIST, training set, last 5000', 'MNIST，训练集，后 5000 个'],
  ['MNIST, training, first 6000', 'MNIST, training set, first 6000', 'MNIST，训练集，前 6000 个'],
  ['somebody’s own, first of all', 'somebody’s own, first of all', 'somebody’s own，first of all'],
  ['constructor', 'constructor', 'constructor'],
])('%s', (name, english, chinese) => {
  expect(describeSet(name, messagesFor('en').sets)).toBe(english)
  expect(describeSet(name, messagesFor('zh').sets)).toBe(chinese)
})
