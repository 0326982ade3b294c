import type { PictureSize } from '../../core/task'
import { groundOf } from './transform'

/** What single pictures say of their whole set: are they dark on light, do they lie on their side. */

/** Pictures that are looked at: each class has its say, however the set is sorted. */
const OF_A_CLASS = 40

/** A border lighter than this is paper, not black ground. */
const LIGHT = 140
/** Ink is what stands out from the ground so far. */
const STANDS_OUT = 64
/** So much wider than tall is the most drawn out class of a set that lies on its side; logarithm of the ratio. */
const LYING = Math.log(1.6)
/** So much wider than tall are the pictures of all classes then, on average. */
const WIDE = Math.log(1.02)

interface ClassLook {
  seen: number
  /** Sum of the logarithms of width to height of what is drawn. */
  drawnOut: number
}

export class Looks {
  private readonly classes = new Map<string, ClassLook>()
  private pictures = 0
  private light = 0

  add(picture: Uint8Array, size: PictureSize, label: string): void {
    const look = this.classes.get(label) ?? { seen: 0, drawnOut: 0 }
    if (look.seen >= OF_A_CLASS) return
    const ground = groundOf(picture, size)
    this.pictures++
    if (ground > LIGHT) this.light++
    const ratio = drawnOut(picture, size, ground)
    look.seen++
    look.drawnOut += ratio
    this.classes.set(label, look)
  }

  /** Most pictures are dark on light. */
  get isDarkOnLight(): boolean {
    return this.light > this.pictures / 2
  }

  /**
   * Handwriting that lies on its side, as EMNIST's files have it: of letters and digits the most drawn out ones, such as 1 and I, are tall, and all of them
   * together are rather tall than wide.
   */
  get liesOnItsSide(): boolean {
    const means = [...this.classes.values()].map(({ seen, drawnOut: sum }) => sum / seen)
    const most = means.reduce((far, mean) => (Math.abs(mean) > Math.abs(far) ? mean : far), 0)
    const all = means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length)
    return most > LYING && all > WIDE
  }
}

/** Logarithm of width to height of the box around what stands out from the ground; 0 for a blank picture. */
function drawnOut(picture: Uint8Array, { height, width }: PictureSize, ground: number): number {
  let [top, bottom, left, right] = [height, -1, width, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.abs(picture[y * width + x]! - ground) < STANDS_OUT) continue
      top = Math.min(top, y)
      bottom = y
      left = Math.min(left, x)
      right = Math.max(right, x)
    }
  }
  return bottom < top ? 0 : Math.log((right - left + 1) / (bottom - top + 1))
}
