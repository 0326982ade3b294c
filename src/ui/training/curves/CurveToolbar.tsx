import { ZoomIn, ZoomOut } from 'lucide-react'
import { useCallback, useSyncExternalStore } from 'react'
import { Button } from '../../kit/Button'
import { Choice } from '../../kit/Choice'
import choice from '../../kit/Choice.module.css'
import { classes } from '../../kit/classes'
import { IconButton } from '../../kit/IconButton'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import { zoomBy } from './chart-input'
import type { ChartView } from './chart-view'
import styles from './CurveToolbar.module.css'

const SMOOTHINGS = ['none', 'short', 'long'] as const
const SCALES = ['linear', 'log'] as const

/** How the curves are drawn, and which part of the run they show. */
export function CurveToolbar({ view }: { readonly view: ChartView }) {
  const { curves: words } = useMessages().training
  const format = useFormat()
  const { smoothing, scale } = useAppStore((state) => state.view.curves)
  const isEmpty = useAppStore((state) => state.training.step === 0)
  const { setCurvesView } = useActions()
  const window = useSyncExternalStore(
    useCallback((listener) => view.subscribe(listener), [view]),
    () => view.window,
  )
  return (
    <div className={choice.toolbar} role="group" aria-label={words.controls}>
      <Choice
        label={words.smoothing}
        value={smoothing}
        options={SMOOTHINGS.map((value) => ({ value, label: words.smoothings[value] }))}
        onValueChange={(value) => setCurvesView({ smoothing: value })}
      />
      <Choice
        label={words.scale}
        value={scale}
        options={SCALES.map((value) => ({ value, label: words.scales[value] }))}
        onValueChange={(value) => setCurvesView({ scale: value })}
      />
      <div className={choice.choice}>
        <span className={classes(choice.label, styles.shown)} role="status">
          {window === null ? words.showsAll : words.shows(format.integer(Math.max(1, window.from)), format.integer(window.to))}
        </span>
        <div className={styles.zoom}>
          <IconButton label={words.zoomIn} variant="secondary" unavailable={isEmpty} onClick={() => zoomBy('in', view)}>
            <ZoomIn aria-hidden />
          </IconButton>
          <IconButton label={words.zoomOut} variant="secondary" unavailable={window === null} onClick={() => zoomBy('out', view)}>
            <ZoomOut aria-hidden />
          </IconButton>
          <Button unavailable={window === null} onClick={() => view.zoom(null)}>
            {words.wholeRun}
          </Button>
        </div>
      </div>
    </div>
  )
}
