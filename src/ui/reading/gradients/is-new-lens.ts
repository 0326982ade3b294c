import type { Store } from '../../../state/app-state'

/** Whether anything changed that the lens shows. */
export function isNewLens(state: Store, before: Store): boolean {
  return state.lens !== before.lens || state.cursor !== before.cursor || state.trace !== before.trace
}
