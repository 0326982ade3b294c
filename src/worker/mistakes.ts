import { picturesOf, toInk, type LabelledImages } from '../core/images'
import { pixelCount, taskOf } from '../core/task'
import type { MistakeSearch } from './protocol'

/**
 * Has a piece of a set answered and picks out the wrong answers, in the set's order.
 *
 * @param predict gives [N,C] probabilities for [N,height,width] in 0…1
 * @param piece   examples `from` to `from + count`, cut off at the end of the set
 */
export async function findMistakes(
  predict: (images: Float32Array) => Promise<Float32Array>,
  set: LabelledImages,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<MistakeSearch> {
  const total = set.labels.length
  const end = Math.min(total, from + count)
  const result = { set: set.name, total, next: Math.max(from, end), mistakes: [] }
  if (end <= from) return result
  const { input, classes } = taskOf(set)
  const pixels = pixelCount(input)
  const images = toInk(picturesOf(set, from, end))
  const probabilities = await predict(images)
  const mistakes = Array.from({ length: end - from }, (_, example) => {
    const row = probabilities.subarray(example * classes.length, (example + 1) * classes.length)
    const answer = row.indexOf(Math.max(...row))
    const image = images.slice(example * pixels, (example + 1) * pixels)
    return { index: from + example, image, label: set.labels[from + example]!, answer, probability: row[answer] ?? 0 }
  }).filter(({ label, answer }) => label !== answer)
  return { ...result, mistakes }
}
