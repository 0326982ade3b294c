import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { type Messages, useMessages } from '../kit/messages/messages'
import popover from '../kit/Popover.module.css'
import { Equation } from './equations'
import { SignalSymbol } from './SignalSymbol'
import styles from './SignalTitle.module.css'

/** A pointer that only passes by opens nothing. */
const HOVER_DELAY = 350

type SignalWords = Messages['reading']['signals']['i']

/** The words for a signal; its symbol stands for the name of one that has none. */
export function signalWords(messages: Messages, { name, symbol }: SignalDeclaration): SignalWords {
  const known: Readonly<Record<string, SignalWords | undefined>> = messages.reading.signals
  return known[name] ?? { name: symbol, full: symbol, sentence: '' }
}

/** A map's title: symbol and name; pointing, tapping or Enter opens what it means and its equation. */
export function SignalTitle({ signal }: { readonly signal: SignalDeclaration }) {
  const messages = useMessages()
  const words = signalWords(messages, signal)
  const [open, setOpen] = useState<'closed' | 'hovered' | 'pinned'>('closed')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <Popover.Root open={open !== 'closed'} onOpenChange={(next) => setOpen(next || open === 'hovered' ? 'pinned' : 'closed')}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={styles.title}
          aria-label={messages.reading.about(words.full)}
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse')
              timer.current = setTimeout(() => setOpen((now) => (now === 'closed' ? 'hovered' : now)), HOVER_DELAY)
          }}
          onPointerLeave={() => {
            clearTimeout(timer.current)
            setOpen((now) => (now === 'hovered' ? 'closed' : now))
          }}
        >
          <SignalSymbol symbol={signal.symbol} />
          <span className={styles.name}>{words.name}</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={popover.popover}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={words.full}
          onOpenAutoFocus={(event) => open === 'hovered' && event.preventDefault()}
          onCloseAutoFocus={(event) => open === 'hovered' && event.preventDefault()}
          onEscapeKeyDown={() => setOpen('closed')}
          onInteractOutside={() => setOpen('closed')}
        >
          <strong>{words.full}</strong>
          <p>{words.sentence}</p>
          <div className={styles.equation}>
            <Equation signal={signal.name} />
          </div>
          <p className={styles.where}>{messages.reading.where}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
