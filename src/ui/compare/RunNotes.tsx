import { useEffect, useRef } from 'react'
import { unitsOf } from '../../state/runs/units'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import section from '../kit/Section.module.css'
import styles from './RunNotes.module.css'

/** What there is to say of all runs: where they are not kept, which could not be read, and the way back for one that was deleted. */
export function RunNotes() {
  const messages = useMessages()
  const { compare: words, shell } = messages
  const problem = useAppStore((state) => state.runs.problem)
  const damaged = useAppStore((state) => state.runs.damaged)
  const told = problem === null ? null : describeError(problem, messages)
  return (
    <div className={styles.notes} role="status">
      {told !== null && <p className={section.lead}>{shell.sentences([told.message, told.hint])}</p>}
      {damaged > 0 && <p className={section.lead}>{words.damaged(damaged)}</p>}
      <Deleted />
    </div>
  )
}

function Deleted() {
  const { compare: words } = useMessages()
  const deleted = useAppStore((state) => state.runs.deleted)
  const { undoDeleteRun } = useActions()
  const button = useRef<HTMLButtonElement>(null)
  const [unit] = unitsOf(deleted)
  // Of a group one run may have been deleted alone.
  const name = deleted.length === 1 ? deleted[0]?.name : unit?.name

  useEffect(() => {
    // The button that was pressed went with its run; the keyboard finds the way back.
    if (deleted.length > 0 && document.activeElement === document.body) button.current?.focus()
  }, [deleted])

  if (name === undefined) return null
  const undo = (): void => {
    // This button goes with its press; the keyboard finds the list again.
    document.querySelector<HTMLElement>('[data-run-list]')?.focus()
    void undoDeleteRun()
  }
  return (
    <div className={styles.deleted}>
      <p className={section.lead}>{words.deleted(name)}</p>
      <Button ref={button} small onClick={undo}>
        {words.undo}
      </Button>
    </div>
  )
}
