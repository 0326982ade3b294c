import { loadPart } from '../../core/load-part'
import type { Stroke } from '../../data/strokes'
import type { WritingActions } from '../actions'
import { readModelFile } from '../read-model-file'
import type { OpenWriting, OpenWritingOptions } from './open-writing'

export interface WritingActionsOptions extends OpenWritingOptions {
  /** A network of the visitor's writes: they see it. */
  readonly onOpened: () => void
}

/** What a visitor does with the network that writes; its code comes with the first wish. What fails is told: no promise rejects. */
export function writingActions(options: WritingActionsOptions): WritingActions {
  let opened: Promise<OpenWriting> | null = null
  const there = (): Promise<OpenWriting> => {
    opened ??= loadPart(async () => (await import('./open-writing')).openWriting(options)).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const attempt = async (work: (open: OpenWriting) => Promise<void>): Promise<void> => {
    try {
      await work(await there())
    } catch (error) {
      options.onError(error)
    }
  }
  const openBytes = (bytes: Uint8Array): Promise<void> =>
    attempt(async ({ control }) => {
      await control.openFile(bytes)
      options.onOpened()
    })
  return {
    setManner: (change) => options.set({ manner: { ...options.get().manner, ...change } }),
    openWriter: () => attempt(({ control }) => control.open()),
    writeNumber: () => attempt(({ control }) => control.write()),
    goOnWith: (strokes: readonly Stroke[], label: number) => attempt(({ control }) => control.goOn(strokes, label)),
    fanOut: (digit, from) => attempt(({ control }) => control.fanOut(digit, from)),
    teachWriterHand: () => attempt(({ control }) => control.teach()),
    forgetHandLesson: () => attempt(({ control }) => control.forgetLesson()),
    openWriterBytes: openBytes,
    async openWriterFile(file) {
      try {
        await openBytes(await readModelFile(file))
      } catch (error) {
        options.onError(error)
      }
    },
    downloadWriter: () => attempt(({ control }) => control.download()),
    setWriterPlan({ beginning, ...plan }) {
      const { run } = options.get()
      options.set({ run: { ...run, beginning: beginning ?? run.beginning, plan: { ...run.plan, ...plan } } })
    },
    trainWriter: () => attempt(({ run }) => run.start()),
    goOnTrainingWriter: () => attempt(({ run }) => run.goOn()),
    pauseWriter: () => attempt(({ run }) => run.pause()),
    resumeWriter: () => attempt(({ run }) => run.proceed()),
    stopWriter: () => attempt(({ run }) => run.stop()),
    showWriterMoment: (epoch) => attempt(({ lookAt }) => lookAt(epoch)),
    showShippedWriter: () => attempt(({ lookAt }) => lookAt(null)),
  }
}
