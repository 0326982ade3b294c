/** What one of several programs that run side by side has to say: kept until all those before it have said theirs, then said at once. */
export class Turn {
  private kept: (string | Uint8Array)[] | null = []

  /** @param before  ends, well or badly, when it is this one's turn @param write  where it is said */
  constructor(
    before: Promise<unknown>,
    private readonly write: (text: string | Uint8Array) => void,
  ) {
    const begin = (): void => this.begin()
    void before.then(begin, begin)
  }

  /** Whether what is said now is heard now. */
  get hasCome(): boolean {
    return this.kept === null
  }

  say(text: string | Uint8Array): void {
    if (this.kept === null) this.write(text)
    else this.kept.push(text)
  }

  private begin(): void {
    const kept = this.kept ?? []
    this.kept = null
    for (const text of kept) this.write(text)
  }
}
