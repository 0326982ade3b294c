import { useState } from 'react'
import { CLASS_COUNT } from '../../../core/images'
import { Button } from '../../kit/Button'
import { Disclosure } from '../../kit/Disclosure'
import { Field } from '../../kit/Field'
import { useMessages } from '../../kit/messages/messages'
import { Select } from '../../kit/Select'
import { useActions, useAppStore } from '../../kit/store'
import type { ModelView, SequenceLayer } from '../layers'
import { isRecurrent } from '../surgery/lessons'
import styles from './GradientLens.module.css'
import { canStandBesideRnn } from './series'
import { LensFigure } from './LensFigure'

export interface GradientLensProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** What the loss of the drawing depends on: states, pixels, and what units remember of earlier steps. Costs nothing while it is closed. */
export function GradientLens({ model, layer }: GradientLensProps) {
  const { lens } = useMessages()
  const isOpen = useAppStore((state) => state.lens.isOpen)
  const { setLens } = useActions()
  if (!isRecurrent(layer)) return null
  return (
    <Disclosure title={lens.title} lead={lens.lead} open={isOpen} onOpenChange={(open) => setLens({ isOpen: open })}>
      <Opened model={model} layer={layer} />
    </Disclosure>
  )
}

const DIGITS = Array.from({ length: CLASS_COUNT }, (_, digit) => String(digit))

function Opened({ model, layer }: GradientLensProps) {
  const { lens: words } = useMessages()
  const label = useAppStore((state) => state.lens.label)
  const answer = useAppStore((state) => (state.lens.label === null ? (state.lens.reading?.label ?? null) : null))
  const hasReading = useAppStore((state) => state.lens.reading !== null)
  const hasKept = useAppStore((state) => state.lens.kept !== null)
  const reading = useAppStore((state) => state.lens.reading)
  const withRnn = useAppStore((state) => state.lens.withRnn)
  const offersRnn = canStandBesideRnn(model, layer)
  const { setLens } = useActions()
  const [showsSaliency, setShowsSaliency] = useState(false)

  return (
    <>
      <div className={styles.tools}>
        <Field label={words.against}>
          <Select
            value={label === null ? 'answer' : String(label)}
            options={[
              { value: 'answer', label: words.answer(answer === null ? '' : String(answer)) },
              ...DIGITS.map((digit) => ({ value: digit, label: digit })),
            ]}
            onValueChange={(value) => setLens({ label: value === 'answer' ? null : Number(value) })}
          />
        </Field>
        <Button aria-pressed={showsSaliency} className={styles.toggle} onClick={() => setShowsSaliency(!showsSaliency)}>
          {words.saliency}
        </Button>
        {offersRnn && (
          <Button aria-pressed={withRnn} className={styles.toggle} title={words.rnn.help} onClick={() => setLens({ withRnn: !withRnn })}>
            {words.rnn.beside}
          </Button>
        )}
        <Button unavailable={!hasReading} title={words.keepHelp} onClick={() => setLens({ kept: reading })}>
          {words.keep}
        </Button>
        {hasKept && (
          <Button variant="quiet" onClick={() => setLens({ kept: null })}>
            {words.drop}
          </Button>
        )}
      </div>
      <LensFigure model={model} layer={layer} showsSaliency={showsSaliency} showsRnn={offersRnn && withRnn} />
    </>
  )
}
