import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../state/app-state'
import { App } from './App'

/** Puts the page into its element. */
export function mount(root: HTMLElement, store: StoreApi<Store>): void {
  const page = createRoot(root)
  // The first rendering may be laid aside between components, so that the worker's first words and the pen are heard meanwhile.
  startTransition(() =>
    page.render(
      <StrictMode>
        <App store={store} />
      </StrictMode>,
    ),
  )
}
