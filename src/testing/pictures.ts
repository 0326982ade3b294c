import type { LabelledImages } from '../core/images'
import { IMAGE_PIXELS } from './digits'
import { Random } from '../core/random'
import { pixelCount, type Task } from '../core/task'

/** Pictures that need no file. */

/** Some ink in the middle of each picture, grey levels in 0…1. */
export function somePictures(count: number, seed: number): { images: Float32Array; labels: Uint8Array } {
  const random = new Random(seed, count)
  const images = new Float32Array(count * IMAGE_PIXELS)
  for (let index = 0; index < images.length; index++) {
    const x = index % 28
    const y = Math.floor(index / 28) % 28
    if (x > 7 && x < 20 && y > 4 && y < 22) images[index] = random.uniform()
  }
  return { images, labels: Uint8Array.from({ length: count }, () => random.integer(10)) }
}

/** Noise with a bright band for each class, as bytes: something to learn. */
export function bands(count: number): LabelledImages {
  const random = new Random(5, count)
  const labels = Uint8Array.from({ length: count }, () => random.integer(10))
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, (_, index) => {
    const row = Math.floor((index % IMAGE_PIXELS) / 28)
    const isBand = Math.floor(row / 2) === 2 + labels[Math.floor(index / IMAGE_PIXELS)]!
    return isBand ? 200 + random.integer(56) : random.integer(40)
  })
  return { name: 'bands', images, labels }
}

/** Noise of any task's size: nothing to learn, but everything to compute. */
export function randomSet(count: number, task: Task): LabelledImages {
  const random = new Random(7, count)
  const images = Uint8Array.from({ length: count * pixelCount(task.input) }, () => Math.max(0, random.integer(512) - 256))
  return { name: 'noise', task, images, labels: Uint8Array.from({ length: count }, () => random.integer(task.classes.length)) }
}
