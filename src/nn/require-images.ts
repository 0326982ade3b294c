import { ShapeError } from '../core/errors'
import { IMAGE_PIXELS } from '../core/images'

/** @throws ShapeError unless `images` is [N,28,28] */
export function countImages(images: ArrayLike<number>): number {
  const count = images.length / IMAGE_PIXELS
  if (!Number.isInteger(count)) {
    throw new ShapeError({ tensor: 'images', misfit: { kind: 'pictures', size: IMAGE_PIXELS, actual: images.length } })
  }
  return count
}

/** @throws ShapeError unless `labels` is [count] and every one a class of the model */
export function requireLabels(labels: Uint8Array, count: number, classes: number): void {
  if (labels.length !== count) {
    throw new ShapeError({ tensor: 'labels', misfit: { kind: 'count', expected: count, actual: labels.length } })
  }
  const bad = labels.findIndex((label) => label >= classes)
  if (bad !== -1) {
    throw new ShapeError({ tensor: 'labels', misfit: { kind: 'classes', count: classes, actual: labels[bad]!, index: bad } })
  }
}
