import type { TuningScope } from '../../nn/spec/tuning'
import type { HandActions } from '../actions'
import type { HandState } from './hand-state'
import type { OpenHand } from './open-hand'

export interface HandActionsOptions {
  /** What keeps drawings, which may have to be fetched. */
  readonly open: () => Promise<OpenHand>
  readonly get: () => HandState
  readonly set: (change: Partial<HandState>) => void
  readonly onError: (error: unknown) => void
}

/** What a visitor does with a hand of their own. What fails is told: no promise rejects. */
export function handActions({ open, get, set, onError }: HandActionsOptions): HandActions {
  const attempt = async (work: (opened: OpenHand) => Promise<void> | void): Promise<void> => {
    try {
      await work(await open())
    } catch (error) {
      onError(error)
    }
  }
  return {
    loadHand: () => attempt(({ hand }) => hand.load()),
    askDigits: () => attempt(({ hand }) => hand.ask()),
    stopAsking: () => attempt(({ hand }) => hand.stopAsking()),
    takeAsked: (strokes) => attempt(({ hand }) => hand.take(strokes)),
    takeBack: () => attempt(({ hand }) => hand.takeBack()),
    skipAsked: () => attempt(({ hand }) => hand.skip()),
    keepDrawing: (label, strokes) => attempt(({ hand }) => hand.keep(label, strokes)),
    relabelDrawing: (id, label) => attempt(({ hand }) => hand.relabel(id, label)),
    deleteDrawings: (ids) => attempt(({ hand }) => hand.delete(ids)),
    deleteAllDrawings: () => attempt(({ hand }) => hand.deleteAll()),
    undoDeleteDrawings: () => attempt(({ hand }) => hand.undoDelete()),
    exportHand: () => attempt(({ hand }) => hand.export()),
    async importHand(file) {
      let added: number | null = null
      await attempt(async ({ hand }) => void (added = await hand.import(file)))
      return added
    },
    setTuningScope: (scope: TuningScope) => set({ tuning: { ...get().tuning, scope } }),
    fineTune: () => attempt(({ tuning }) => tuning.start()),
    stopFineTune: () => attempt(({ tuning }) => tuning.stop()),
    undoFineTune: () => attempt(({ tuning }) => tuning.goBack()),
  }
}
