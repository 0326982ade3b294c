import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { picturesOfCell, surestMistakes, type Cell } from '../../statistics/gallery'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import picture from '../kit/PictureButton.module.css'
import { useActions, useAppStore } from '../kit/store'
import { classLabel, className, useTask } from '../kit/task'
import { Thumbnail } from '../kit/Thumbnail'
import { type FetchedPictures, useFetchedPictures, usePicturesHere } from './fetched-pictures'
import styles from './Gallery.module.css'
import type { Counted } from './use-judgement'

/** Pictures that are shown at once, and further ones at a press. */
const PAGE = 24

/** The digits of a cell, or all mistakes; each goes to the pad and is read. Of other pictures it is another gallery. */
export function Gallery({ counted }: { readonly counted: Pick<Counted, 'answers' | 'verdicts'> }) {
  const messages = useMessages()
  const { gallery: words } = messages.judge
  const { answers, verdicts } = counted
  const format = useFormat()
  const cell = useAppStore((state) => state.judge.view.cell)
  const { setJudgeView } = useActions()
  const title = useId()
  const task = useTask()
  const root = useRef<HTMLElement>(null)
  const seen = useRef(cell)
  const fetched = useFetchedPictures(useAppStore((state) => state.judge.judgement.part))
  const indices = useMemo(
    () => (cell === null ? surestMistakes(answers.labels, verdicts) : picturesOfCell(answers.labels, verdicts, cell)),
    [answers, verdicts, cell],
  )
  // On a phone it may be below the window.
  useEffect(() => {
    if (cell !== null && cell !== seen.current) root.current?.scrollIntoView({ block: 'nearest' })
    seen.current = cell
  }, [cell])
  const key = cell === null ? 'all' : `${cell.label} ${cell.answer}`
  const order = cell !== null && cell.label === cell.answer ? words.leastSure : words.surest
  const count = indices.length === 1 ? words.one : words.count(format.integer(indices.length))
  return (
    <section ref={root} className={styles.gallery} aria-labelledby={title} data-testid="judge-gallery" data-cell={key}>
      <div className={styles.head}>
        <h4 id={title} className={styles.title}>
          {titleOf(cell, words, (place) => className(task, place, messages))}
        </h4>
        {cell !== null && (
          <Button small variant="quiet" onClick={() => setJudgeView({ cell: null })}>
            {words.allMistakes}
          </Button>
        )}
      </div>
      <p className={styles.note} role="status">
        {indices.length === 0 ? words.none : messages.shell.sentences(indices.length === 1 ? [count] : [count, order])}
      </p>
      {indices.length > 0 && <Pages key={key} fetched={fetched} counted={counted} indices={indices} labelledBy={title} />}
    </section>
  )
}

interface PagesProps {
  readonly fetched: FetchedPictures
  readonly counted: Pick<Counted, 'answers' | 'verdicts'>
  readonly indices: readonly number[]
  readonly labelledBy: string
}

/** As many pictures as were asked for, page by page. */
function Pages({ fetched, counted, indices: all, labelledBy }: PagesProps) {
  const { gallery: words } = useMessages().judge
  const format = useFormat()
  const [shown, setShown] = useState(PAGE)
  const indices = all.slice(0, shown)
  const left = all.length - shown
  const { pictures, isLacking } = usePicturesHere(fetched, indices)
  return (
    <>
      <p className={styles.hint} role="status">
        {isLacking ? words.unknown : words.hint}
      </p>
      <Pictures pictures={pictures} counted={counted} indices={indices} labelledBy={labelledBy} />
      {left > 0 && (
        <Button small className={styles.more} onClick={() => setShown(shown + PAGE)}>
          {words.more(format.integer(Math.min(PAGE, left)))}
        </Button>
      )}
    </>
  )
}

function titleOf(cell: Cell | null, words: Messages['judge']['gallery'], nameOf: (place: number) => string): string {
  if (cell === null) return words.all
  return cell.label === cell.answer ? words.right(nameOf(cell.label)) : words.mistakes(nameOf(cell.label), nameOf(cell.answer))
}

interface PicturesProps extends Omit<PagesProps, 'fetched'> {
  readonly pictures: ReadonlyMap<number, Float32Array>
}

function Pictures({ pictures, counted: { answers, verdicts }, indices, labelledBy }: PicturesProps) {
  const messages = useMessages()
  const { gallery: words } = messages.judge
  const format = useFormat()
  const task = useTask()
  const chosen = useAppStore((state) => state.judge.view.chosen)
  const { putOnPad, setTab, setJudgeView } = useActions()
  return (
    <ul className={styles.grid} aria-labelledby={labelledBy}>
      {indices.map((index) => {
        const label = answers.labels[index]!
        const answer = verdicts.answers[index]!
        const probability = format.probability(verdicts.confidences[index]!)
        const name = words.picture(className(task, label, messages), className(task, answer, messages), probability)
        const image = pictures.get(index)
        const show = (): void => {
          if (image === undefined) return
          setJudgeView({ chosen: index })
          putOnPad({ picture: image, label })
          setTab('gates')
          // What was pressed is gone with its view.
          document.getElementById('main')?.focus()
        }
        return (
          <li key={index}>
            <button
              type="button"
              className={classes(picture.button, styles.picture)}
              aria-label={name}
              title={name}
              aria-pressed={index === chosen}
              aria-disabled={image === undefined || undefined}
              data-index={index}
              onClick={show}
            >
              {image === undefined ? <span className={styles.waiting} /> : <Thumbnail image={image} size={task.input} />}
              <span className={picture.verdict} aria-hidden>
                <span>{`${classLabel(task, label)} → `}</span>
                <b data-right={label === answer}>{classLabel(task, answer)}</b>
              </span>
              <span className={styles.probability} aria-hidden>
                {probability}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
