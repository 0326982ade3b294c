import { useState } from 'react'
import { exportFormats, type ExportFormat } from '../../core/exchange-details'
import type { ExportOutcome } from '../../state/actions'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import styles from './Export.module.css'

/** Gives the visitor the model as a file for another tool, and says how nearly that answers the same. */
export function Export({ disabled }: { readonly disabled: boolean }) {
  const words = useMessages()
  const format = useFormat()
  const { exportModel } = useActions()
  const [state, setState] = useState<ExportFormat | ExportOutcome | null>(null)
  const isWriting = typeof state === 'string'
  const write = async (to: ExportFormat): Promise<void> => {
    setState(to)
    setState(await exportModel(to))
  }
  return (
    <section className={styles.export} aria-labelledby="export-title">
      <h3 id="export-title" className={styles.title}>
        {words.shell.export.title}
      </h3>
      <div className={styles.formats}>
        {exportFormats.map((to) => (
          <Button key={to} small disabled={disabled || isWriting} onClick={() => void write(to)}>
            {words.shell.export.formats[to]}
          </Button>
        ))}
      </div>
      <p className={styles.note} role="status">
        {told(state, words, format)}
      </p>
    </section>
  )
}

function told(state: ExportFormat | ExportOutcome | null, words: Messages, format: Format): string {
  const { export: own, sentences } = words.shell
  if (state === null) return own.help
  if (typeof state === 'string') return own.writing(own.formats[state])
  if ('error' in state) {
    const { message, hint } = describeError(state.error, words)
    return sentences([message, hint])
  }
  const { name, check } = state
  return own.written(name, format.integer(check.pictures), format.significant(check.largest))
}
