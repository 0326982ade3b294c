import { trainingRanges } from '../../nn/spec/training'
import { Lock } from 'lucide-react'
import { useId } from 'react'
import { holdsSettings } from '../../state/run-state'
import { Choice } from '../kit/Choice'
import { Field } from '../kit/Field'
import { useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { useActions, useAppStore } from '../kit/store'
import { DataChoice } from '../run-settings/DataChoice'
import { LearningRate } from './LearningRate'
import styles from './Settings.module.css'

/** What the next run is made with; while one is under way or cut off, what it was made with. */
export function Settings() {
  const { settings } = useMessages().training
  const run = useAppStore((state) => state.training.settings)
  const start = useAppStore((state) => state.training.start)
  const locked = useAppStore((state) => holdsSettings(state.training))
  const { setTrainingSettings, setTrainingStart } = useActions()
  const reason = useId()

  return (
    <fieldset className={styles.settings} aria-describedby={locked ? reason : undefined}>
      <legend className="visually-hidden">{settings.label}</legend>
      <DataChoice locked={locked} />
      <Choice
        label={settings.start}
        help={start === 'fresh' ? settings.freshHelp : settings.currentHelp}
        value={start}
        options={[
          { value: 'fresh', label: settings.fresh },
          { value: 'current', label: settings.current },
        ]}
        disabled={locked}
        onValueChange={setTrainingStart}
      />
      <Field label={settings.epochs} help={settings.epochsHelp} className={styles.number ?? ''}>
        <NumberField
          integer
          disabled={locked}
          value={run.epochs}
          {...trainingRanges.epochs}
          onValueChange={(epochs) => setTrainingSettings({ epochs })}
        />
      </Field>
      <Field label={settings.batchSize} help={settings.batchSizeHelp} className={styles.number ?? ''}>
        <NumberField
          integer
          disabled={locked}
          step="double"
          value={run.batchSize}
          {...trainingRanges.batchSize}
          onValueChange={(batchSize) => setTrainingSettings({ batchSize })}
        />
      </Field>
      <LearningRate className={styles.number ?? ''} />
      <Field label={settings.seed} help={settings.seedHelp} className={styles.number ?? ''}>
        <NumberField
          integer
          disabled={locked}
          value={run.seed}
          {...trainingRanges.seed}
          onValueChange={(seed) => setTrainingSettings({ seed })}
        />
      </Field>
      <p className={styles.method}>
        <span>{settings.method(settings.losses[run.loss.type], settings.optimizers[run.optimizer.type])}</span>
        {locked && (
          <span id={reason} className={styles.reason}>
            <Lock aria-hidden />
            <span>{settings.locked}</span>
          </span>
        )}
      </p>
    </fieldset>
  )
}
