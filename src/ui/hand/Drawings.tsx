import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { DIGITS } from '../../core/task'
import type { HandDrawing } from '../../data/hand/drawing'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { FilePicker } from '../kit/FilePicker'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { useActions, useAppStore } from '../kit/store'
import { classLabel } from '../kit/task'
import { DrawingButton } from './DrawingButton'
import styles from './Drawings.module.css'

/** Drawings of a digit that are shown at once, and further ones at a press. */
const PAGE = 20

/** All drawings by digit, and what can be done with all of them. */
export function Drawings() {
  const { gallery: words } = useMessages().hand
  const title = useId()
  const root = useRef<HTMLHeadingElement>(null)
  const drawings = useAppStore(({ hand }) => hand.drawings)
  return (
    <section className={section.section} aria-labelledby={title} data-testid="hand-drawings">
      <h3 ref={root} id={title} className={section.title} tabIndex={-1}>
        {words.title}
      </h3>
      {drawings.length > 0 && <p className={section.lead}>{words.lead}</p>}
      {DIGITS.classes.map((_, digit) => {
        const own = drawings.filter(({ label }) => label === digit)
        return own.length === 0 ? null : <OfDigit key={digit} digit={digit} drawings={own} />
      })}
      <Files count={drawings.length} />
      <Notes root={root} />
    </section>
  )
}

function OfDigit({ digit, drawings }: { readonly digit: number; readonly drawings: readonly HandDrawing[] }) {
  const { gallery: words } = useMessages().hand
  const format = useFormat()
  const title = useId()
  const [shown, setShown] = useState(PAGE)
  const left = drawings.length - shown
  return (
    <div className={styles.digit}>
      <h4 id={title} className={styles.label}>
        {words.of(classLabel(DIGITS, digit), format.integer(drawings.length))}
      </h4>
      <ul className={styles.grid} aria-labelledby={title}>
        {drawings.slice(0, shown).map((drawing, place) => (
          <li key={drawing.id}>
            <DrawingButton drawing={drawing} place={place + 1} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button small className={styles.more} onClick={() => setShown(shown + 5 * PAGE)}>
          {words.more(format.integer(Math.min(5 * PAGE, left)))}
        </Button>
      )}
    </div>
  )
}

/** To a file, from a file, and away with all. */
function Files({ count }: { readonly count: number }) {
  const { gallery: words } = useMessages().hand
  const format = useFormat()
  const actions = useActions()
  const [isAsked, setAsked] = useState(false)
  const [added, setAdded] = useState<number | null>(null)
  const bring = async (files: readonly File[]): Promise<void> => {
    let sum: number | null = null
    for (const file of files) sum = (sum ?? 0) + ((await actions.importHand(file)) ?? 0)
    setAdded(sum)
  }
  const removeAll = (): void => {
    if (!isAsked) return setAsked(true)
    setAsked(false)
    setAdded(null)
    void actions.deleteAllDrawings()
  }
  return (
    <div className={styles.files}>
      <Button unavailable={count === 0} onClick={() => void actions.exportHand()}>
        {words.save}
      </Button>
      <FilePicker accept=".json,application/json" onFiles={(files) => void bring(files)}>
        {words.bring}
      </FilePicker>
      <Button unavailable={count === 0} onBlur={() => setAsked(false)} onClick={removeAll}>
        {isAsked ? words.sure : words.removeAll}
      </Button>
      <p role="status" className={styles.note}>
        {added === null ? '' : words.added(added, format.integer(added))}
      </p>
    </div>
  )
}

/** What could not be kept or read, and the way back for what was deleted. */
function Notes({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const messages = useMessages()
  const words = messages.hand.gallery
  const format = useFormat()
  const problem = useAppStore(({ hand }) => hand.problem)
  const damaged = useAppStore(({ hand }) => hand.damaged)
  const deleted = useAppStore(({ hand }) => hand.deleted)
  const { undoDeleteDrawings } = useActions()
  const undo = useRef<HTMLButtonElement>(null)
  const told = problem === null ? null : describeError(problem, messages)

  useEffect(() => {
    // The button that was pressed went with its drawing; the keyboard finds the way back.
    if (deleted.length > 0 && document.activeElement === document.body) undo.current?.focus()
  }, [deleted])

  const haveBack = async (): Promise<void> => {
    await undoDeleteDrawings()
    root.current?.focus()
  }
  return (
    <div className={styles.notes} role="status">
      {told !== null && <p className={styles.note}>{messages.shell.sentences([told.message, told.hint])}</p>}
      {damaged > 0 && <p className={styles.note}>{words.damaged(damaged)}</p>}
      {deleted.length > 0 && (
        <p className={styles.deleted}>
          <span className={styles.note}>{words.deleted(deleted.length, format.integer(deleted.length))}</span>
          <Button ref={undo} small onClick={() => void haveBack()}>
            {words.undo}
          </Button>
        </p>
      )}
    </div>
  )
}
