/** Keeps work that may wait to a share of the time: after each piece it rests for as long as the piece was worth. */
export class TimeShare {
  private readyAt = 0

  /**
   * @param share  of the time that the work may take, above 0 … 1
   * @param now    milliseconds of a clock that never goes back
   */
  constructor(
    private readonly share: number,
    private readonly now: () => number,
  ) {}

  /** Milliseconds until the next piece may begin; 0 where it may now. */
  get wait(): number {
    return Math.max(0, this.readyAt - this.now())
  }

  /** A piece has just ended that took so long, milliseconds. */
  note(milliseconds: number): void {
    this.readyAt = this.now() + milliseconds * (1 / this.share - 1)
  }
}
