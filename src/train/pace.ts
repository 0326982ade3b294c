/** How far back the figure of images per second looks, in milliseconds of training. */
const WINDOW_MS = 5000

interface Mark {
  /** Training time so far, ms. */
  readonly time: number
  /** Images trained on by then. */
  readonly images: number
}

/** Keeps the time of a training run: how fast it is, how long it will last. Only training itself counts, no pause and no evaluation. */
export class Pace {
  private marks: Mark[] = []
  private images = 0
  /** Training time up to `since`, ms. */
  private trained = 0
  /** When the clock was started or read last; null while it stands still. */
  private since: number | null = null
  private epochsLeft: number
  private epochBegan = 0
  /** When the evaluation that goes on began; null while none does. */
  private evaluationBegan: number | null = null
  private isRunning = false
  private lastEvaluation = 0

  /**
   * @param totalImages  images of the whole run, every epoch's counted
   * @param epochs       of the whole run, each followed by an evaluation
   * @param now          milliseconds
   */
  constructor(
    private readonly totalImages: number,
    epochs: number,
    private readonly now: () => number,
  ) {
    this.epochsLeft = epochs
  }

  /** The run goes on, after its evaluation if there is one. */
  run(): void {
    this.isRunning = true
    this.follow()
  }

  /** The run is paused or over, also while it is evaluated. */
  rest(): void {
    this.isRunning = false
    this.follow()
  }

  /** `images` more are done; single steps while paused say nothing about the pace. */
  add(images: number): void {
    this.images += images
    if (this.since === null) return
    this.read()
    this.mark()
    while (this.marks.length > 2 && this.marks[1]!.time <= this.trained - WINDOW_MS) this.marks.shift()
  }

  /** @returns seconds of training in the epoch that ended */
  beginEvaluation(): number {
    this.evaluationBegan = this.now()
    this.follow()
    const seconds = (this.trained - this.epochBegan) / 1000
    this.epochBegan = this.trained
    return seconds
  }

  endEvaluation(): void {
    if (this.evaluationBegan !== null) this.lastEvaluation = this.now() - this.evaluationBegan
    this.evaluationBegan = null
    this.epochsLeft--
    this.follow()
  }

  /** Over the last seconds; null before it is known. */
  get imagesPerSecond(): number | null {
    const first = this.marks[0]
    const last = this.marks.at(-1)
    if (first === undefined || last === undefined || last.time <= first.time) return null
    return (1000 * (last.images - first.images)) / (last.time - first.time)
  }

  /** Of training and of the evaluations to come; null before it is known. */
  get secondsLeft(): number | null {
    const rate = this.imagesPerSecond
    if (rate === null || rate === 0) return null
    return (this.totalImages - this.images) / rate + (this.epochsLeft * this.lastEvaluation) / 1000
  }

  /** Lets the clock run or stand as the state of things asks. */
  private follow(): void {
    this.read()
    if (!this.isRunning || this.evaluationBegan !== null) {
      this.since = null
      return
    }
    this.since ??= this.now()
    if (this.marks.length === 0) this.mark()
  }

  private read(): void {
    if (this.since === null) return
    const now = this.now()
    this.trained += now - this.since
    this.since = now
  }

  private mark(): void {
    this.marks.push({ time: this.trained, images: this.images })
  }
}
