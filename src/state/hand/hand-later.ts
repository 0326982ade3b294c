import { loadPart } from '../../core/load-part'
import { HAND_TITLE, type LabelledStrokes } from '../../data/hand/drawing'
import type { DataRequest } from '../../worker/values/data'
import type { Store } from '../app-state'
import { isCutOff } from '../run-state'
import { tuningData } from './tuning-data'
import type { OpenHand, OpenHandOptions } from './open-hand'

export interface HandLater {
  /** Fetches it where it is not there yet. @throws what the browser says where it cannot be had; the next call tries again */
  get(): Promise<OpenHand>
  /** Loads the hand for a run that was cut off and learnt from it; null for any other, which needs nothing. */
  prepareResume(state: Store): Promise<void> | null
  /** What was kept is deleted. */
  forget(): void
}

/** The set that the model learnt from last, by its name. */
function learntFrom({ model }: Pick<Store, 'model'>): string {
  return model?.trainedOn.at(-1) ?? ''
}

function lacksHand(state: Pick<Store, 'training' | 'model' | 'data'>): boolean {
  const hasHand = state.data.info?.also?.some(({ kind }) => kind === 'hand') ?? false
  return isCutOff(state.training) && !hasHand && learntFrom(state).includes(HAND_TITLE)
}

/** What a run learnt from, by its name: `MNIST, training, first 2000 (2000) + My handwriting (2010)`. */
function dataOfRun(name: string, hand: readonly LabelledStrokes[]): DataRequest {
  const kind = name.startsWith('MNIST') ? 'mnist' : 'built-in'
  const { train: _, ...whole } = tuningData(kind, hand)
  const [, count] = /\((\d+)\) \+/.exec(name) ?? []
  const isWhole = count === undefined || (kind === 'mnist' && !name.includes(', first '))
  return isWhole ? whole : { ...whole, train: Number(count) }
}

/** Fetches what keeps a hand when somebody looks at it, or keeps a drawing. */
export function followHand(options: () => OpenHandOptions): HandLater {
  let opened: Promise<OpenHand> | null = null
  const get = (): Promise<OpenHand> => {
    opened ??= loadPart(async () => (await import('./open-hand')).openHand(options())).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const loadHand = async (state: Store): Promise<void> => {
    const { hand } = await get()
    await hand.load()
    const { drawings } = options().store.getState().hand
    if (drawings.length > 0) await state.actions.loadData(dataOfRun(learntFrom(state), drawings))
  }
  return {
    get,
    prepareResume: (state) => (lacksHand(state) ? loadHand(state) : null),
    forget() {
      void opened?.then(({ hand }) => hand.forget())
    },
  }
}
