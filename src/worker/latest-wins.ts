/**
 * Does one thing at a time and keeps at most one waiting: a newer call overtakes the one that waits, whose promise gives null.
 *
 * Reading a drawing while the pen moves must show the newest picture, not every one.
 */
export class LatestWins<Input, Output> {
  private isBusy = false
  private readonly idlers = new Set<() => void>()
  private waiting: { input: Input; answer: (output: Promise<Output> | null) => void } | null = null

  constructor(private readonly work: (input: Input) => Promise<Output>) {}

  request(input: Input): Promise<Output | null> {
    if (!this.isBusy) return this.run(input)
    this.waiting?.answer(null)
    return new Promise((answer) => (this.waiting = { input, answer }))
  }

  /** Resolves when nothing is being done and nothing waits: for work that lets all of this go first. */
  async idle(): Promise<void> {
    while (this.isBusy) await new Promise<void>((resolve) => this.idlers.add(resolve))
  }

  private async run(input: Input): Promise<Output> {
    this.isBusy = true
    try {
      return await this.work(input)
    } finally {
      this.isBusy = false
      const next = this.waiting
      this.waiting = null
      next?.answer(this.run(next.input))
      if (!this.isBusy) this.wakeIdlers()
    }
  }

  private wakeIdlers(): void {
    for (const wake of this.idlers) wake()
    this.idlers.clear()
  }
}
