import { useEffect, useId, useReducer, useState } from 'react'
import type { Store } from '../../state/app-state'
import styles from './DataTable.module.css'
import type { Elements } from './elements'
import fold from './Fold.module.css'
import { useFormat, useMessages } from './messages/messages'
import { useAppStoreApi } from './store'
import { thinned } from './thinned'
import table from './Table.module.css'

/** What changes with every stroke is written again no sooner than this, ms: nobody reads numbers that run. */
const PAUSE = 500
/** Of more rows so many stand for all, evenly spread. */
const MOST_ROWS = 200

export interface DataTableContent {
  /** Says what the table is of. */
  readonly caption: string
  readonly head: readonly string[]
  /** The first cell names its row. */
  readonly rows: readonly (readonly string[])[]
}

export interface DataTableProps {
  /** Of the line that opens it. */
  readonly title: string
  /** Made while it is open, and again when what it is made of has changed. */
  readonly content: (state: Store) => DataTableContent
  /** Whether the store has other values for it; never, where the parts around it render it anew. The same function always. */
  readonly isNew?: (state: Store, before: Store) => boolean
  /** What belongs under the table. */
  readonly children?: Elements
  readonly testId: string
}

const never = (): boolean => false

/** A figure in numbers: closed it costs nothing, open it can be read cell by cell and scrolled with the keyboard. */
export function DataTable({ title, content, isNew = never, children, testId }: DataTableProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={styles.table} data-left-out="presentation print">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary id={id} className={fold.summary}>
          {title}
        </summary>
        {isOpen && (
          <div className={fold.content}>
            <Content content={content} isNew={isNew} labelledBy={id} testId={testId} />
            {children}
          </div>
        )}
      </details>
    </div>
  )
}

interface ContentProps extends Pick<DataTableProps, 'content' | 'testId'> {
  readonly isNew: (state: Store, before: Store) => boolean
  readonly labelledBy: string
}

function Content({ content, isNew, labelledBy, testId }: ContentProps) {
  const { dataTable: words, sentences } = useMessages().shell
  const format = useFormat()
  const store = useAppStoreApi()
  const caption = useId()
  const [, renew] = useReducer((count: number) => count + 1, 0)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = store.subscribe((state, before) => {
      if (!isNew(state, before)) return
      timer ??= setTimeout(() => {
        timer = undefined
        renew()
      }, PAUSE)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, isNew])

  const { caption: about, head, rows } = content(store.getState())
  const shown = thinned(rows, MOST_ROWS)
  const said =
    shown.length === rows.length ? about : sentences([about, words.thinned(format.integer(shown.length), format.integer(rows.length))])
  // Wider than a phone: without a place among the tab stops a keyboard could not scroll it.
  return (
    <>
      {/* No caption of the table's own, which would be as wide as all columns and out of view with them. */}
      <p id={caption} className={fold.lead}>
        {said}
      </p>
      <div className={table.scroll} role="group" aria-labelledby={labelledBy} tabIndex={0}>
        <table className={table.table} aria-labelledby={labelledBy} aria-describedby={caption} data-testid={testId}>
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th key={column} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([name, ...cells], row) => (
              <tr key={row}>
                <th scope="row">{name}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
