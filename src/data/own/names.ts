import { DIGITS, type PictureSize, type Task, TASK_LIMITS, type TaskClass } from '../../core/task'

/** What the classes of a set may be called: as its files call them, or as a published set does. */
export const namingIds = ['files', 'fashion', 'kmnist', 'az', 'balanced', 'byclass'] as const
export type NamingId = (typeof namingIds)[number]

const CAPITALS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const TEN = Array.from('0123456789')

const capital = (letter: string): TaskClass => ({ label: letter, name: `capital ${letter}` })
const small = (letter: string): TaskClass => ({ label: letter, name: `small ${letter}` })
const plain = (label: string): TaskClass => ({ label, name: label })

/**
 * Classes of published sets, in the order of their labels.
 *
 * Sources: Xiao et al. 2017, "Fashion-MNIST", table 2; Clanuwat et al. 2018, "Deep Learning for Classical Japanese Literature", figure 2;
 * Cohen et al. 2017, "EMNIST", section II: 26 letters of either case, 47 balanced classes with small letters only where they look otherwise, 62 by class.
 */
const published: Readonly<Record<Exclude<NamingId, 'files'>, readonly TaskClass[]>> = {
  fashion: ['T-shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'].map(plain),
  kmnist: Array.from('おきすつなはまやれを', plain),
  az: CAPITALS.map((letter) => ({ label: letter, name: letter })),
  balanced: [...TEN.map(plain), ...CAPITALS.map(capital), ...Array.from('abdefghnqrt', small)],
  byclass: [...TEN.map(plain), ...CAPITALS.map(capital), ...CAPITALS.map((letter) => small(letter.toLowerCase()))],
}

/** What files say of each class. */
export interface ClassCount {
  readonly key: string
  readonly train: number
  readonly test: number
}

const isWhole = (key: string): boolean => /^\d+$/.test(key)

/** Classes in their order: by number, or by name as people sort. */
export function sortedKeys(keys: Iterable<string>): string[] {
  const all = [...keys]
  return all.every((key) => Number.isFinite(Number(key)) && key !== '')
    ? all.toSorted((a, b) => Number(a) - Number(b))
    : all.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** The names that fit a set with these classes; the first is always what its files say. */
export function namingsFor(keys: readonly string[]): readonly NamingId[] {
  const first = Number(keys[0])
  const isCounted = keys.every((key, place) => isWhole(key) && Number(key) === first + place) && (first === 0 || first === 1)
  return namingIds.filter((id) => id === 'files' || (isCounted && published[id].length === keys.length))
}

/** What a set looks like in all: who knows the published ones tells them apart by it. */
export interface Likeness {
  /** Mean level of all pictures, ink light, 0…1. */
  readonly ink: number
  readonly isBalanced: boolean
}

/** Mean ink of published sets, from their papers' data; how far another may be from it. */
const KNOWN_INK = { fashion: 0.286, kmnist: 0.192 } as const
const NEAR = 0.015

/**
 * The names that a set most likely has. The ten classes of Fashion-MNIST and KMNIST are told from digits by being balanced to the picture and by their ink;
 * of more classes there is one published set each.
 */
export function likelyNaming(keys: readonly string[], { ink, isBalanced }: Likeness): NamingId {
  const fitting = namingsFor(keys)
  const [, ...others] = fitting
  if (keys.length !== 10) return others[0] ?? 'files'
  const near = (['fashion', 'kmnist'] as const).find((id) => isBalanced && Math.abs(ink - KNOWN_INK[id]) < NEAR && fitting.includes(id))
  return near ?? 'files'
}

/** The task of a set. Ten digits of MNIST's size are MNIST's task: its models read them. */
export function taskFor(naming: NamingId, keys: readonly string[], input: PictureSize): Task {
  const isDigits = naming === 'files' && keys.length === 10 && keys.every((key, place) => key === String(place))
  if (isDigits) return { ...DIGITS, input }
  const classes = naming === 'files' ? namedByFiles(keys) : published[naming]
  return { id: naming === 'files' ? 'own' : naming, classes, input }
}

/** Labels are short, and each is one class alone. */
function namedByFiles(keys: readonly string[]): readonly TaskClass[] {
  const taken = new Set<string>()
  return keys.map((key, place) => {
    const clean = key.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()
    const short = clean.slice(0, TASK_LIMITS.label).replace(/[\uD800-\uDBFF]$/, '')
    const label = short === '' || taken.has(short) ? String(place) : short
    taken.add(label)
    return { label, name: clean.slice(0, TASK_LIMITS.name).replace(/[\uD800-\uDBFF]$/, '') || label }
  })
}
