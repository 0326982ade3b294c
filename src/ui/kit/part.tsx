import { type ComponentType, startTransition, useEffect, useState } from 'react'
import { Button } from './Button'
import { loadOnce } from './load-once'
import { completeMessages } from './messages/dictionaries'
import { useMessages } from './messages/messages'
import styles from './part.module.css'

/** Those that nobody has asked for yet, in the order in which they were declared. */
const waiting = new Set<() => Promise<unknown>>()
/** What begins when all of these are here. */
const last = new Set<() => Promise<unknown>>()

/** Until the page has answered for the first time, all of the line is for that. */
let letPartsCome: () => void = () => {}
const mayCome = new Promise<void>((resolve) => (letPartsCome = resolve))

/** Parts may come: the first answer is there, or the visitor wants something else. */
export function openToParts(): void {
  letPartsCome()
}

/**
 * A part of the page that is a file of its own. It is fetched when there is time (`fetchParts`), or when it is to be shown before that; from then on it
 * is there at once, like any component. Where it cannot be had, it says so in its place, and the rest of the page goes on.
 */
export function part<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  const loadIt = loadOnce(load)
  const fetchOnce = async (): Promise<ComponentType<Props>> => {
    waiting.delete(fetchOnce)
    // It may say what the page had no words for so far.
    const [view] = await Promise.all([loadIt(), completeMessages()])
    return (loaded = view)
  }
  waiting.add(fetchOnce)

  return function Part(props: Props) {
    const [View, setView] = useState(() => loaded)
    const [isMissing, setMissing] = useState(false)
    useEffect(() => {
      if (View !== null || isMissing) return
      mayCome.then(fetchOnce).then(
        (view) => startTransition(() => setView(() => view)),
        () => setMissing(true),
      )
    }, [View, isMissing])
    if (View !== null) return <View {...props} />
    return isMissing ? <Missing onRetry={() => setMissing(false)} /> : null
  }
}

function Missing({ onRetry }: { readonly onRetry: () => void }) {
  const { missing } = useMessages().shell
  return (
    <div className={styles.missing} role="alert">
      <p>{missing.title}</p>
      <p className={styles.hint}>{missing.hint}</p>
      <Button small onClick={onRetry}>
        {missing.retry}
      </Button>
    </div>
  )
}

/** Fetches something along with the parts; its users also ask for it by themselves. */
export function fetchLater(fetchIt: () => Promise<unknown>): void {
  waiting.add(fetchIt)
}

/** Begins something once every part is here, when nothing more is on its way by itself. */
export function afterParts(begin: () => Promise<unknown>): void {
  last.add(begin)
}

/** Fetches the parts one after the other while the page has nothing else to do, so that a part is there when it is asked for. */
export async function fetchParts(): Promise<void> {
  // Parts bring others along, which come to the end of their list.
  for (const list of [waiting, last]) {
    for (const fetchOne of list) {
      await idle()
      // The part that needs it asks again, and is told.
      await fetchOne().catch(() => {})
    }
  }
}

/** Where the browser does not tell when it is idle, a frame or two later is good enough. */
function idle(): Promise<unknown> {
  return new Promise((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: 2000 }) : setTimeout(resolve, 50),
  )
}
