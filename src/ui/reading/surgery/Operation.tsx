import { CodeLink } from '../../code/CodeLink'
import { kernelOfLayer } from '../../code/computed-by'
import { Button } from '../../kit/Button'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import type { ModelView, SequenceLayer } from '../../network/layers'
import { CounterfactualMaps } from './CounterfactualMaps'
import { HeldList } from './HeldList'
import { HoldForm } from './HoldForm'
import { isHeld, lessonsOf } from './lessons'
import { OutcomeLine } from './OutcomeLine'
import styles from './Surgery.module.css'
import { lessonWords } from './words'

export interface OperationProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** Lessons of one click, any hold by hand, and the reading that comes of it beside the true one. */
export function Operation({ model, layer }: OperationProps) {
  return (
    <>
      <Lessons model={model} layer={layer} />
      <HoldForm layer={layer} />
      <HeldList model={model} />
      <Result model={model} layer={layer} />
    </>
  )
}

function Lessons({ model, layer }: OperationProps) {
  const messages = useMessages()
  const unit = useAppStore((state) => Math.min(state.cursor.unit ?? 0, layer.units - 1))
  const holds = useAppStore((state) => state.surgery.holds)
  const { setSurgery } = useActions()
  const lessons = lessonsOf(layer, unit)
  const held = lessons.find((lesson) => isHeld(holds, lesson))

  return (
    <div className={styles.lessons}>
      <div className={styles.buttons} role="group" aria-label={messages.surgery.lessons.label}>
        {lessons.map((lesson) => (
          <Button
            key={lesson.name}
            className={styles.lesson}
            aria-pressed={lesson === held}
            onClick={() => setSurgery({ holds: lesson === held ? [] : lesson.holds })}
          >
            <span>{lessonWords(messages, model, layer, lesson.name, unit).title}</span>
            <span className={styles.formula}>{lesson.formula}</span>
          </Button>
        ))}
        <Button variant="quiet" unavailable={holds.length === 0} onClick={() => setSurgery({ holds: [] })}>
          {messages.surgery.held.reset}
        </Button>
        <CodeLink kernel={kernelOfLayer(layer.kind)} />
      </div>
      {held && <p className={styles.watch}>{lessonWords(messages, model, layer, held.name, unit).watch}</p>}
    </div>
  )
}

/** Appears with the first hold and stays while anything is held. */
function Result({ model, layer }: OperationProps) {
  const messages = useMessages()
  const format = useFormat()
  const isHolding = useAppStore((state) => state.surgery.holds.length > 0)
  const isEmpty = useAppStore((state) => state.drawing.isEmpty)
  return (
    <>
      <OutcomeLine messages={messages} format={format} />
      {isHolding && !isEmpty && <CounterfactualMaps model={model} layer={layer} />}
    </>
  )
}
