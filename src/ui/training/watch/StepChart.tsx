import type { PointerEvent } from 'react'
import { Chart, type ChartProps } from '../../kit/Chart'
import type { Elements } from '../../kit/elements'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import { nearestStep, placeOf, type StepAxis, stepTicks } from './step-axis'
import styles from './Watch.module.css'

/** What all charts of a run have in common. */
export interface AlongSteps {
  readonly axis: StepAxis
  /** Those that were looked into, rising. */
  readonly steps: readonly number[]
  /** The step that numbers are of. */
  readonly step: number
  /** Somebody points at a step. */
  readonly onRead: (step: number) => void
}

export interface StepChartProps extends AlongSteps, Pick<ChartProps, 'image' | 'y' | 'ground'> {
  readonly children?: Elements
}

/** A chart along the steps of the run, with the step that is read and the one that the page looks back at. */
export function StepChart({ axis, steps, step, onRead, children, ...chart }: StepChartProps) {
  const { watch: words } = useMessages()
  const format = useFormat()
  const past = useAppStore((state) => state.past.at)
  const point = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.querySelector('svg')?.getBoundingClientRect()
    if (box === undefined || box.width === 0 || event.clientX < box.left || event.clientX > box.right) return
    onRead(nearestStep(axis, steps, (event.clientX - box.left) / box.width))
  }
  return (
    <div className={styles.chart} onPointerMove={point} onPointerDown={point}>
      <Chart {...chart} x={{ label: words.stepAxis, ticks: stepTicks(axis, format.compact) }}>
        {children}
        <Mark at={placeOf(axis, step)} kind="read" />
        {past !== null && past <= axis.end && <Mark at={placeOf(axis, past)} kind="past" />}
      </Chart>
    </div>
  )
}

function Mark({ at, kind }: { readonly at: number; readonly kind: 'read' | 'past' }) {
  const line = { x1: at, x2: at, y1: 0, y2: 1 }
  return (
    <g className={styles.mark} data-kind={kind}>
      <line {...line} data-part="edge" />
      <line {...line} />
    </g>
  )
}
