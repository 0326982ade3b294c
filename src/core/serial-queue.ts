/** Runs one task at a time. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>

/** A queue that runs tasks in the order in which they came; a task that fails does not hold up the next. */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = result.catch(() => {})
    return result
  }
}
