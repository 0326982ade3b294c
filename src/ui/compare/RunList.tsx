import { ArrowDown, ArrowUp } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { MOST_CHOSEN } from '../../state/runs/runs-state'
import { figureNames, type SortKey, sortUnits, unitOfRun } from '../../state/runs/units'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import section from '../kit/Section.module.css'
import { classes } from '../kit/classes'
import table from '../kit/Table.module.css'
import styles from './RunList.module.css'
import { RunRow } from './RunRow'
import { dashesOf } from './run-lines'
import { useShownUnits, useUnits } from './use-shown-units'

/** So many runs and groups come into the list at once. */
const PAGE = 10

const COLUMNS: readonly SortKey[] = ['name', ...figureNames, 'began']

/** All runs with their figures, the runs of a group below it once it is opened; sorted by any column. */
export function RunList() {
  const { list: words } = useMessages().compare
  const format = useFormat()
  const title = useId()
  const units = useUnits()
  const shown = useShownUnits()
  const { key, isDescending } = useAppStore((state) => state.runs.view.sort)
  const sorted = useMemo(() => sortUnits(units, key, isDescending), [units, key, isDescending])
  const [listed, setListed] = useState(PAGE)
  const left = sorted.length - listed
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const setOpen = (id: string, isOpen: boolean): void => {
    setOpened(new Set(isOpen ? [...opened, id] : [...opened].filter((other) => other !== id)))
  }
  const dashes = dashesOf(shown)
  const dashesOfUnit = (id: string): number | null => dashes[shown.findIndex((unit) => unit.id === id)] ?? null
  const isFull = shown.length >= MOST_CHOSEN
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.help}>{words.help}</p>
      {/* Wider than a small phone: without a place among the tab stops a keyboard could not scroll it. */}
      <div className={table.scroll} role="group" aria-label={words.label} tabIndex={0} data-run-list="">
        <table className={classes(table.table, styles.table, styles.runs)} data-testid="run-list">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <SortHead key={column} column={column} />
              ))}
            </tr>
          </thead>
          {sorted.slice(0, listed).map((unit) => (
            <tbody key={unit.id} aria-label={unit.isGroup ? words.members(unit.name) : undefined}>
              <RunRow
                unit={unit}
                dashes={dashesOfUnit(unit.id)}
                isFull={isFull}
                isOpen={opened.has(unit.id)}
                onOpenChange={(isOpen) => setOpen(unit.id, isOpen)}
              />
              {unit.isGroup &&
                opened.has(unit.id) &&
                sortUnits(unit.runs.map(unitOfRun), key, isDescending).map((member) => (
                  <RunRow key={member.id} unit={member} dashes={dashesOfUnit(member.id)} isFull={isFull} isMember />
                ))}
            </tbody>
          ))}
        </table>
      </div>
      {left > 0 && (
        <Button small className={styles.more} onClick={() => setListed(listed + PAGE)}>
          {words.more(format.integer(Math.min(PAGE, left)))}
        </Button>
      )}
      {isFull && <p className={section.help}>{words.full(format.integer(MOST_CHOSEN))}</p>}
    </section>
  )
}

/** Columns whose first sorting is from the largest: the newest, and the best by what is larger. */
const LARGEST_FIRST: ReadonlySet<SortKey> = new Set(['accuracy', 'began'])

function SortHead({ column }: { readonly column: SortKey }) {
  const { list: words } = useMessages().compare
  const { key, isDescending } = useAppStore((state) => state.runs.view.sort)
  const { setRunsView } = useActions()
  const isSorted = key === column
  const sort = (): void => {
    setRunsView({ sort: { key: column, isDescending: isSorted ? !isDescending : LARGEST_FIRST.has(column) } })
  }
  return (
    <th
      scope="col"
      className={column === 'began' ? styles.began : undefined}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={styles.sort} onClick={sort}>
        <span>{words.columns[column]}</span>
        {isSorted && (isDescending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
      </button>
    </th>
  )
}
