import { ShapeError } from '../../core/errors'
import { isStored, type LabelledImages, type TrainingImages } from '../../core/images'
import { pixelCount, requireSameTask, taskOf, type PictureSize, type Task } from '../../core/task'

/** @throws ShapeError unless `images` is [N,height,width] */
export function countImages(images: ArrayLike<number>, size: PictureSize): number {
  const count = images.length / pixelCount(size)
  if (!Number.isInteger(count)) {
    throw new ShapeError({ tensor: 'images', misfit: { kind: 'pictures', size: pixelCount(size), actual: images.length } })
  }
  return count
}

/** @throws ShapeError unless `image` is [height,width] */
export function requireImage(image: ArrayLike<number>, size: PictureSize): void {
  if (image.length !== pixelCount(size)) {
    throw new ShapeError({ tensor: 'image', misfit: { kind: 'count', expected: pixelCount(size), actual: image.length } })
  }
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

/** @throws TaskError for a set of another task than the model's; ShapeError for pictures and labels that do not fit it */
export function requireSet(set: LabelledImages, task: Task): void {
  requireSameTask(task, taskOf(set))
  requireLabels(set.labels, countImages(set.images, task.input), task.classes.length)
}

/** `requireSet` for a set to train on, whose pictures may lie in storage: they are looked at when they come. */
export function requireTrainingSet(set: TrainingImages, task: Task): void {
  if (!isStored(set)) return requireSet(set, task)
  requireSameTask(task, taskOf(set))
  requireLabels(set.labels, set.labels.length, task.classes.length)
}
