import type { TrainNews, TrainSummary } from './job'

/** One line for people per piece of news; `totalSteps` and times come from the news before it. */
export class Report {
  private totalSteps = 0
  private stepsPerEpoch = 1
  private lastLine = -Infinity

  /**
   * @param epochs      of the whole run
   * @param write       prints one line
   * @param now         milliseconds
   * @param intervalMs  shortest time between two lines about the inside of an epoch
   */
  constructor(
    private readonly epochs: number,
    private readonly write: (line: string) => void,
    private readonly now: () => number,
    private readonly intervalMs = 30_000,
  ) {}

  tell(news: TrainNews): void {
    switch (news.type) {
      case 'engine':
        this.write(`engine  ${news.adapter}${news.isSoftware ? ' (software)' : ''}`)
        return
      case 'data':
        this.write(
          `data    ${news.kind} from ${news.origin}: ${news.train} to train, ${news.test} to test` +
            news.also.map(({ kind, train }) => `; ${train} to train are from ${kind}`).join(''),
        )
        return
      case 'start':
        this.totalSteps = news.totalSteps
        this.stepsPerEpoch = news.stepsPerEpoch
        this.lastLine = this.now()
        this.write(
          `run     ${news.totalSteps} steps, ${news.stepsPerEpoch} per epoch${news.epoch > 0 ? `, going on after epoch ${news.epoch}` : ''}`,
        )
        return
      case 'progress':
        this.tellProgress(news)
        return
      case 'epoch':
        this.lastLine = this.now()
        this.write(
          `epoch ${pad(news.epoch, this.epochs)}/${this.epochs}  loss ${news.trainLoss.toFixed(4)}  accuracy ${percent(news.trainAccuracy)}` +
            `  |  ${news.evaluatedOn}: loss ${news.testLoss.toFixed(4)}  accuracy ${percent(news.testAccuracy)}` +
            `  |  ${rate(news.imagesPerSecond)}${news.isBest ? '  (best so far)' : ''}`,
        )
        return
      case 'notice':
        this.write(`note    ${news.message}`)
        return
      default:
        news satisfies never
    }
  }

  summarize(summary: TrainSummary, wallSeconds: number, file: string, bytes: number): void {
    const { accuracy, correct, total, set, loss, images, trainingSeconds, epochs } = summary
    const speed = trainingSeconds > 0 ? images / trainingSeconds : null
    this.write('')
    this.write(`result  ${percent(accuracy)} (${correct} of ${total}) on ${set}, loss ${loss.toFixed(4)}, after ${epochs} epochs`)
    this.write(`time    ${duration(wallSeconds)} in all; ${duration(trainingSeconds)} of training steps, ${images} images, ${rate(speed)}`)
    this.write(`model   ${file}, ${Math.ceil(bytes / 1024)} KB`)
  }

  private tellProgress({ step, loss, accuracy, imagesPerSecond }: Extract<TrainNews, { type: 'progress' }>): void {
    if (this.now() - this.lastLine < this.intervalMs) return
    this.lastLine = this.now()
    const done = ((step - 1) % this.stepsPerEpoch) + 1
    this.write(
      `        step ${pad(step, this.totalSteps)}/${this.totalSteps} (${percent(done / this.stepsPerEpoch)} of the epoch)` +
        `  loss ${loss.toFixed(4)}  accuracy ${percent(accuracy)}  ${rate(imagesPerSecond)}`,
    )
  }
}

function pad(value: number, widest: number): string {
  return String(value).padStart(String(widest).length)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function rate(imagesPerSecond: number | null): string {
  return imagesPerSecond === null ? '– images/s' : `${imagesPerSecond.toFixed(imagesPerSecond < 10 ? 1 : 0)} images/s`
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`
}
