import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import type { LayerKind } from '../../nn/spec/model-spec'
import { useMessages } from '../kit/messages/messages'
import popover from '../kit/Popover.module.css'
import { Equation, lettersOf } from './equations'
import { SignalSymbol } from './SignalSymbol'
import styles from './SignalTitle.module.css'
import { signalWords } from './words'

/** A pointer that only passes by opens nothing. */
const HOVER_DELAY = 350

export interface SignalTitleProps {
  readonly kind: LayerKind
  readonly signal: SignalDeclaration
}

/** A map's title: symbol and name; pointing, tapping or Enter opens what it means and its equation. */
export function SignalTitle({ kind, signal }: SignalTitleProps) {
  const messages = useMessages()
  const words = signalWords(messages, kind, signal)
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
            <Equation kind={kind} signal={signal.name} />
          </div>
          <p className={styles.where}>
            {lettersOf(kind)
              .map((letters) => messages.reading.where[letters])
              .join(' ')}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
