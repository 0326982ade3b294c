import { useMemo } from 'react'
import { DIGITS, isSameTask, taskOf, type Task } from '../../core/task'
import type { Store } from '../../state/app-state'
import type { Messages } from './messages/messages'
import { useAppStore } from './store'

/** What the model on the page is for; digits before there is one. The same object while it stays the same task. */
export function useTask(): Task {
  const select = useMemo(() => {
    let last = DIGITS
    return ({ model }: Pick<Store, 'model'>): Task => {
      const task = model === null ? DIGITS : taskOf(model.spec)
      if (!isSameTask(task, last)) last = task
      return last
    }
  }, [])
  return useAppStore(select)
}

/** What is printed for a class; its number for one that the task does not have. */
export function classLabel({ classes }: Task, index: number): string {
  return classes[index]?.label ?? String(index)
}

/** What a sentence or a screen reader says for a class, in the visitor's language where the page knows the task. */
export function className(task: Task, index: number, { tasks }: Pick<Messages, 'tasks'>): string {
  return wordsOf(task, tasks)?.classes?.[index] ?? task.classes[index]?.name ?? String(index)
}

/** Every class with what is printed and what is said. */
export function classesOf(task: Task, messages: Pick<Messages, 'tasks'>): readonly { readonly label: string; readonly name: string }[] {
  return task.classes.map(({ label }, index) => ({ label, name: className(task, index, messages) }))
}

function wordsOf({ id }: Task, { known }: Messages['tasks']) {
  return Object.hasOwn(known, id) ? known[id] : undefined
}
