interface TaskWords {
  /** What pictures of the task show: `digits`. */
  readonly title: string
  /** What sentences call its classes, in their order; by default the task's own names. */
  readonly classes?: readonly string[]
}

/** Words for the tasks that the page knows, by their ids; others are told by their own names. */
export const tasks: { readonly known: Readonly<Record<string, TaskWords>> } = {
  known: {
    digits: { title: 'digits' },
    own: { title: 'pictures of your own' },
    fashion: { title: 'Fashion-MNIST' },
    kmnist: { title: 'KMNIST' },
    az: { title: 'letters' },
    balanced: { title: 'EMNIST balanced' },
    byclass: { title: 'EMNIST by class' },
  },
}
