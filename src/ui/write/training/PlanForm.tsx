import { Lock } from 'lucide-react'
import { useId } from 'react'
import { writerPlanRanges, type WriterPlan } from '../../../nn/spec/writing/writer-plan'
import { isUnderWay } from '../../../state/writing/writer-run-state'
import { Choice } from '../../kit/Choice'
import { Field } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import { NumberField } from '../../kit/NumberField'
import { useActions, useAppStore } from '../../kit/store'
import styles from './PlanForm.module.css'

const FIELDS = ['units', 'drawings', 'epochs', 'batchSize', 'learningRate', 'seed'] as const satisfies readonly (keyof WriterPlan)[]
/** Whose values span magnitudes. */
const DOUBLED: ReadonlySet<keyof WriterPlan> = new Set(['units', 'drawings', 'batchSize', 'learningRate'])

/** How a network learns to write next; while one learns, how it does. */
export function PlanForm() {
  const { writerTraining: words } = useMessages()
  const plan = useAppStore(({ writing }) => writing.run.plan)
  const beginning = useAppStore(({ writing }) => writing.run.beginning)
  const isLocked = useAppStore(({ writing }) => isUnderWay(writing.run))
  const { setWriterPlan } = useActions()
  const reason = useId()
  return (
    <fieldset className={styles.form} aria-describedby={isLocked ? reason : undefined}>
      <legend className="visually-hidden">{words.settings}</legend>
      <Choice
        label={words.beginning}
        help={words.beginningHelp[beginning]}
        value={beginning}
        options={(['fresh', 'shown'] as const).map((value) => ({ value, label: words.beginnings[value] }))}
        disabled={isLocked}
        onValueChange={(value) => setWriterPlan({ beginning: value })}
      />
      {FIELDS.map((name) => (
        <Field key={name} label={words.fields[name].label} help={words.fields[name].help} className={styles.number ?? ''}>
          <NumberField
            integer={name !== 'learningRate'}
            disabled={isLocked || (name === 'units' && beginning === 'shown')}
            step={DOUBLED.has(name) ? 'double' : 1}
            value={plan[name]}
            {...writerPlanRanges[name]}
            onValueChange={(value) => setWriterPlan({ [name]: value })}
          />
        </Field>
      ))}
      {isLocked && (
        <p id={reason} className={styles.reason}>
          <Lock aria-hidden />
          <span>{words.locked}</span>
        </p>
      )}
    </fieldset>
  )
}
