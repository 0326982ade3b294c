import { startTransition, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../state/app-state'
import { loadPart } from '../core/load-part'
import { App } from './App'
import type { Elements } from './kit/elements'
import { mountAllAtOnce } from './kit/Later'

/** Puts the page into its element. */
export async function mount(root: HTMLElement, store: StoreApi<Store>): Promise<void> {
  const isAlone = store.getState().embed === null
  const Page = isAlone ? App : (await loadPart(() => import('./EmbeddedApp'))).EmbeddedApp
  // What was written into the HTML goes when the page comes: all of it at once, or something would be missing in between.
  if (root.childElementCount > 0) mountAllAtOnce()
  const page = createRoot(root)
  // The first rendering may be laid aside between components, so that the worker's first words and the pen are heard meanwhile.
  startTransition(() =>
    page.render(
      <StrictMode>
        <Alive root={root}>
          <Page store={store} />
        </Alive>
      </StrictMode>,
    ),
  )
}

/** Says that the page answers now: until then its words were those of its HTML. */
function Alive({ root, children }: { readonly root: HTMLElement; readonly children: Elements }) {
  useEffect(() => {
    root.removeAttribute('aria-busy')
    document.getElementById('waiting')?.remove()
  }, [root])
  return children
}
