import { type CSSProperties, type KeyboardEvent, useId } from 'react'
import { countAt, type Confusion as Counts, countOfLabel } from '../../statistics/confusion'
import type { Cell } from '../../statistics/gallery'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { useActions, useAppStore } from '../kit/store'
import { classLabel, className, useTask } from '../kit/task'
import section from '../kit/Section.module.css'
import styles from './Confusion.module.css'
import { Gallery } from './Gallery'
import { useCellKeys } from './use-cell-keys'
import type { Counted } from './use-judgement'

/** What is taken for what, and the digits behind each number. */
export function Confusion({ counted }: { readonly counted: Counted }) {
  const { confusion: words } = useMessages().judge
  const by = useAppStore((state) => state.judge.view.by)
  const set = useAppStore((state) => state.judge.judgement.set)
  const { setJudgeView } = useActions()
  const title = useId()
  return (
    <section className={section.section} aria-labelledby={title}>
      <div className={styles.head}>
        <h3 id={title} className={section.title}>
          {words.title}
        </h3>
        <Segmented
          label={words.show}
          value={by}
          options={[
            { value: 'count', label: words.count },
            { value: 'rate', label: words.rate },
          ]}
          onValueChange={(chosen) => setJudgeView({ by: chosen })}
        />
      </div>
      <p className={section.lead}>{words.lead}</p>
      <div className={styles.beside}>
        <Matrix confusion={counted.confusion} labelledBy={title} />
        <Gallery key={set} counted={counted} />
      </div>
    </section>
  )
}

function Matrix({ confusion, labelledBy }: { readonly confusion: Counts; readonly labelledBy: string }) {
  const { confusion: words } = useMessages().judge
  const task = useTask()
  const { classes } = confusion
  const places = Array.from({ length: classes }, (_, place) => place)
  const keys = useCellKeys(classes)
  const description = useId()
  return (
    // Of many classes it is wider than its place.
    <div className={styles.scroll}>
      <p id={description} className="visually-hidden">
        {words.keys}
      </p>
      {/* One stop for the Tab key: the arrow keys go from cell to cell. */}
      <table ref={keys.grid} className={styles.matrix} aria-labelledby={labelledBy} aria-describedby={description}>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              <span>{words.is}</span>
            </th>
            <th scope="colgroup" colSpan={classes} className={styles.readAs}>
              <span>{words.readAs}</span>
            </th>
          </tr>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{words.is}</span>
            </th>
            {places.map((answer) => (
              <th key={answer} scope="col">
                {classLabel(task, answer)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((label) => (
            <tr key={label}>
              <th scope="row">{classLabel(task, label)}</th>
              {places.map((answer) => (
                <MatrixCell
                  key={answer}
                  confusion={confusion}
                  cell={{ label, answer }}
                  isTabStop={keys.at.label === label && keys.at.answer === answer}
                  onFocus={keys.onFocus}
                  onKeyDown={keys.onKeyDown}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MatrixCellProps {
  readonly confusion: Counts
  readonly cell: Cell
  readonly isTabStop: boolean
  readonly onFocus: (cell: Cell) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function MatrixCell({ confusion, cell: { label, answer }, isTabStop, onFocus, onKeyDown }: MatrixCellProps) {
  const messages = useMessages()
  const { confusion: words } = messages.judge
  const format = useFormat()
  const task = useTask()
  const by = useAppStore((state) => state.judge.view.by)
  const isChosen = useAppStore(({ judge: { view } }) => view.cell?.label === label && view.cell.answer === answer)
  const { setJudgeView } = useActions()
  const count = countAt(confusion, label, answer)
  const total = countOfLabel(confusion, label)
  const rate = total === 0 ? 0 : count / total
  const isRight = label === answer
  const name = isRight
    ? words.right(className(task, label, messages), format.integer(count), format.percent(rate))
    : words.cell(className(task, label, messages), className(task, answer, messages), format.integer(count), format.percent(rate))
  const shown = by === 'count' ? format.integer(count) : format.decimal(100 * rate, 1)
  return (
    <td className={styles.cell} data-right={isRight} data-none={count === 0} style={isRight ? undefined : shadeOf(confusion, count)}>
      <button
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        aria-label={name}
        aria-pressed={isChosen}
        title={name}
        data-cell={`${label} ${answer}`}
        data-count={count}
        onFocus={() => onFocus({ label, answer })}
        onKeyDown={onKeyDown}
        onClick={() => setJudgeView({ cell: isChosen ? null : { label, answer } })}
      >
        {count === 0 ? '·' : shown}
      </button>
    </td>
  )
}

/** Mistakes are shaded by their root, so that single ones are seen beside common ones. */
function shadeOf(confusion: Counts, count: number): CSSProperties & { readonly '--shade': number } {
  const { classes, counts } = confusion
  let most = 0
  for (let cell = 0; cell < counts.length; cell++) if (cell % (classes + 1) !== 0) most = Math.max(most, counts[cell]!)
  return { '--shade': most === 0 ? 0 : Math.sqrt(count / most) }
}
