import type { Task } from '../../core/task'
import { classLabel } from '../kit/task'

/** What a character of a label takes, and what stands between two labels, CSS pixels. */
const CHARACTER = 7
const SPACE = 3

/** Labels of a belief's columns, side by side: of all classes where they fit, else of every second, third … one. */
export function ClassLabels({ task, width }: { readonly task: Task; readonly width: number }) {
  const every = labelsApart(task, width)
  return task.classes.map((_, index) => <span key={index}>{index % every === 0 ? classLabel(task, index) : ''}</span>)
}

/** Every how many-th column can carry its label. @param width of all columns, CSS pixels */
export function labelsApart({ classes }: Task, width: number): number {
  const longest = Math.max(...classes.map(({ label }) => label.length))
  return Math.max(1, Math.ceil((longest * CHARACTER + SPACE) / (width / classes.length)))
}
