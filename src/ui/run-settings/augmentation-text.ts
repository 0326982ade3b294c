import type { AugmentationKind } from '../../nn/spec/augmentation'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'

/** A strength for people: ±2 px, ±10°, ±10 %, ±0.1, up to 40 %; off for 0. */
export function strengthText(kind: AugmentationKind, strength: number, words: Messages['training']['augment'], format: Format): string {
  if (strength === 0) return words.off
  switch (kind) {
    case 'shift':
    case 'elastic':
      return words.pixels(format.significant(strength))
    case 'rotate':
      return words.degrees(format.integer(strength))
    case 'scale':
      return words.share(format.percent(strength, 0))
    case 'shear':
      return words.share(format.significant(strength))
    case 'blur':
      return words.upToPixels(format.significant(strength))
    case 'ground':
    case 'noise':
    case 'negative':
      return words.upTo(format.percent(strength, 0))
    default:
      return kind satisfies never
  }
}
