import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Link, linkOrReason } from '../../../state/address/of-state'
import { browserHistory } from '../../../state/address/page-history'
import type { ErrorData } from '../../../worker/protocol'
import { Button } from '../../kit/Button'
import { copyText } from '../../kit/clipboard'
import { describeError } from '../../kit/errors'
import { useMessages } from '../../kit/messages/messages'
import { useAppStoreApi } from '../../kit/store'
import { SheetText, SheetTitle } from '../Status'
import { CodeOrReason } from './CodeOrReason'
import { EmbedOffer } from './EmbedOffer'
import { LinkField } from './LinkField'
import styles from './LinkSheet.module.css'
import { pageAddress } from './page-address'

/** The link to what was on the page when this was opened: copied by a button, from its field, or by a camera. */
export function LinkSheet() {
  const messages = useMessages().link
  const api = useAppStoreApi()
  const [link, setLink] = useState<Link | null>(null)
  const [error, setError] = useState<ErrorData | null>(null)
  useEffect(() => {
    let isOpen = true
    void linkOrReason(api.getState()).then((made) => {
      if (!isOpen) return
      if ('link' in made) setLink(made.link)
      else setError(made.error)
    })
    return () => {
      isOpen = false
    }
  }, [api])
  return (
    <>
      <SheetTitle>{messages.title}</SheetTitle>
      {error === null ? <LinkWords link={link} /> : <Reason error={error} />}
      {error === null && <CopyLink link={link} />}
    </>
  )
}

/** What the link opens, in words. */
function LinkWords({ link }: { readonly link: Link | null }) {
  const messages = useMessages().link
  if (link === null) return <SheetText>{messages.making}</SheetText>
  const { model, drawing } = link.address
  return (
    <>
      <SheetText>{messages.holds}</SheetText>
      {drawing !== null && 'picture' in drawing && <SheetText>{messages.picture}</SheetText>}
      {model !== null && (
        <p className={styles.weights} data-testid="link-weights" data-weights={link.weights}>
          {messages.weights[link.weights](model.kind === 'preset' ? model.name : messages.ownNetwork)}
        </p>
      )}
    </>
  )
}

function CopyLink({ link }: { readonly link: Link | null }) {
  const messages = useMessages().link
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const field = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  // This part may come after its popover, which has the focus until then.
  useEffect(() => {
    if (document.activeElement === button.current?.closest('[role="dialog"]')) button.current?.focus()
  }, [])
  const address = link === null ? '' : pageAddress(link.hash)

  const copy = async (): Promise<void> => {
    if (link === null) return
    // Now it can be kept as a bookmark too, and the page loads again as it is.
    browserHistory().replace(link.hash)
    const isCopied = await copyText(address)
    setOutcome(isCopied ? 'copied' : 'refused')
    // Its focus selects all of it.
    if (!isCopied) field.current?.focus()
  }
  return (
    <>
      <div className={styles.copy}>
        <Button ref={button} variant="primary" unavailable={link === null} onClick={() => void copy()}>
          {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span>{messages.copy}</span>
        </Button>
        <p className={styles.outcome} role="status">
          {outcome === 'none' ? '' : messages[outcome]}
        </p>
        <LinkField ref={field} address={address} />
      </div>
      {link !== null && <CodeOrReason address={address} />}
      <SheetText>{messages.privacy}</SheetText>
      {link !== null && <EmbedOffer hash={link.hash} />}
    </>
  )
}

function Reason({ error }: { readonly error: ErrorData }) {
  const { message, hint } = describeError(error, useMessages())
  return (
    <div role="alert">
      <p>{message}</p>
      <SheetText>{hint}</SheetText>
    </div>
  )
}
