import type { StoreApi } from 'zustand/vanilla'
import { taskOf } from '../../core/task'
import { withinLimit } from '../../core/within-limit'
import { firstSetOf } from '../../data/sets/registry'
import { isSameBuild } from '../../nn/spec/same-build'
import { isSameData, linkedDataOf } from './linked-data'
import type { Store } from '../app-state'
import { isUnderWay } from '../run-state'
import type { Address, LinkedModel } from './address'
import { AddressError } from './errors'
import { specOf } from './models'
import { weightsOf } from './of-state'
import { parseAddress } from './parse'

/** The pad has a drawing within a frame; a page that is being opened may take longer. Milliseconds. */
const PAD_LIMIT_MS = 10_000

type OpenStore = Pick<StoreApi<Store>, 'getState' | 'subscribe'>

/**
 * Shows what an address says: view and drawing at once, the rest when there is a model. What is left out of it is told. Nothing is trained, and a training
 * that is under way keeps its model.
 *
 * @param hash      with its `#`
 * @param isNewest  no other address has been opened since
 * @returns         when view and drawing are handed on
 * @throws AddressError where nothing can be read of it
 */
export async function openAddress(store: OpenStore, hash: string, isNewest: () => boolean): Promise<void> {
  const { address: asked, refused } = await parseAddress(hash)
  if (!isNewest()) return
  const { actions, embed } = store.getState()
  const address = embed === null ? asked : forReading(asked)
  if (refused !== null) actions.showError(refused)
  if (address.view !== null) actions.setTab(address.view)
  if (address.drawing !== null) actions.putOnPad(address.drawing)
  showRest(store, address, isNewest).catch(actions.showError)
}

/** What a page inside another has a place for: model, drawing, and where one looks. */
function forReading(address: Address): Address {
  return { ...address, view: null, training: null, data: null, held: [], lens: null }
}

async function showRest(store: OpenStore, address: Address, isNewest: () => boolean): Promise<void> {
  const { actions } = store.getState()
  await until(store, ({ status, pickedPreset }) => status === 'ready' && pickedPreset === null)
  if (!isNewest()) return
  const { model: linked, training } = address
  if ((linked !== null || training !== null) && isUnderWay(store.getState().training.state)) throw new AddressError({ kind: 'training' })
  if (linked !== null) await bringModel(store, linked)
  const { model } = store.getState()
  // It could not be had, which was told, or another is open: settings and places are none of its.
  if (!isNewest() || model === null || !isSameBuild(model.spec, specOf(linked))) return
  if (training !== null) actions.adoptTraining(training)
  if (linked !== null) loadSet(store, address)
  await drawn(store, address.drawing)
  if (isNewest()) showPlaces(store, address)
}

/** Where one looks at the reading, of a model that is open and a drawing that is on the pad. */
export function showPlaces(store: Pick<OpenStore, 'getState'>, address: Address): void {
  const { actions } = store.getState()
  if (address.digit !== null) actions.chooseDigit(address.digit)
  if (address.held.length > 0) actions.setSurgery({ isOpen: true, holds: address.held })
  if (address.lens !== null) actions.setLens({ isOpen: true, label: address.lens.label })
  if (address.cursor !== null) actions.setCursor({ ...address.cursor, playing: false, isGiven: true })
}

async function bringModel(store: OpenStore, linked: LinkedModel): Promise<void> {
  const { actions, model } = store.getState()
  if (linked.kind === 'network') return actions.makeModel(linked)
  const isThere = model !== null && model.name === linked.name && isSameBuild(model.spec, specOf(linked))
  const weights = weightsOf(model, linked)
  if (isThere && weights === (linked.weights === 'fresh' ? 'fresh' : 'same')) return
  return actions.pickPreset(linked.name, linked.weights)
}

/** What the page loads by itself is left until somebody needs it: it may be megabytes on a phone. */
function loadSet(store: OpenStore, { model, data }: Address): void {
  const { actions, data: now } = store.getState()
  const first = firstSetOf(taskOf(specOf(model)))
  const wanted = data ?? (first && { kind: first })
  const inUse = now.info === null ? (data === null ? wanted : null) : linkedDataOf(now.info)
  if (wanted !== null && (inUse === null || !isSameData(wanted, inUse))) void actions.loadData(wanted)
}

/** Waits until the pad shows it: what comes onto an empty pad takes the scan line with it. */
export async function drawn(store: OpenStore, drawing: Address['drawing']): Promise<void> {
  if (drawing === null) return
  const isShown = ({ drawing: { sheet } }: Store): boolean =>
    'strokes' in drawing ? sheet?.strokes === drawing.strokes : sheet?.backdrop?.ink.data === drawing.picture
  // A page without its pad shows the rest.
  await withinLimit(until(store, isShown), PAD_LIMIT_MS, () => new Error('no pad')).catch(() => {})
}

function until(store: OpenStore, isSo: (state: Store) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(store.getState())) return resolve()
    const unsubscribe = store.subscribe((state) => {
      if (!isSo(state)) return
      unsubscribe()
      resolve()
    })
  })
}
