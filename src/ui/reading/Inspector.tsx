import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useMemo } from 'react'
import { describeModel } from '../../nn/spec/describe'
import { IconButton } from '../kit/IconButton'
import { Later } from '../kit/Later'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import { CurveChart } from './CurveChart'
import styles from './Inspector.module.css'
import { type ModelView, readsBackward, type SequenceLayer } from '../network/layers'
import { MostActive } from './unit/MostActive'
import { UnitEquations } from './unit/UnitEquations'
import { UnitNumbers } from './unit/UnitNumbers'
import { useUnitWeights } from './unit/use-unit-weights'
import { WeightStrip } from './unit/WeightStrip'

export interface InspectorProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** One unit: its gates and its states over time, its equations at the step under the scan line, its weights, and the pictures that make it speak up. */
export function Inspector({ model, layer }: InspectorProps) {
  const { inspector } = useMessages().reading
  const unit = useAppStore((state) => Math.min(state.cursor.unit ?? 0, layer.units - 1))
  const { setCursor } = useActions()
  const title = useId()
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const description = useMemo(() => spec && describeModel(spec), [spec])
  const weights = useUnitWeights(layer.name, unit, layer.recurrence !== null)
  const gates = layer.signals.filter(({ role }) => role === 'gate')
  const states = layer.signals.filter(({ role }) => role !== 'gate')
  const others = layer.recurrence === null ? inspector.outputs : inspector.states
  const ofUnits = readsBackward(layer, unit) ? inspector.ofBackward : inspector.of
  const move = (by: number): void => setCursor({ unit: (unit + by + layer.units) % layer.units })

  return (
    <section className={styles.inspector} aria-labelledby={title} data-place="unit">
      <div className={styles.head}>
        <h3 id={title} className={styles.title}>
          <span>{`${inspector.title(unit + 1)} `}</span>
          <span className={styles.of}>{ofUnits(layer.units)}</span>
        </h3>
        <IconButton small data-left-out="print" label={inspector.previous} onClick={() => move(-1)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton small data-left-out="print" label={inspector.next} onClick={() => move(1)}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
      <div className={styles.charts}>
        {gates.length > 0 && <CurveChart title={inspector.gates} model={model} layer={layer} signals={gates} unit={unit} />}
        {states.length > 0 && <CurveChart title={others} model={model} layer={layer} signals={states} unit={unit} />}
      </div>
      <UnitNumbers model={model} layer={layer} unit={unit} />
      <Later last>
        {description && <UnitEquations model={model} description={description} layer={layer} unit={unit} weights={weights} />}
        {description && weights && <WeightStrip model={model} description={description} layer={layer} weights={weights} />}
        <MostActive model={model} layer={layer} unit={unit} />
      </Later>
    </section>
  )
}
