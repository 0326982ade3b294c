import { useEffect, useRef } from 'react'
import { Button } from '../../kit/Button'
import { describeError } from '../../kit/errors'
import { useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import picker from '../ModelPicker.module.css'
import styles from './Shelf.module.css'
import { ShelfRow } from './ShelfRow'

export interface ShelfProps {
  /** A run holds the model of the page. */
  readonly disabled: boolean
}

/** The models that are kept: the model of every run that is over, and those that the visitor has put there. */
export function Shelf({ disabled }: ShelfProps) {
  const words = useMessages().shell.shelf
  const { loadShelf, keepModel } = useActions()
  const state = useAppStore(({ shelf }) => shelf.state)
  const models = useAppStore(({ shelf }) => shelf.models)
  const hasModel = useAppStore(({ model }) => model !== null)

  useEffect(() => void loadShelf(), [loadShelf])

  return (
    <section className={styles.shelf} aria-labelledby="shelf-title" data-shelf>
      <div className={styles.head}>
        <h3 id="shelf-title" className={picker.title}>
          {words.title}
        </h3>
        <Button small disabled={!hasModel || state !== 'ready'} onClick={() => void keepModel()}>
          {words.keep}
        </Button>
      </div>
      {state === 'ready' && models.length === 0 && <p className={styles.note}>{words.empty}</p>}
      {models.length > 0 && (
        <ul className={picker.list}>
          {models.map((model) => (
            <ShelfRow key={model.id} model={model} disabled={disabled} />
          ))}
        </ul>
      )}
      <ShelfNotes />
    </section>
  )
}

/** What there is to say of all: what could not be kept or read, and the way back for one that was deleted. */
function ShelfNotes() {
  const messages = useMessages()
  const words = messages.shell.shelf
  const problem = useAppStore(({ shelf }) => shelf.problem)
  const damaged = useAppStore(({ shelf }) => shelf.damaged)
  const deleted = useAppStore(({ shelf }) => shelf.deleted)
  const { undoDeleteShelfModel } = useActions()
  const undo = useRef<HTMLButtonElement>(null)
  const told = problem === null ? null : describeError(problem, messages)

  useEffect(() => {
    // The button that was pressed went with its model; the keyboard finds the way back.
    if (deleted !== null && document.activeElement === document.body) undo.current?.focus()
  }, [deleted])

  return (
    <div className={styles.notes} role="status">
      {told !== null && <p className={styles.note}>{messages.shell.sentences([told.message, told.hint])}</p>}
      {damaged > 0 && <p className={styles.note}>{words.damaged(damaged)}</p>}
      {deleted !== null && (
        <p className={styles.deleted}>
          <span className={styles.note}>{words.deleted(deleted.name)}</span>
          <Button ref={undo} small onClick={() => void undoDeleteShelfModel()}>
            {words.undo}
          </Button>
        </p>
      )}
    </div>
  )
}
