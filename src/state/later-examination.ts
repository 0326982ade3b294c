import { loadPart } from '../core/load-part'
import type { ModelInfo } from '../worker/protocol'
import type { Examination, ExaminationOptions } from './examination'
import type { ExamineeId } from './judge-state'

/** An `Examination` whose code comes with the first one: before it there is nothing to stop or to forget. */
export class LaterExamination {
  private there: Examination | null = null

  constructor(private readonly options: ExaminationOptions) {}

  async examine(models: readonly ExamineeId[]): Promise<void> {
    const { Examination: Loaded } = await loadPart(() => import('./examination'))
    this.there ??= new Loaded(this.options)
    await this.there.examine(models)
  }

  stop(): void {
    this.there?.stop()
  }

  noteModel(model: ModelInfo): void {
    this.there?.noteModel(model)
  }

  noteWeights(): void {
    this.there?.noteWeights()
  }

  noteData(): void {
    this.there?.noteData()
  }

  clear(): void {
    this.there?.clear()
  }
}
