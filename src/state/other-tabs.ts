import type { StoreApi } from 'zustand/vanilla'
import { choice, record, text, type Decoded } from '../core/decode'
import type { ErrorData } from '../worker/protocol'
import type { Store } from './app-state'
import { Notices } from './notices'

/** What tabs of the page say to each other; each hears all others, and not itself. */
export interface TabChannel {
  post(message: unknown): void
  listen(listener: (message: unknown) => void): void
  /** Hears that the tab is being closed or put aside. */
  onLeave(listener: () => void): void
}

const decodeWord = record({
  tab: text,
  /** `asks` begins to train and wants to hear of others, `trains` answers, `rests` trains no more. */
  says: choice('asks', 'trains', 'rests'),
})

type Word = Decoded<typeof decodeWord>['says']

/** Tabs that are not heard of for as long are gone without a word, milliseconds. Words wake a hidden tab; its timers may sleep. */
const ASK_AGAIN_MS = 10_000

const told: ErrorData = { code: 'other-tab', detail: {}, message: 'Another tab of this page trains too' }

/**
 * Tells the visitor, in every tab that trains, while others train as well: they share the machine. Where tabs cannot hear each other,
 * nothing is said.
 */
export function followOtherTabs(store: StoreApi<Store>, channel: TabChannel | null): void {
  if (channel === null) return
  const tab = String(Math.random())
  const others = new Set<string>()
  /** Asked, and not heard of since. */
  let unheard = new Set<string>()
  let asking: ReturnType<typeof setTimeout> | null = null
  const notices = new Notices({ get: () => store.getState().notices, set: (list) => store.setState({ notices: list }) })
  const say = (says: Word): void => channel.post({ tab, says })
  const trains = (): boolean => store.getState().training.state === 'running'

  const note = (change: () => void): void => {
    const wereOthers = others.size > 0
    change()
    if (others.size === 0) notices.remove(({ error }) => error.code === told.code)
    else if (!wereOthers && trains()) notices.add(told, { level: 'info' })
    if (others.size > 0 && trains()) asking ??= setTimeout(askAgain, ASK_AGAIN_MS)
  }

  const askAgain = (): void => {
    asking = null
    note(() => unheard.forEach((gone) => others.delete(gone)))
    unheard = new Set(others)
    if (trains()) say('asks')
  }

  channel.listen((message) => {
    const word = readWord(message)
    if (word === null) return
    unheard.delete(word.tab)
    if (word.says === 'asks' && trains()) say('trains')
    note(() => (word.says === 'rests' ? others.delete(word.tab) : others.add(word.tab)))
  })
  channel.onLeave(() => trains() && say('rests'))
  store.subscribe(({ training }, before) => {
    if ((training.state === 'running') === (before.training.state === 'running')) return
    // Whoever trains will answer; what was heard before may be of tabs that are gone.
    note(() => others.clear())
    say(trains() ? 'asks' : 'rests')
  })
}

/** A tab of another version of the page may say what makes no sense here. */
function readWord(message: unknown): Decoded<typeof decodeWord> | null {
  try {
    return decodeWord(message, 'tab')
  } catch {
    return null
  }
}
