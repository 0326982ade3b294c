import { earlyStoppingRanges, monitors, type EarlyStopping } from '../../nn/spec/early-stopping'
import { Choice } from '../kit/Choice'
import { Field } from '../kit/Field'
import { useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import type { RunSettingsProps } from './run-settings-props'
import styles from './StoppingSettings.module.css'
import fold from '../kit/Fold.module.css'

const WITHOUT: EarlyStopping = { monitor: 'val_loss', minDelta: 0, patience: null, restoreBestWeights: false }

/** Of most lessons on early stopping: one bad epoch may be chance, three hardly. */
const FIRST_PATIENCE = 3

/** When a run ends and which epoch's weights it leaves: folded away, with what is set in the line that stays. */
export function StoppingSettings({ settings: { earlyStopping, validation }, locked = false, onChange }: RunSettingsProps) {
  const { stopping: words, settings: settingsWords } = useMessages().training
  const format = useFormat()
  const { monitor, patience, restoreBestWeights } = earlyStopping ?? WITHOUT
  const choose = (change: Partial<EarlyStopping>) => {
    const next = { ...(earlyStopping ?? WITHOUT), ...change }
    onChange({ earlyStopping: next.patience === null && !next.restoreBestWeights ? null : next })
  }
  const end = patience === null ? words.allEpochs : words.early(format.integer(patience))
  const inForce = restoreBestWeights ? [end, words.keepsBest] : [end]

  return (
    <details>
      <summary className={fold.summary}>
        <span>{words.title}</span>
        <span className={fold.inForce}>{inForce.join(' · ')}</span>
      </summary>
      <fieldset className={fold.content}>
        <legend className="visually-hidden">{words.title}</legend>
        <p className={fold.lead}>{words.lead}</p>
        {locked && <p className={fold.lead}>{settingsWords.locked}</p>}
        <div className={styles.choices}>
          <Choice
            label={words.end}
            value={patience === null ? 'all' : 'early'}
            options={(['all', 'early'] as const).map((value) => ({ value, label: words.ends[value] }))}
            disabled={locked}
            onValueChange={(value) => choose({ patience: value === 'all' ? null : FIRST_PATIENCE })}
          />
          {patience !== null && (
            <Field label={words.patience} help={words.patienceHelp} className={styles.number ?? ''}>
              <NumberField
                integer
                disabled={locked}
                value={patience}
                min={1}
                max={earlyStoppingRanges.patience.max}
                onValueChange={(value) => choose({ patience: value })}
              />
            </Field>
          )}
          <Choice
            label={words.weights}
            value={restoreBestWeights ? 'best' : 'last'}
            options={(['last', 'best'] as const).map((value) => ({ value, label: words.keeps[value] }))}
            disabled={locked}
            onValueChange={(value) => choose({ restoreBestWeights: value === 'best' })}
          />
          {earlyStopping !== null && (
            <Choice
              label={words.by}
              value={monitor}
              options={monitors.map((value) => ({ value, label: words.monitors[value] }))}
              disabled={locked}
              onValueChange={(value) => choose({ monitor: value })}
            />
          )}
        </div>
        {earlyStopping !== null && (
          <p className={styles.note}>{validation === 0 ? words.onTest : words.onValidation(format.integer(validation))}</p>
        )}
      </fieldset>
    </details>
  )
}
