import { useMemo } from 'react'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { SheetText } from '../Status'
import { codeOf } from './code'
import styles from './LinkSheet.module.css'

/** The link for a camera, or why there is none. */
export function CodeOrReason({ address }: { readonly address: string }) {
  const messages = useMessages().link
  const format = useFormat()
  const code = useMemo(() => codeOf(address), [address])
  const letters = format.integer(address.length)
  if (code === null) return <SheetText>{messages.tooLong(letters)}</SheetText>
  return (
    <figure className={styles.figure}>
      <svg className={styles.code} role="img" aria-label={messages.code(letters)} viewBox={`0 0 ${code.side} ${code.side}`}>
        <path d={code.path} />
      </svg>
      <figcaption className={styles.help}>{messages.codeHelp}</figcaption>
    </figure>
  )
}
