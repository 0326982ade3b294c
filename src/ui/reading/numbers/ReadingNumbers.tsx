import { useEffect, useRef } from 'react'
import type { Store } from '../../../state/app-state'
import { DataTable } from '../../kit/DataTable'
import { setText } from '../../kit/dom'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStoreApi } from '../../kit/store'
import type { LayerView, ModelView } from '../../network/layers'
import { readingInWords } from './in-words'
import { readingTable } from './reading-table'

/** As long as the caption waits. */
const PAUSE = 600

const isNewReading = (state: Store, before: Store): boolean => state.trace !== before.trace

export interface ReadingNumbersProps {
  readonly model: ModelView
  readonly layer: LayerView
}

/** What the maps show, without seeing them: sentences that describe them (`reading-said`), and a table behind them. */
export function ReadingNumbers({ model, layer }: ReadingNumbersProps) {
  const messages = useMessages()
  const format = useFormat()
  const store = useAppStoreApi()
  const said = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = (): void => {
      timer = undefined
      setText(said.current, messages.shell.sentences(readingInWords(store.getState().trace, model, layer, messages, format)))
    }
    write()
    const unsubscribe = store.subscribe((state, before) => {
      if (isNewReading(state, before)) timer ??= setTimeout(write, PAUSE)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, model, layer, messages, format])

  return (
    <>
      <p ref={said} id="reading-said" className="visually-hidden" data-testid="reading-said" />
      {layer.form !== 'sheets' && (
        <DataTable
          title={messages.reading.numbers.title}
          content={({ trace }) => ({
            caption: messages.shell.sentences(readingInWords(trace, model, layer, messages, format)),
            ...readingTable(trace, model, layer, messages, format),
          })}
          isNew={isNewReading}
          testId="reading-numbers"
        />
      )}
    </>
  )
}
