import { ChevronRight, Pin, Trash2 } from 'lucide-react'
import { type FigureName, figureNames, figureOf, type RunUnit } from '../../state/runs/units'
import type { Spread } from '../../statistics/spread'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import type { Format } from '../kit/format'
import { IconButton } from '../kit/IconButton'
import { LineSwatch } from '../kit/LineSwatch'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './RunList.module.css'
import { RenameRun } from './RenameRun'

export interface RunRowProps {
  readonly unit: RunUnit
  /** Of its line; null where it is not shown. */
  readonly dashes: number | null
  /** No more lines are shown. */
  readonly isFull: boolean
  /** A run of a group, below it. */
  readonly isMember?: boolean
  /** Of a group: whether its runs stand below it. */
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
}

/** A run or a group: its name, which shows its curves, what can be done with it, and its figures. */
export function RunRow({ unit, dashes, isFull, isMember = false, isOpen = false, onOpenChange }: RunRowProps) {
  const { list: words } = useMessages().compare
  const format = useFormat()
  const { id, name, colour, runs } = unit
  const isChosen = useAppStore((state) => state.runs.chosen.includes(id))
  const isBaseline = useAppStore((state) => state.runs.baseline === id)
  const { chooseRun, pinRun, deleteRun } = useActions()
  return (
    <tr className={isMember ? styles.member : undefined} data-run={name} data-outcome={unit.isGroup ? undefined : runs[0]!.outcome}>
      <th scope="row">
        <div className={styles.run}>
          <Button
            small
            variant="quiet"
            className={classes(styles.show, (isChosen || isBaseline) && styles.shown)}
            aria-pressed={isChosen || isBaseline}
            aria-label={words.show(name)}
            unavailable={isBaseline || (isFull && !isChosen)}
            onClick={() => chooseRun(id, !isChosen)}
          >
            <LineSwatch colour={colour} dashes={dashes ?? 0} />
            <span className={styles.runName}>{name}</span>
          </Button>
          <div className={styles.tools}>
            <RenameRun id={id} name={name} />
            {!isMember && (
              <IconButton
                small
                label={words.pin(name)}
                aria-pressed={isBaseline}
                className={isBaseline ? (styles.pinned ?? '') : ''}
                onClick={() => void pinRun(isBaseline ? null : id)}
              >
                <Pin aria-hidden />
              </IconButton>
            )}
            <IconButton small label={words.remove(name)} onClick={() => void deleteRun(id)}>
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </div>
        <Facts unit={unit} isBaseline={isBaseline} isOpen={isOpen} onOpenChange={onOpenChange} />
      </th>
      {figureNames.map((figure) => {
        const spread = figureOf(unit, figure)
        return (
          <td key={figure} data-figure={figure}>
            <span>{spread === null ? words.unknown : figureText(figure, spread.mean, format)}</span>
            <Deviation figure={figure} spread={spread} isGroup={unit.isGroup} />
          </td>
        )
      })}
      <td className={styles.began}>
        <span>{format.date(runs[0]!.began)}</span>
      </td>
    </tr>
  )
}

interface FactsProps extends Pick<RunRowProps, 'unit' | 'isOpen'> {
  readonly isBaseline: boolean
  readonly onOpenChange: RunRowProps['onOpenChange'] | undefined
}

/** What became of it, where that is not simply its end; of a group, how many of its runs ended, which shows them. */
function Facts({ unit: { name, isGroup, runs }, isBaseline, isOpen, onOpenChange }: FactsProps) {
  const { list: words } = useMessages().compare
  const format = useFormat()
  const finished = runs.filter(({ outcome }) => outcome === 'finished').length
  const ended = words.group(format.integer(finished), format.integer(runs.length))
  const isPlain = !isGroup && finished === runs.length
  return (
    <ul className={styles.facts}>
      <li className={styles.date}>{format.date(runs[0]!.began)}</li>
      {isBaseline && <li className={styles.baseline}>{words.baseline}</li>}
      {isGroup && (
        <li>
          <button
            type="button"
            className={styles.members}
            aria-expanded={isOpen}
            aria-label={words.membersOf(name, ended)}
            onClick={() => onOpenChange?.(!isOpen)}
          >
            <ChevronRight aria-hidden />
            <span>{ended}</span>
          </button>
        </li>
      )}
      {!isGroup && !isPlain && <li>{words.outcomes[runs[0]!.outcome]}</li>}
    </ul>
  )
}

interface DeviationProps {
  readonly figure: FigureName
  readonly spread: Spread | null
  readonly isGroup: boolean
}

/** How far the runs of a group lie apart, and how many they are. */
function Deviation({ figure, spread, isGroup }: DeviationProps) {
  const { list: words } = useMessages().compare
  const format = useFormat()
  if (!isGroup || spread === null || figure === 'epochs') return null
  const { deviation, count } = spread
  const known = deviation === null ? [] : [words.plusMinus(figureText(figure, deviation, format))]
  return <span className={styles.deviation}>{[...known, words.count(format.integer(count))].join(words.separator)}</span>
}

function figureText(figure: FigureName, value: number, format: Format): string {
  switch (figure) {
    case 'accuracy':
      return format.percent(value, 2)
    case 'loss':
      return format.decimal(value, 4)
    case 'epochs':
      return format.significant(value)
    case 'seconds':
      return format.duration(value)
    default:
      return figure satisfies never
  }
}
