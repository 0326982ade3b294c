import { useId } from 'react'
import { useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { useActions, useAppStore } from '../kit/store'
import compare from './Compare.module.css'
import { RunCharts } from './RunCharts'
import styles from './RunCurves.module.css'
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
    <section className={compare.section} aria-labelledby={title} data-testid="run-curves">
      <div className={styles.head}>
        <h3 id={title} className={compare.name}>
          {words.title}
        </h3>
        <div className={styles.choices}>
          <Segmented
            label={words.scale}
            value={view.scale}
            options={SCALES.map((value) => ({ value, label: words.scales[value] }))}
            onValueChange={(value) => setRunsView({ scale: value })}
          />
          <Segmented
            label={words.axis}
            value={view.axis}
            options={AXES.map((value) => ({ value, label: words.axes[value] }))}
            onValueChange={(value) => setRunsView({ axis: value })}
          />
        </div>
      </div>
      {units.length === 0 ? <p className={compare.note}>{words.none}</p> : <RunCharts units={units} view={view} />}
    </section>
  )
}
