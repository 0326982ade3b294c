import { useId, useMemo } from 'react'
import { type Difference, differencesOf } from '../../state/runs/differences'
import { factsOfAll, keyOf } from '../../state/runs/facts'
import type { RunUnit } from '../../state/runs/units'
import { classes } from '../kit/classes'
import table from '../kit/Table.module.css'
import { LineSwatch } from '../kit/LineSwatch'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { factName, factText } from './fact-words'
import { dashesOf } from './run-lines'
import styles from './RunList.module.css'
import { useShownUnits } from './use-shown-units'

/** So many changes stand in a sentence; the table has the others too. */
const MOST_TOLD = 6

/** In which settings the chosen runs differ: from the baseline, or from the first of them, in words, and all of them in a table. */
export function Differences() {
  const { differences: words } = useMessages().compare
  const title = useId()
  const units = useShownUnits()
  const facts = useMemo(() => units.map(({ runs }) => factsOfAll(runs)), [units])
  const [reference, ...others] = units
  return (
    <section className={section.section} aria-labelledby={title} data-testid="run-differences">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      {reference === undefined || others.length === 0 ? (
        <p className={section.lead}>{words.choose}</p>
      ) : (
        <>
          {others.map((unit, place) => (
            <Sentence
              key={unit.id}
              unit={unit}
              reference={reference}
              differences={differencesOf([facts[0] ?? [], facts[place + 1] ?? []])}
            />
          ))}
          <DifferenceTable units={units} differences={differencesOf(facts)} />
        </>
      )}
    </section>
  )
}

interface SentenceProps {
  readonly unit: RunUnit
  readonly reference: RunUnit
  readonly differences: readonly Difference[]
}

function Sentence({ unit, reference, differences }: SentenceProps) {
  const messages = useMessages()
  const { differences: words } = messages.compare
  const format = useFormat()
  if (differences.length === 0) return <p className={section.lead}>{words.none(unit.name, reference.name)}</p>
  const changes = differences.slice(0, MOST_TOLD).map((difference) => {
    const [from, to] = difference.values.map((value) => factText(difference, value, messages, format))
    return words.change(words.within(factName(difference, messages)), from ?? words.unknown, to ?? words.unknown)
  })
  const left = differences.length - changes.length
  const all = left > 0 ? [...changes, words.more(format.integer(left))] : changes
  return <p className={section.lead}>{words.sentence(unit.name, reference.name, all.join(words.separator))}</p>
}

function DifferenceTable({ units, differences }: { readonly units: readonly RunUnit[]; readonly differences: readonly Difference[] }) {
  const messages = useMessages()
  const { differences: words } = messages.compare
  const format = useFormat()
  const caption = useId()
  const dashes = dashesOf(units)
  if (differences.length === 0) return null
  return (
    <div className={table.scroll} role="group" aria-labelledby={caption} tabIndex={0}>
      <table className={classes(table.table, styles.table)}>
        <caption id={caption}>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.setting}</th>
            {units.map(({ id, name, colour }, place) => (
              <th key={id} scope="col" className={styles.column}>
                <LineSwatch colour={colour} dashes={dashes[place]!} />
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={keyOf(difference)} data-field={difference.field}>
              <th scope="row">{factName(difference, messages)}</th>
              {units.map(({ id }, place) => (
                <td key={id} className={styles.value}>
                  {factText(difference, difference.values[place], messages, format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
