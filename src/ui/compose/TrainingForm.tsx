import { LARGE_BATCHES, scaledToBatch } from '../../nn/spec/batch-scaling'
import { lossDefinitions } from '../../nn/spec/losses'
import { optimizerDefinitions, resolveOptimizer } from '../../nn/spec/optimizers'
import { resolveLoss } from '../../nn/spec/losses'
import { scheduleKinds } from '../../nn/spec/schedules'
import { type RunSettings, trainingRanges } from '../../nn/spec/training'
import { holdsSettings } from '../../state/run-state'
import { CodeLink } from '../code/CodeLink'
import { kernelOfOptimizer } from '../code/computed-by'
import { Choice } from '../kit/Choice'
import { Field } from '../kit/Field'
import fold from '../kit/Fold.module.css'
import { useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { Select } from '../kit/Select'
import { useActions, useAppStore } from '../kit/store'
import { AugmentationSettings } from '../run-settings/AugmentationSettings'
import { DataChoice } from '../run-settings/DataChoice'
import { StoppingSettings } from '../run-settings/StoppingSettings'
import section from '../kit/Section.module.css'
import { FieldControl } from './FieldControl'
import fieldStyles from './Fields.module.css'
import { ScheduleCurve } from './ScheduleCurve'
import { listed } from './shown-fields'
import styles from './TrainingForm.module.css'

/** The batch is none of the large ones. */
const AS_SET = 'as-set'

/** How the network is to be trained: data, loss, optimizer, schedule and their fields, deformation, and when it ends. */
export function TrainingForm({ settings }: { readonly settings: RunSettings }) {
  const { compose, training } = useMessages()
  const words = compose.training
  const format = useFormat()
  const { editDraft } = useActions()
  const isLearning = useAppStore((state) => holdsSettings(state.training))
  const { loss, optimizer, schedule } = settings
  const change = (next: Partial<RunSettings>, edit: string) => editDraft({ settings: { ...settings, ...next } }, `training ${edit}`)
  const definition = optimizerDefinitions[optimizer.type]

  return (
    <section className={styles.training} aria-labelledby="compose-training">
      <h3 id="compose-training" className={section.title}>
        {words.title}
      </h3>
      <div className={styles.choices}>
        <DataChoice locked={isLearning} />
        <Choice
          label={words.loss}
          value={loss.type}
          options={Object.values(lossDefinitions).map(({ type }) => ({ value: type, label: words.losses[type] }))}
          onValueChange={(type) => change({ loss: resolveLoss({ type }) }, 'loss')}
        />
        <div className={styles.optimizer}>
          <Field label={words.optimizer} help={definition.formula}>
            <Select
              value={optimizer.type}
              options={Object.values(optimizerDefinitions).map(({ type }) => ({ value: type, label: words.optimizers[type] }))}
              onValueChange={(type) => change({ optimizer: resolveOptimizer({ type, clipNorm: optimizer.clipNorm }) }, 'optimizer')}
            />
          </Field>
          <CodeLink className={styles.code} kernel={kernelOfOptimizer(optimizer)} />
        </div>
        <div className={styles.schedule}>
          <Field label={words.schedule}>
            <Select
              value={schedule.kind}
              options={scheduleKinds.map((kind) => ({ value: kind, label: words.schedules[kind] }))}
              onValueChange={(kind) => change({ schedule: { ...schedule, kind } }, 'schedule')}
            />
          </Field>
          <ScheduleCurve settings={settings} />
        </div>
      </div>
      <div className={styles.numbers}>
        <Field label={training.settings.learningRate} help={training.settings.learningRateHelp}>
          <NumberField
            step="double"
            value={schedule.learningRate}
            {...trainingRanges.learningRate}
            onValueChange={(learningRate) => change({ schedule: { ...schedule, learningRate } }, 'learningRate')}
          />
        </Field>
        <Field label={words.warmup} help={words.warmupHelp}>
          <NumberField
            integer
            step={10}
            value={schedule.warmup}
            {...trainingRanges.warmup}
            onValueChange={(warmup) => change({ schedule: { ...schedule, warmup } }, 'warmup')}
          />
        </Field>
        <Field label={training.settings.epochs} help={training.settings.epochsHelp}>
          <NumberField
            integer
            value={settings.epochs}
            {...trainingRanges.epochs}
            onValueChange={(epochs) => change({ epochs }, 'epochs')}
          />
        </Field>
        <Field label={training.settings.batchSize} help={training.settings.batchSizeHelp}>
          <NumberField
            integer
            step="double"
            value={settings.batchSize}
            {...trainingRanges.batchSize}
            onValueChange={(batchSize) => change({ batchSize }, 'batchSize')}
          />
        </Field>
        <Field label={words.largeBatch} help={words.largeBatchHelp}>
          <Select
            value={LARGE_BATCHES.some((batch) => batch === settings.batchSize) ? String(settings.batchSize) : AS_SET}
            options={[
              ...(LARGE_BATCHES.some((batch) => batch === settings.batchSize) ? [] : [{ value: AS_SET, label: words.batchAsSet }]),
              ...LARGE_BATCHES.map((batch) => ({ value: String(batch), label: format.integer(batch) })),
            ]}
            onValueChange={(batch) => batch !== AS_SET && change(scaledToBatch(settings, Number(batch)), 'largeBatch')}
          />
        </Field>
        <Field label={words.validation} help={words.validationHelp}>
          <NumberField
            integer
            step={1000}
            value={settings.validation}
            {...trainingRanges.validation}
            onValueChange={(validation) => change({ validation }, 'validation')}
          />
        </Field>
        <Field label={training.settings.seed} help={training.settings.seedHelp}>
          <NumberField integer value={settings.seed} {...trainingRanges.seed} onValueChange={(seed) => change({ seed }, 'seed')} />
        </Field>
      </div>
      <details className={fieldStyles.more}>
        <summary>{words.optimizerFields(words.optimizers[optimizer.type])}</summary>
        <p className={styles.what}>{definition.help}</p>
        <div className={fieldStyles.fields}>
          {listed(definition.fields).map(({ name, field }) => (
            <FieldControl
              key={name}
              owner={optimizer.type}
              name={name}
              field={field}
              value={Object.entries(optimizer).find(([own]) => own === name)?.[1]}
              onChange={(value) => change({ optimizer: resolveOptimizer({ ...optimizer, [name]: value }) }, name)}
            />
          ))}
        </div>
      </details>
      <div className={fold.folds}>
        <AugmentationSettings settings={settings} onChange={(next) => change(next, 'augment')} />
        <StoppingSettings settings={settings} onChange={(next) => change(next, 'stopping')} />
      </div>
    </section>
  )
}
