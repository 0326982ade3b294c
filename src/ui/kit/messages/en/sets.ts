/** Names of sets of digits, put together of parts. */
export const sets = {
  parts: { MNIST: 'MNIST', 'Built-in digits': 'Built-in digits', training: 'training set', test: 'test set' },
  first: (count: string) => `first ${count}`,
  last: (count: string) => `last ${count}`,
  separator: ', ',
  /** Between two sets that one model learnt from, one after the other. */
  next: ', then ',
}
