/** How a lesson moves the page: it writes, runs the scan and points, and gives way as soon as the visitor does something else. */

import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../../state/app-state'

export interface Stage {
  readonly store: Pick<StoreApi<Store>, 'getState' | 'subscribe'>
  /** The lesson is over, or another one began. */
  readonly signal: AbortSignal
  /** The visitor asked for less motion: everything is at once where it would go. */
  readonly isStill: boolean
}

/** Milliseconds per step of a scan that is watched. */
const STEP_TIME = 110
/** A digit counts as written when it has not changed for this long, milliseconds. */
const AT_REST = 250

/** Has the pad write a digit and waits until it is written and read. */
export async function write({ store, signal }: Stage, digit: number): Promise<void> {
  store.getState().actions.dictate(digit)
  await new Promise<void>((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const finish = (): void => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const wait = (): void => {
      clearTimeout(timer)
      const { drawing, trace } = store.getState()
      if (drawing.label === digit && trace !== null) timer = setTimeout(finish, AT_REST)
    }
    const unsubscribe = store.subscribe((state, before) => {
      if (state.drawing !== before.drawing || state.trace !== before.trace) wait()
    })
    signal.addEventListener('abort', finish, { once: true })
    wait()
  })
}

/** Runs the scan line from where it stands to a step; ends early when the visitor moves it. */
export async function runTo({ store, signal, isStill }: Stage, step: number): Promise<void> {
  const { setCursor } = store.getState().actions
  if (isStill) {
    if (!signal.aborted) setCursor({ step, playing: false })
    return
  }
  let at = store.getState().cursor.step
  setCursor({ step: at, playing: false })
  while (at !== step) {
    await pause(STEP_TIME, signal)
    const { cursor } = store.getState()
    if (signal.aborted || cursor.step !== at || cursor.playing) return
    at += Math.sign(step - at)
    setCursor({ step: at })
  }
}

/** Resolves after a time, or when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish)
  })
}
