import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import type { EmbedForm } from '../../../state/embed/settings'
import { embedForms, embedSnippet } from '../../../state/embed/snippet'
import { Button } from '../../kit/Button'
import { copyText } from '../../kit/clipboard'
import { useMessages } from '../../kit/messages/messages'
import { Segmented } from '../../kit/Segmented'
import { useAppStore } from '../../kit/store'
import { SheetText } from '../Status'
import { LinkField } from './LinkField'
import styles from './LinkSheet.module.css'
import { pageAddress } from './page-address'

/** HTML with which another page shows the same. */
export function EmbedOffer({ hash }: { readonly hash: string }) {
  const { embed, link } = useMessages()
  const messages = link.embed
  const language = useAppStore(({ view }) => view.language)
  const [form, setForm] = useState<EmbedForm>('pad')
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const field = useRef<HTMLInputElement>(null)
  const snippet = embedSnippet(pageAddress(''), { form, language, hash }, embed.title)

  const copy = async (): Promise<void> => {
    const isCopied = await copyText(snippet)
    setOutcome(isCopied ? 'copied' : 'refused')
    // Its focus selects all of it.
    if (!isCopied) field.current?.focus()
  }
  return (
    <details className={styles.offer}>
      <summary>{messages.offer}</summary>
      <div className={styles.copy}>
        <SheetText>{messages.offerHelp}</SheetText>
        <Segmented
          label={messages.form}
          value={form}
          options={embedForms.map((value) => ({ value, label: messages.forms[value] }))}
          onValueChange={(next) => {
            setForm(next)
            setOutcome('none')
          }}
        />
        <Button unavailable={hash === ''} onClick={() => void copy()}>
          {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span>{messages.copy}</span>
        </Button>
        <p className={styles.outcome} role="status">
          {outcome === 'none' ? '' : messages[outcome]}
        </p>
        <LinkField ref={field} label={messages.code} address={snippet} />
      </div>
    </details>
  )
}
