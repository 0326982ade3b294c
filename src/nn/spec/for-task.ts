import { DIGITS, isSameTask, type Task } from '../../core/task'
import type { ModelSpec } from './model-spec'

/** The same layers for another task: the last one gets a unit for every class. Whether they can read its pictures is for `parseModelSpec` to say. */
export function specFor({ input, layers }: ModelSpec, task: Task): ModelSpec {
  const last = layers.length - 1
  return {
    version: 1,
    ...(!isSameTask(task, DIGITS) && { task }),
    input,
    layers: layers.map((layer, index) => (index === last && layer.type === 'dense' ? { ...layer, units: task.classes.length } : layer)),
  }
}
