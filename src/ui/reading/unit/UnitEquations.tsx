import { useId, useMemo, useRef, useState } from 'react'
import { stepTerms, type UnitWeights } from '../../../nn/spec/cell'
import { cellNotation } from '../../../nn/spec/cell-formulas'
import type { Recurrence } from '../../../nn/spec/definition'
import type { ModelDescription } from '../../../nn/spec/describe'
import { CodeLink } from '../../code/CodeLink'
import { kernelOfLayer } from '../../code/computed-by'
import { Button } from '../../kit/Button'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { setData, setText } from '../../kit/dom'
import { type ModelView, readsBackward, type SequenceLayer, statesOf } from '../../network/layers'
import { useLiveWithin } from '../../network/use-live'
import { signalWords, stepPlace } from '../../network/words'
import { ProductLine, SumLine } from './EquationLine'
import styles from './UnitEquations.module.css'
import { writeTerms } from './write-terms'

const DIGITS = { few: 3, many: 6 } as const

export interface UnitEquationsProps {
  readonly model: ModelView
  readonly description: ModelDescription
  readonly layer: SequenceLayer
  readonly unit: number
  /** Null before they are there. */
  readonly weights: UnitWeights | null
}

/** The equations of a layer with the numbers of one unit at the step under the scan line. Nothing for a layer that has none. */
export function UnitEquations(props: UnitEquationsProps) {
  const { recurrence } = props.layer
  return recurrence && <Equations {...props} recurrence={recurrence} />
}

function Equations({ model, description, layer, unit, weights, recurrence }: UnitEquationsProps & { readonly recurrence: Recurrence }) {
  const messages = useMessages()
  const words = messages.unit.equations
  const format = useFormat()
  const [digits, setDigits] = useState<number>(DIGITS.few)
  const root = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const note = useRef<HTMLParagraphElement>(null)
  const titleId = useId()
  const isBackward = readsBackward(layer, unit)
  const notation = useMemo(() => cellNotation(recurrence, layer.signals, isBackward), [recurrence, layer, isBackward])
  const { equations } = recurrence
  // The hidden state first.
  const states = statesOf(layer)
    .map(({ symbol }) => symbol)
    .toReversed()
  const nameOf = (signal: string): string => {
    const declared = layer.signals.find(({ name }) => name === signal)
    return declared === undefined ? signal : signalWords(messages, layer.kind, declared).name
  }

  useLiveWithin(root, ({ trace, cursor }) => {
    if (root.current === null) return
    const step = Math.min(cursor.step, layer.steps - 1)
    const terms = trace && weights && stepTerms(description, weights, trace, step)
    setText(title.current, words.title(stepPlace(messages, model, layer, step)))
    // A step that is skipped has no terms of its own.
    writeTerms(root.current, terms?.isRead === true ? terms : null, digits, format)
    setData(root.current, 'step', terms && step)
    setData(root.current, 'unit', terms && (weights?.unit ?? null))
    const isFirst = terms !== null && terms.before === null
    setText(note.current, terms?.isRead === false ? words.skipped : isFirst ? words.first(notation.isBackward ? 't+1' : 't−1', states) : '')
    for (const line of root.current.querySelectorAll<HTMLElement>('li[data-signal]')) {
      line.toggleAttribute('data-current', line.dataset['signal'] === cursor.signal)
    }
  })

  return (
    <section
      ref={root}
      className={styles.equations}
      data-left-out="print"
      aria-labelledby={titleId}
      data-testid="unit-equations"
      data-digits={digits}
    >
      <div className={styles.head}>
        <h4 ref={title} id={titleId} className={styles.title}>
          {words.title('')}
        </h4>
        <div className={styles.actions}>
          <CodeLink kernel={kernelOfLayer(layer.kind)} />
          <Button
            small
            variant="quiet"
            aria-pressed={digits === DIGITS.many}
            onClick={() => setDigits(digits === DIGITS.many ? DIGITS.few : DIGITS.many)}
          >
            {words.moreDigits}
          </Button>
        </div>
      </div>
      <div className={styles.columns}>
        <ol className={styles.lines}>
          {equations.sums.map((equation) => (
            <SumLine key={equation.signal} equation={equation} name={nameOf(equation.signal)} notation={notation} />
          ))}
        </ol>
        {equations.products.length > 0 && (
          <ol className={styles.lines}>
            {equations.products.map((equation) => (
              <ProductLine key={equation.signal} equation={equation} name={nameOf(equation.signal)} notation={notation} />
            ))}
          </ol>
        )}
      </div>
      <p ref={note} className={styles.note} />
      <p className={styles.help}>{words.help}</p>
    </section>
  )
}
