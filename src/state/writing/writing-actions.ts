import { loadPart } from '../../core/load-part'
import type { Stroke } from '../../data/strokes'
import type { WritingActions } from '../actions'
import type { WritingControl, WritingControlOptions } from './writing-control'

/** What a visitor does with the network that writes; its code comes with the first wish. What fails is told: no promise rejects. */
export function writingActions(options: WritingControlOptions & { readonly onError: (error: unknown) => void }): WritingActions {
  let opened: Promise<WritingControl> | null = null
  const there = (): Promise<WritingControl> => {
    opened ??= loadPart(async () => new (await import('./writing-control')).WritingControl(options)).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const attempt = async (work: (control: WritingControl) => Promise<void>): Promise<void> => {
    try {
      await work(await there())
    } catch (error) {
      options.onError(error)
    }
  }
  return {
    setManner: (change) => options.set({ manner: { ...options.get().manner, ...change } }),
    openWriter: () => attempt((control) => control.open()),
    writeNumber: () => attempt((control) => control.write()),
    goOnWith: (strokes: readonly Stroke[], label: number) => attempt((control) => control.goOn(strokes, label)),
    fanOut: (digit, from) => attempt((control) => control.fanOut(digit, from)),
    teachWriterHand: () => attempt((control) => control.teach()),
    forgetHandLesson: () => attempt((control) => control.forgetLesson()),
  }
}
