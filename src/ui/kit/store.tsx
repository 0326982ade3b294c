import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../../state/app-state'
import type { Elements } from './elements'

const StoreContext = createContext<StoreApi<Store> | null>(null)

export function StoreProvider({ store, children }: { readonly store: StoreApi<Store>; readonly children: Elements }) {
  return <StoreContext value={store}>{children}</StoreContext>
}

/** The store itself, for subscriptions to values that change too fast to render. */
export function useAppStoreApi(): StoreApi<Store> {
  const store = use(StoreContext)
  if (!store) throw new Error('useAppStore was called outside StoreProvider')
  return store
}

/** Renders again when the selected value changes (`Object.is`): select narrowly, never build an object in a selector. */
export function useAppStore<T>(selector: (state: Store) => T): T {
  return useStore(useAppStoreApi(), selector)
}

/** Actions never change, so this never renders again. */
export function useActions(): Store['actions'] {
  return useAppStore((state) => state.actions)
}
