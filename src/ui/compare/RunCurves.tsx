import { useId } from 'react'
import { Choice } from '../kit/Choice'
import choice from '../kit/Choice.module.css'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import section from '../kit/Section.module.css'
import { RunCharts } from './RunCharts'
import { useShownUnits } from './use-shown-units'

const AXES = ['steps', 'seconds'] as const
const SCALES = ['linear', 'log'] as const

/** Loss and accuracy of the chosen runs, line over line. */
export function RunCurves() {
  const { curves: words } = useMessages().compare
  const title = useId()
  const units = useShownUnits()
  const view = useAppStore((state) => state.runs.view)
  const { setRunsView } = useActions()
  return (
    <section className={section.section} aria-labelledby={title} data-testid="run-curves">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      {units.length > 0 && (
        <div className={choice.toolbar}>
          <Choice
            label={words.scale}
            value={view.scale}
            options={SCALES.map((value) => ({ value, label: words.scales[value] }))}
            onValueChange={(value) => setRunsView({ scale: value })}
          />
          <Choice
            label={words.axis}
            value={view.axis}
            options={AXES.map((value) => ({ value, label: words.axes[value] }))}
            onValueChange={(value) => setRunsView({ axis: value })}
          />
        </div>
      )}
      {units.length === 0 ? <p className={section.lead}>{words.none}</p> : <RunCharts units={units} view={view} />}
    </section>
  )
}
