/** Work that is done for one input at a time, and of those that wait for the newest alone. */
export interface LatestWins<Input, Output> {
  /** Does the work now or when the present one is done. @returns null when a newer request took its place in waiting */
  request(input: Input): Promise<Output | null>
  /** Resolves when nothing is being done and nothing waits: for work that lets all of this go first. */
  idle(): Promise<void>
}

/** Reading a drawing while the pen moves must show the newest picture, not every one. */
export function latestWins<Input, Output>(work: (input: Input) => Promise<Output>): LatestWins<Input, Output> {
  let isBusy = false
  let waiting: { readonly input: Input; readonly answer: (output: Promise<Output> | null) => void } | null = null
  const idlers = new Set<() => void>()

  const run = async (input: Input): Promise<Output> => {
    isBusy = true
    try {
      return await work(input)
    } finally {
      isBusy = false
      const next = waiting
      waiting = null
      next?.answer(run(next.input))
      if (!isBusy) wakeIdlers()
    }
  }

  const wakeIdlers = (): void => {
    for (const wake of idlers) wake()
    idlers.clear()
  }

  const idle = async (): Promise<void> => {
    if (!isBusy) return
    await new Promise<void>((resolve) => idlers.add(resolve))
    await idle()
  }

  return {
    request(input) {
      if (!isBusy) return run(input)
      waiting?.answer(null)
      return new Promise((answer) => (waiting = { input, answer }))
    },
    idle,
  }
}
