/** Batches of one question that wait on the GPU: it has the next one before the last one's answer has come back, and a reading asked for now waits for these at most. */
const MOST = 2

/** Keeps two batches of many pictures on their way. */
export class BatchesInFlight {
  private readonly waiting: Promise<void>[] = []

  /** @param counted  settles when the batch has come back and was counted  @throws what a batch before it failed of */
  async add(counted: Promise<void>): Promise<void> {
    // Where an earlier batch fails, that is told and nobody waits for this one.
    counted.catch(() => undefined)
    this.waiting.push(counted)
    if (this.waiting.length >= MOST) await this.waiting.shift()
  }

  /** All have come back. @throws what one of them failed of */
  async end(): Promise<void> {
    await Promise.all(this.waiting.splice(0))
  }
}
