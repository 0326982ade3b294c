import { trainingRanges } from '../../nn/spec/training'
import { holdsSettings } from '../../state/run-state'
import { Field } from '../kit/Field'
import { useFormat, useMessages } from '../kit/messages/messages'
import { NumberField } from '../kit/NumberField'
import { useActions, useAppStore } from '../kit/store'

/** The one setting that is never locked: while a run goes on, it is turned from the next step on. */
export function LearningRate({ className }: { readonly className: string }) {
  const { settings } = useMessages().training
  const format = useFormat()
  const learningRate = useAppStore((state) => state.training.settings.schedule.learningRate)
  const lastTurn = useAppStore((state) => (holdsSettings(state.training) ? state.training.rateChanges.at(-1) : undefined))
  const { setLearningRate } = useActions()
  const help =
    lastTurn === undefined
      ? settings.learningRateHelp
      : settings.rateTurned(format.typed(lastTurn.learningRate), format.integer(lastTurn.step + 1))

  return (
    <Field label={settings.learningRate} help={help} className={className}>
      <NumberField
        step="double"
        value={learningRate}
        {...trainingRanges.learningRate}
        onValueChange={(rate) => void setLearningRate(rate)}
      />
    </Field>
  )
}
