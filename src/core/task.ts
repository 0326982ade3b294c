import { integer, list, record, refuse, text, type Decoder } from './decode'
import type { ErrorDetail } from './error-details'
import { GatelightError } from './gatelight-error'

/** One thing that a picture can show. */
export interface TaskClass {
  /** What is printed on answers, beliefs and shelves: `7`. */
  readonly label: string
  /** What a sentence or a screen reader says: `capital G`. */
  readonly name: string
}

export interface PictureSize {
  readonly height: number
  readonly width: number
}

/** What a model is to tell of a picture. Plain JSON: data sets and models carry it, checkpoints and messages too. */
export interface Task {
  /** Two tasks of one `id` have the same words in the page's dictionaries. */
  readonly id: string
  /** In the order of the labels of a data set and of the scores of a model. */
  readonly classes: readonly TaskClass[]
  /** Of one picture, in pixels. */
  readonly input: PictureSize
}

/** What fits in memory and on a page. A label is a byte in every data set, so there are no more classes than bytes. */
export const TASK_LIMITS = { id: 64, classes: 256, label: 16, name: 80, side: 256 } as const

/** MNIST's task: which of ten digits is it. A digit is said as it is printed, in any language. */
export const DIGITS: Task = {
  id: 'digits',
  classes: Array.from({ length: 10 }, (_, digit) => ({ label: String(digit), name: String(digit) })),
  input: { height: 28, width: 28 },
}

/** What a model or a set is for: what says nothing of it is about digits. */
export function taskOf({ task }: { readonly task?: Task }): Task {
  return task ?? DIGITS
}

export function pixelCount({ height, width }: PictureSize): number {
  return height * width
}

/** Whether pictures and labels of one mean the same in the other; names are only words. */
export function isSameTask(a: Task, b: Task): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.input.height === b.input.height &&
      a.input.width === b.input.width &&
      a.classes.length === b.classes.length &&
      a.classes.every(({ label }, index) => label === b.classes[index]?.label))
  )
}

/** A model of one task and data of another. */
export class TaskError extends GatelightError {
  readonly code = 'task'
  constructor(readonly detail: ErrorDetail<'task'>) {
    super('Model and data are of different tasks', detail)
  }
}

/** @throws TaskError unless a model and data are of one task */
export function requireSameTask(model: Task, data: Task): void {
  if (!isSameTask(model, data)) throw new TaskError({ model: model.id, data: data.id })
}

function shortText(longest: number): Decoder<string> {
  return (value, path) => {
    const words = text(value, path)
    const isPrintable = words.trim() !== '' && words.length <= longest && !/\p{Cc}/u.test(words)
    return isPrintable ? words : refuse(path, `1 … ${longest} characters that can be printed`, value)
  }
}

const side = integer(1, TASK_LIMITS.side)
const classes = list(record({ label: shortText(TASK_LIMITS.label), name: shortText(TASK_LIMITS.name) }), TASK_LIMITS.classes)

/** A task from a file or a message. @throws DecodeError */
export const decodeTask: Decoder<Task> = record({
  id: shortText(TASK_LIMITS.id),
  classes: (value, path) => {
    const decoded = classes(value, path)
    const labels = new Set(decoded.map(({ label }) => label))
    return decoded.length >= 2 && labels.size === decoded.length
      ? decoded
      : refuse(path, 'at least 2 classes with labels of their own', value)
  },
  input: record({ height: side, width: side }),
})
