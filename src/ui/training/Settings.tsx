import { dataSetIds, dataSets } from '../../data/sets/registry'
import type { DataSourceKind } from '../../data/sets/shipped'
import { setWords } from '../kit/set-words'
import { lossOf, optimizerOf, trainingRanges } from '../../nn/spec/training'
import type { DataState } from '../../state/app-state'
import { isUnderWay } from '../../state/run-state'
import { Field } from '../kit/Field'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { Segmented } from '../kit/Segmented'
import { useActions, useAppStore } from '../kit/store'
import styles from './Settings.module.css'

/** What the next run is made with; while one is under way, what it was made with. */
export function Settings() {
  const { settings } = useMessages().training
  const options = useAppStore((state) => state.training.options)
  const locked = useAppStore((state) => isUnderWay(state.training.state))
  const { setTrainingOptions } = useActions()

  return (
    <fieldset className={styles.settings} disabled={locked}>
      <legend className="visually-hidden">{settings.label}</legend>
      <DataChoice locked={locked} />
      <div className={styles.choice}>
        <span className={styles.label}>{settings.start}</span>
        <Segmented
          label={settings.start}
          value={options.start}
          options={[
            { value: 'fresh', label: settings.fresh },
            { value: 'current', label: settings.current },
          ]}
          disabled={locked}
          onValueChange={(start) => setTrainingOptions({ start })}
        />
        <span className={styles.help}>{options.start === 'fresh' ? settings.freshHelp : settings.currentHelp}</span>
      </div>
      <div className={styles.numbers}>
        <Field label={settings.epochs} help={settings.epochsHelp}>
          <NumberField
            integer
            value={options.epochs}
            {...trainingRanges.epochs}
            onValueChange={(epochs) => setTrainingOptions({ epochs })}
          />
        </Field>
        <Field label={settings.batchSize} help={settings.batchSizeHelp}>
          <NumberField
            integer
            step="double"
            value={options.batchSize}
            {...trainingRanges.batchSize}
            onValueChange={(batchSize) => setTrainingOptions({ batchSize })}
          />
        </Field>
        <Field label={settings.learningRate} help={settings.learningRateHelp}>
          <NumberField
            step="double"
            value={options.learningRate}
            {...trainingRanges.learningRate}
            onValueChange={(learningRate) => setTrainingOptions({ learningRate })}
          />
        </Field>
        <Field label={settings.seed} help={settings.seedHelp}>
          <NumberField integer value={options.seed} {...trainingRanges.seed} onValueChange={(seed) => setTrainingOptions({ seed })} />
        </Field>
      </div>
      <p className={styles.method}>
        {settings.method(settings.losses[lossOf(options).type], settings.optimizers[optimizerOf(options).type])}
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
  const chosen: DataSourceKind | 'none' = data.info?.kind ?? 'none'

  return (
    <div className={styles.choice}>
      <span className={styles.label}>{settings.data}</span>
      <Segmented
        label={settings.data}
        value={chosen}
        options={dataSetIds.map((id) => ({ value: id, label: setWords(id, messages.sets).short }))}
        disabled={locked || data.loading !== null}
        onValueChange={(kind) => kind !== 'none' && void loadData(kind)}
      />
      <span className={styles.help} aria-live="polite" data-testid="training-data">
        {describeData(data, messages, format)}
      </span>
    </div>
  )
}

function describeData({ info, loading, failures }: DataState, { training: { settings }, sets }: Messages, format: Format): string {
  if (loading !== null) return settings.loading(format.percent(loading.receivedBytes / Math.max(1, loading.totalBytes), 0))
  if (info === null) return settings.notLoaded
  const inUse = settings.inUse(setWords(info.kind, sets).name, format.integer(info.trainCount), format.integer(info.testCount))
  return dataSets[info.kind].isMade && failures.length > 0 ? `${settings.passedOver} ${inUse}` : inUse
}
