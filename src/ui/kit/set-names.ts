import type { sets } from './messages/en/sets'

type SetWords = typeof sets

/**
 * The name of a set of digits in the visitor's language.
 *
 * @param name  as `data/` and `train/` make them: `MNIST, training, last 5000`, or of a mixture `MNIST, training (60000) + Built-in digits, training (20000)`;
 *              a part that is not theirs, such as one from a file of somebody else, stays as it is
 */
export function describeSet(name: string, words: SetWords): string {
  return name
    .split(' + ')
    .map((set) => describeShare(set, words))
    .join(' + ')
}

function describeShare(name: string, words: SetWords): string {
  const [, set = name, count] = /^(.*) \((\d+)\)$/.exec(name) ?? []
  const described = set
    .split(', ')
    .map((part) => describePart(part, words))
    .join(words.separator)
  return count === undefined ? described : words.share(described, count)
}

function describePart(part: string, { parts, first, last }: SetWords): string {
  const known = Object.entries(parts).find(([english]) => english === part)
  if (known !== undefined) return known[1]
  const [, end, count] = /^(first|last) (\d+)$/.exec(part) ?? []
  if (end === undefined || count === undefined) return part
  return end === 'first' ? first(count) : last(count)
}
