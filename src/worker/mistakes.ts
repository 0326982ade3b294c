import { CLASS_COUNT, IMAGE_PIXELS, inkOf, type LabelledImages } from '../core/images'
import type { MistakeSearch } from './protocol'

/**
 * Has a piece of a set answered and picks out the wrong answers, in the set's order.
 *
 * @param predict gives [N,C] probabilities for [N,28,28] in 0…1
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
  const images = inkOf(set.images.subarray(from * IMAGE_PIXELS, end * IMAGE_PIXELS))
  const probabilities = await predict(images)
  const mistakes = Array.from({ length: end - from }, (_, example) => {
    const row = probabilities.subarray(example * CLASS_COUNT, (example + 1) * CLASS_COUNT)
    const answer = row.indexOf(Math.max(...row))
    const image = images.slice(example * IMAGE_PIXELS, (example + 1) * IMAGE_PIXELS)
    return { index: from + example, image, label: set.labels[from + example]!, answer, probability: row[answer] ?? 0 }
  }).filter(({ label, answer }) => label !== answer)
  return { ...result, mistakes }
}
