import { Button } from '../../kit/Button'
import { Field } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import { Select } from '../../kit/Select'
import { useActions, useAppStore } from '../../kit/store'
import { classesOf, className } from '../../kit/task'
import { Tooltip } from '../../kit/Tooltip'
import type { ModelView, SequenceLayer } from '../../network/layers'
import styles from './GradientLens.module.css'
import { LensFigure } from './LensFigure'
import { canStandBesideRnn } from './series'

export interface OpenLensProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** Against which answer the loss is taken, what is laid beside it, and the figure. */
export function OpenLens({ model, layer }: OpenLensProps) {
  const messages = useMessages()
  const { lens: words } = messages
  const label = useAppStore((state) => state.lens.label)
  const answer = useAppStore((state) => (state.lens.label === null ? (state.lens.reading?.label ?? null) : null))
  const hasReading = useAppStore((state) => state.lens.reading !== null)
  const hasKept = useAppStore((state) => state.lens.kept !== null)
  const reading = useAppStore((state) => state.lens.reading)
  const withSaliency = useAppStore((state) => state.lens.withSaliency)
  const withRnn = useAppStore((state) => state.lens.withRnn)
  const offersRnn = canStandBesideRnn(model, layer)
  const { setLens } = useActions()

  return (
    <>
      <div className={styles.tools}>
        <Field label={words.against}>
          <Select
            value={label === null ? 'answer' : String(label)}
            options={[
              { value: 'answer', label: words.answer(answer === null ? '' : className(model.task, answer, messages)) },
              ...classesOf(model.task, messages).map(({ name }, index) => ({ value: String(index), label: name })),
            ]}
            onValueChange={(value) => setLens({ label: value === 'answer' ? null : Number(value) })}
          />
        </Field>
        <Button aria-pressed={withSaliency} className={styles.toggle} onClick={() => setLens({ withSaliency: !withSaliency })}>
          {words.saliency}
        </Button>
        {offersRnn && (
          <Tooltip text={words.rnn.help}>
            <Button aria-pressed={withRnn} className={styles.toggle} onClick={() => setLens({ withRnn: !withRnn })}>
              {words.rnn.beside}
            </Button>
          </Tooltip>
        )}
        <Tooltip text={words.keepHelp}>
          <Button unavailable={!hasReading} onClick={() => setLens({ kept: reading })}>
            {words.keep}
          </Button>
        </Tooltip>
        {hasKept && (
          <Button variant="quiet" onClick={() => setLens({ kept: null })}>
            {words.drop}
          </Button>
        )}
      </div>
      <LensFigure model={model} layer={layer} showsSaliency={withSaliency} showsRnn={offersRnn && withRnn} />
    </>
  )
}
