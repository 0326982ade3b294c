import { ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import { linkOrReason } from '../../../state/address/of-state'
import { useMessages } from '../../kit/messages/messages'
import { useActions, useAppStoreApi } from '../../kit/store'
import { pageAddress } from '../link/page-address'
import styles from './Embedded.module.css'

/** The link is made when nothing has changed for this long, and when somebody is about to follow it, milliseconds. */
const PAUSE = 300

/** From the frame to the whole page, with what is seen here: it opens in a tab of its own, which the page around the frame does not see. */
export function OpenFull() {
  const messages = useMessages().embed
  const { link, refresh } = useLinkToPage()
  return (
    <a
      className={styles.open}
      href={link}
      target="_blank"
      rel="noopener"
      title={messages.openFullHint}
      onPointerEnter={refresh}
      onPointerDown={refresh}
      onFocus={refresh}
    >
      <ExternalLink aria-hidden />
      <span>{messages.openFull}</span>
    </a>
  )
}

function useLinkToPage(): { readonly link: string; readonly refresh: () => void } {
  const store = useAppStoreApi()
  const { showError } = useActions()
  const [link, setLink] = useState(() => pageAddress(''))
  const [making] = useState(() => ({ newest: 0 }))

  const make = async (): Promise<void> => {
    const asked = ++making.newest
    const made = await linkOrReason(store.getState())
    // What fits into no link is left behind.
    if (asked === making.newest) setLink(pageAddress('link' in made ? made.link.hash : ''))
  }
  const [refresh] = useState(() => () => void make().catch(showError))

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = store.subscribe((now, before) => {
      if (now.model === null || (now.model === before.model && now.drawing === before.drawing && now.cursor === before.cursor)) return
      clearTimeout(timer)
      timer = setTimeout(refresh, PAUSE)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, refresh])
  return { link, refresh }
}
