import { dataSets } from '../../data/sets/registry'
import { trainingRanges } from '../../nn/spec/training'
import type { DataState } from '../../state/app-state'
import { choiceInUse, choiceLabel, dataChoices, describeShares, requestFor } from '../kit/data-choices'
import { Lock } from 'lucide-react'
import { useId } from 'react'
import { holdsSettings } from '../../state/run-state'
import { Field } from '../kit/Field'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { Segmented } from '../kit/Segmented'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import { MixedIn } from './MixedIn'
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
      <div className={styles.choice}>
        <span className={styles.label}>{settings.start}</span>
        <Segmented
          label={settings.start}
          value={start}
          options={[
            { value: 'fresh', label: settings.fresh },
            { value: 'current', label: settings.current },
          ]}
          disabled={locked}
          onValueChange={setTrainingStart}
        />
        <span className={styles.help}>{start === 'fresh' ? settings.freshHelp : settings.currentHelp}</span>
      </div>
      <div className={styles.numbers}>
        <Field label={settings.epochs} help={settings.epochsHelp}>
          <NumberField
            integer
            disabled={locked}
            value={run.epochs}
            {...trainingRanges.epochs}
            onValueChange={(epochs) => setTrainingSettings({ epochs })}
          />
        </Field>
        <Field label={settings.batchSize} help={settings.batchSizeHelp}>
          <NumberField
            integer
            disabled={locked}
            step="double"
            value={run.batchSize}
            {...trainingRanges.batchSize}
            onValueChange={(batchSize) => setTrainingSettings({ batchSize })}
          />
        </Field>
        <LearningRate />
        <Field label={settings.seed} help={settings.seedHelp}>
          <NumberField
            integer
            disabled={locked}
            value={run.seed}
            {...trainingRanges.seed}
            onValueChange={(seed) => setTrainingSettings({ seed })}
          />
        </Field>
      </div>
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

function DataChoice({ locked }: { readonly locked: boolean }) {
  const messages = useMessages()
  const { settings } = messages.training
  const format = useFormat()
  const data = useAppStore((state) => state.data)
  const { loadData } = useActions()
  // Nothing is chosen before something is loaded.
  const chosen = choiceInUse(data.info)
  const load = (id: string): void => {
    const choice = dataChoices.find((one) => one.id === id)
    if (choice) void loadData(requestFor(choice))
  }

  return (
    <div className={styles.choice}>
      <span className={styles.label}>{settings.data}</span>
      <Segmented
        label={settings.data}
        value={chosen?.id ?? 'none'}
        options={dataChoices.map((choice) => ({ value: choice.id, label: choiceLabel(choice, messages) }))}
        disabled={locked || data.loading !== null}
        onValueChange={load}
      />
      {chosen?.mixedIn && data.info && <MixedIn choice={chosen} info={data.info} disabled={locked} />}
      <span className={styles.help} aria-live="polite" data-testid="training-data">
        {describeData(data, messages, format)}
      </span>
    </div>
  )
}

function describeData({ info, loading, failures }: DataState, messages: Messages, format: Format): string {
  const { training, sets } = messages
  const { settings } = training
  if (loading !== null) return settings.loading(format.percent(loading.receivedBytes / Math.max(1, loading.totalBytes), 0))
  if (info === null) return settings.notLoaded
  const { name, share } = setWords(info.kind, sets)
  const [train, test] = [format.integer(info.trainCount), format.integer(info.testCount)]
  if (info.also) return settings.inUseMixed(describeShares(info, messages, format.integer), train, share(test))
  const inUse = settings.inUse(name, train, test)
  return dataSets[info.kind].isMade && failures.length > 0 ? `${settings.passedOver} ${inUse}` : inUse
}
