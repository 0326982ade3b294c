import type { ShippedSet } from '../../../../data/sets/shipped'

/** What the page says of one data set. */
interface SetWords {
  /** In the header. */
  readonly status: string
  /** On a button among others. */
  readonly short: string
  /** In a sentence. */
  readonly name: string
  readonly use: string
  readonly about: (train: string, test: string) => string
  /** So many of its digits. */
  readonly share: (count: string) => string
}

/** Words for data sets, and the names of their parts, put together of parts. */
export const sets = {
  /** By the registry's ids; `other` has words for a set that is not among them. */
  known: {
    mnist: {
      status: 'MNIST 60k',
      short: 'MNIST',
      name: 'MNIST',
      use: 'Use MNIST',
      about: (train, test) => `${train} handwritten digits to train on, ${test} others to test with.`,
      share: (count) => `${count} of MNIST’s`,
    },
    'built-in': {
      status: 'Built-in digits',
      short: 'Built-in',
      name: 'built-in digits, made by this page',
      use: 'Use built-in digits',
      about: (train, test) =>
        `${train} digits from the page’s own generator to train on, ${test} others to test with. They look like MNIST but are not.`,
      share: (count) => `${count} built-in`,
    },
  } satisfies Record<ShippedSet, SetWords>,
  /** What the visitor wrote. */
  hand: {
    status: 'My handwriting',
    short: 'My hand',
    name: 'your handwriting',
    use: 'Use my handwriting',
    about: (train, test) => `${train} pictures made of your ${test} drawings, each written again with another pen, size and place.`,
    share: (count) => `${count} of my hand`,
    /** Mixed into another set, on a button. */
    mixedShort: 'With my hand',
  } satisfies SetWords & { mixedShort: string } as SetWords & { readonly mixedShort: string },
  /** What the visitor brought, where it has no title. */
  own: 'Own data',
  other: (title: string): SetWords => ({
    status: title,
    short: title,
    name: title,
    use: `Use ${title}`,
    about: (train, test) => `${train} pictures to train on, ${test} others to test with.`,
    share: (count) => `${count} of ${title}`,
  }),
  /** Of a set into which another is mixed. Shares are words of `share`. */
  mixed: {
    short: 'Mixed',
    status: (sets: readonly string[]) => sets.join(' + '),
    use: (sets: readonly string[]) => `Mix ${sets.join(' + ')}`,
    shares: (shares: readonly string[]) => shares.join(' and '),
    about: (shares: string, train: string, test: string) =>
      `${shares} digits, ${train} in all, to train on. ${test} test digits measure what was learnt.`,
    /** Where one of the sets is from. */
    from: (set: string, origin: string) => `${set}: ${origin}`,
  },
  parts: {
    MNIST: 'MNIST',
    'Built-in digits': 'Built-in digits',
    'Pen digits': 'Pen digits',
    'Own data': 'Own data',
    'My handwriting': 'My handwriting',
    others: 'others',
    'unseen writers': 'unseen writers',
    training: 'training set',
    test: 'test set',
  },
  first: (count: string) => `first ${count}`,
  last: (count: string) => `last ${count}`,
  /** A set in a mixture, with the number of its examples. */
  share: (set: string, count: string) => `${set} (${count})`,
  separator: ', ',
  /** Between two sets that one model learnt from, one after the other. */
  next: ', then ',
}
