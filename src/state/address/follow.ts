import type { StoreApi } from 'zustand/vanilla'
import { loadPart } from '../../core/load-part'
import { newestOnly } from '../../core/newest'
import type { Store } from '../app-state'
import type { PageHistory } from './page-history'
import { isBlank, isView, opensLink, viewOf, writeRoute } from './route'

/**
 * Keeps address and view together. A view that is chosen is an entry of the browser's history, so that Back and Forward go from view to view; what else an
 * address says is shown when it is opened, and left as it is when Back comes by it again: the visitor may have drawn since.
 *
 * @returns when what the address says of view and drawing is handed on
 */
export function followAddress(store: StoreApi<Store>, history: PageHistory): Promise<void> {
  const { actions } = store.getState()
  const opened = newestOnly()

  const open = async (): Promise<void> => {
    const isNewest = opened.begin()
    const hash = history.hash()
    history.replace(hash)
    const view = viewOf(hash)
    if (view !== null) actions.setTab(view)
    if (isView(hash)) return
    try {
      const { openAddress } = await loadPart(() => import('./open'))
      await openAddress(store, hash, isNewest)
    } catch (error) {
      actions.showError(error)
    }
  }
  /** What was left comes back, unless somebody follows a link; a view that the address names is shown all the same. */
  const begin = async (): Promise<void> => {
    const hash = history.hash()
    if (opensLink(history) || !(await actions.showLastVisit())) return isBlank(hash) ? undefined : open()
    const view = viewOf(hash)
    history.replace(hash)
    if (view !== null && !isBlank(hash)) actions.setTab(view)
  }
  store.subscribe(({ view }, before) => {
    if (view.tab !== before.view.tab && view.tab !== viewOf(history.hash())) history.push(writeRoute(view.tab))
  })
  history.onChange(() => {
    const view = viewOf(history.hash())
    if (!history.isOwn()) void open()
    else if (view !== null) actions.setTab(view)
  })
  return begin()
}
