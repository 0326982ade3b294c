import type { StoreApi } from 'zustand/vanilla'
import type { KeyValueStore } from '../../data/key-value-store'
import type { Store } from '../app-state'
import type { PageEnvironment } from '../environment'
import type { KeptModel } from '../kept-model'
import { thinCurve } from '../runs/thin-curve'
import { askToPersist } from '../storage/ask-to-persist'
import { Shelf } from './shelf'
import { ShelfStorage } from './shelf-storage'
import { MOST_CURVE_POINTS } from './shelf-state'

export interface OpenShelfOptions {
  readonly store: StoreApi<Store>
  readonly environment: Pick<PageEnvironment, 'openShelfStore' | 'download' | 'storage'>
  /** A run has gone on in this visit: one that an earlier visit has left over is on the shelf, or was deleted from it. */
  readonly hasRun: () => boolean
  /** The page's model; null before there is a session. */
  readonly models: () => ModelAccess | null
}

/** What the shelf needs of the page's model. */
export interface ModelAccess {
  /** As it was last worth keeping; null for the one that the page comes with. */
  readonly keptModel: KeptModel | null
  /** Its file as it is now. */
  modelFile(): Promise<Uint8Array>
  /** Makes one that is kept under this name the page's own. */
  openKept(file: Uint8Array, name: string): Promise<void>
}

export interface OpenShelf {
  readonly shelf: Shelf
  /** Keeps the model as it is now. */
  keepNow(): Promise<void>
}

/** The shelf, on which the model of every run that is over comes by itself from now on, that of one of this visit that is over already too. */
export function openShelf({ store, environment, models, hasRun }: OpenShelfOptions): OpenShelf {
  const { series } = store.getState()
  const open: () => Promise<KeyValueStore<unknown>> = environment.openShelfStore
  const shelf = new Shelf({
    storage: new ShelfStorage(open),
    get: () => store.getState().shelf,
    set: (change) => store.setState({ shelf: { ...store.getState().shelf, ...change } }),
    open: async (file, name) => models()?.openKept(file, name),
    download: environment.download,
  })
  const curve = (): Float32Array => thinCurve(series.view(), MOST_CURVE_POINTS).loss
  const keepRun = (): void => {
    const { model, training } = store.getState()
    const kept = models()?.keptModel ?? null
    if (model === null || kept === null || !('bytes' in kept) || training.runId === null || training.step === 0) return
    void shelf.keep({ model, file: kept.bytes, curve: curve(), run: training.runId })
  }
  const isOver = ({ training }: Pick<Store, 'training'>): boolean => training.state === 'finished' || training.state === 'stopped'
  store.subscribe((state, before) => {
    if (state.training.runId !== null && isOver(state) && !isOver(before)) queueMicrotask(keepRun)
  })
  if (hasRun() && isOver(store.getState())) keepRun()
  return {
    shelf,
    async keepNow() {
      const [{ model }, access] = [store.getState(), models()]
      if (model === null || access === null) return
      await shelf.keep({ model, file: await access.modelFile(), curve: new Float32Array(0), run: null })
      await askToPersist(environment.storage)
    },
  }
}
