import { useMemo, useRef, useState } from 'react'
import type { RunsView } from '../../state/runs/runs-state'
import type { RunUnit } from '../../state/runs/units'
import type { Band } from '../../statistics/band'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { SaveFigure } from '../kit/SaveFigure'
import section from '../kit/Section.module.css'
import { RunChart } from './RunChart'
import styles from './RunCurves.module.css'
import { RunKey } from './RunKey'
import { bandAt, linesOf, type RunLine } from './run-lines'
import { RunLook } from './run-look'
import { RunNumbers } from './RunNumbers'
import { runsTable } from './runs-table'

export interface RunChartsProps {
  readonly units: readonly RunUnit[]
  readonly view: RunsView
}

/** Both charts of the chosen runs, their key with the values, and what the marks mean. */
export function RunCharts({ units, view }: RunChartsProps) {
  const { axis } = view
  const { curves: words } = useMessages().compare
  const format = useFormat()
  const picture = useRef<HTMLDivElement>(null)
  const [look] = useState(() => new RunLook())
  const losses = useMemo(() => linesOf(units, 'loss', axis), [units, axis])
  const accuracies = useMemo(() => linesOf(units, 'accuracy', axis), [units, axis])
  const kinds = new Set(units.flatMap(({ runs }) => runs.map(({ settings }) => settings.loss.type)))

  const placeText = (place: number | null): string => {
    if (place === null) return words.atEnd
    return axis === 'steps' ? words.atStep(format.integer(place)) : words.atTime(format.duration(place))
  }
  const valueText = (id: string, place: number | null): string => {
    const [loss, accuracy] = [losses, accuracies].map((lines) => lines.find(({ unit }) => unit.id === id))
    return loss && accuracy ? valuesOf(loss, accuracy, place, words, format) : ''
  }
  const spoken = (place: number | null): string =>
    words.spoken(
      placeText(place),
      units.map(({ id, name }) => words.spokenLine(name, valueText(id, place))),
    )
  return (
    <>
      <div ref={picture} className={styles.picture}>
        <RunKey units={units} dashes={losses.map(({ dashes }) => dashes)} look={look} placeText={placeText} valueText={valueText} />
        <div className={styles.charts}>
          <RunChart quantity="loss" lines={losses} view={view} look={look} slider={{ label: words.slider, text: spoken }} />
          <RunChart quantity="accuracy" lines={accuracies} view={view} look={look} slider={null} />
        </div>
      </div>
      <div>
        <p className={section.help}>{words.key}</p>
        {units.some(({ isGroup }) => isGroup) && <p className={section.help}>{words.band}</p>}
        {kinds.size > 1 && <p className={section.help}>{words.otherLosses}</p>}
      </div>
      <RunNumbers losses={losses} accuracies={accuracies} axis={axis} />
      <SaveFigure
        name={[words.file]}
        figure={picture}
        head={() => ({ title: words.pictureTitle, subtitle: placeText(look.current()) })}
        table={() => runsTable(units, axis)}
        isEmpty={false}
      />
    </>
  )
}

/** Loss and accuracy of a line at a place, or at its end. */
function valuesOf(loss: RunLine, accuracy: RunLine, place: number | null, words: Messages['compare']['curves'], format: Format): string {
  const at = (band: Band) => bandAt(band, place ?? band.x.at(-1) ?? NaN)
  const [lossThere, accuracyThere] = [at(loss.training), at(accuracy.training)]
  if (lossThere === null || accuracyThere === null) return words.noValue
  const [lossText, accuracyText] = [format.decimal(lossThere.mean, 3), format.percent(accuracyThere.mean)]
  if (!loss.isBand) return words.values(lossText, accuracyText)
  return words.values(
    words.plusMinus(lossText, format.decimal(lossThere.deviation, 3)),
    words.plusMinus(accuracyText, format.percent(accuracyThere.deviation)),
  )
}
