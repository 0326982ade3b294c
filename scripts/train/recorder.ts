import type { RunSettings } from '../../src/nn/spec/training'
import { withRecord } from '../../src/train/record'
import type { KeptFile, TrainNews } from './job'

export interface RecorderOptions {
  readonly command: string
  readonly settings: RunSettings
  /** Of the sessions before this one. */
  readonly secondsBefore: number
  /** Of the best epoch in the sessions before; null without one. */
  readonly validationAccuracy: number | null
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

/** Notes in every file of a run how it came to be; what it cannot know from the command line it hears from the news. */
export class Recorder {
  private readonly begin: number
  private engine = ''
  private validationAccuracy: number | null

  constructor(private readonly options: RecorderOptions) {
    this.begin = options.now()
    this.validationAccuracy = options.validationAccuracy
  }

  hear(news: TrainNews): void {
    if (news.type === 'engine') this.engine = news.adapter
    if (news.type === 'epoch' && news.isBest) this.validationAccuracy = news.testAccuracy
  }

  /** A file as it is kept; checkpoints say themselves how well their epoch did. @throws SafetensorsError, CheckpointError */
  note(kind: KeptFile, file: Uint8Array): Uint8Array {
    const { command, settings, secondsBefore, now } = this.options
    const seconds = Math.round(secondsBefore + (now() - this.begin) / 1000)
    const validationAccuracy = kind === 'final' ? this.validationAccuracy : null
    return withRecord(file, { command, engine: this.engine, seconds, settings, validationAccuracy })
  }
}
