import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

/** What `lone-text.ts` finds, line by line; never rendered. */

interface Props {
  readonly text: string
  readonly count: number
  readonly isShown: boolean
  readonly texts: readonly string[]
  readonly children: ReactNode
}

export function Alone({ text, count, isShown, texts, children }: Props) {
  return (
    <div>
      <p>{text}</p>
      <p>{`${text} ${count}`}</p>
      <p>Words</p>
      <p>{isShown ? text : <b>{count}</b>}</p>
      <p>{isShown && text}</p>
      <p>{children}</p>
      <Box>{text}</Box>
      {isShown && <b>{text}</b>}
      {texts.map((each) => (
        <b key={each}>{each}</b>
      ))}
      <Through>
        <b>{text}</b>
      </Through>
    </div>
  )
}

export function Shared({ text, count, isShown, texts, children }: Props) {
  return (
    <>
      {text /* found */}
      <p>
        <b>{count}</b> {/* found */}
        <b>{count}</b>
      </p>
      <p>
        <b />
        {text /* found */}
      </p>
      <p>
        <b />
        {isShown ? <i /> : text /* found */}
      </p>
      <p>
        {count && <b /> /* found */}
        <i />
      </p>
      <p>
        <b />
        {children /* found */}
      </p>
      <p>
        <b />
        Words {/* found */}
      </p>
      <p>{texts /* found */}</p>
      <Box>
        <b />
        {text /* found */}
      </Box>
      <Through>{text /* found */}</Through>
      <Tooltip.Portal>{text /* found */}</Tooltip.Portal>
    </>
  )
}

function Box({ children }: { readonly children: ReactNode }) {
  return <div>{children}</div>
}

function Through({ children }: { readonly children: ReactNode }) {
  return children
}
